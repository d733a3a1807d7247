package dev.handoff.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.VisitorGone;
import org.apache.camel.Variable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What the cache component cannot do to the contacts that this node remembers. */
@Component
public final class ContactMemory {

  private final Cache<Object, Object> contacts;
  private final ContactDraft draft;

  ContactMemory(@Qualifier("deskContactCache") Cache<Object, Object> contacts, ContactDraft draft) {
    this.contacts = contacts;
    this.draft = draft;
  }

  /**
   * Desk no longer knows the contact that this delivery found or made. Another one that is
   * remembered for the visitor stays.
   */
  public void forget(@Variable("delivery") Delivery delivery) {
    String gone = delivery.fact("contactId");
    if (gone != null) {
      contacts.asMap().remove(draft.memoryKey(delivery), gone);
    }
  }

  /** Somebody was forgotten; whom is not told, so all go. Other nodes forget within 10 minutes. */
  @EventListener
  void on(VisitorGone gone) {
    contacts.invalidateAll();
  }
}
