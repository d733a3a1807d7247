package dev.handoff.delivery;

import dev.handoff.handoff.ContactMappings;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Unforgotten;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the mapping of callers' contact ids true to what deliveries find out about contacts. */
@Component
public final class MappedContacts {

  private final ContactMappings mappings;
  private final DeliveryProperties settings;
  private final Unforgotten unforgotten;

  MappedContacts(ContactMappings mappings, DeliveryProperties settings, Unforgotten unforgotten) {
    this.mappings = mappings;
    this.unforgotten = unforgotten;
    this.settings = settings;
  }

  /**
   * The contact in these facts is the one of the caller's id from now on, unless that id has one. A
   * visitor known by phone only is no proof: more than one person may have that number. One who was
   * forgotten meanwhile is not mapped.
   */
  public void learn(@Body Map<String, Object> facts, @Variable("delivery") Delivery delivery) {
    String id = crmContactId(delivery);
    Object contact = facts.get("contactId");
    if (settings.learnContacts()
        && id != null
        && contact != null
        && ContactMatch.onlyPhone(delivery) == null) {
      unforgotten.write(
          delivery.handoff(), () -> mappings.learn(tenant(delivery), id, contact.toString()));
    }
  }

  /** Desk no longer knows the contact that this delivery was given; a newer mapping stays. */
  public void forget(@Variable("delivery") Delivery delivery) {
    String id = crmContactId(delivery);
    String gone = delivery.fact("contactId");
    if (id != null && gone != null) {
      mappings.drop(tenant(delivery), id, gone);
    }
  }

  private static @Nullable String crmContactId(Delivery delivery) {
    return delivery.handoff().request().visitor().crmContactId();
  }

  private static String tenant(Delivery delivery) {
    return delivery.handoff().key().tenant();
  }
}
