package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Journal;
import dev.handoff.handoff.JournalStep;
import dev.handoff.zoho.ZohoRefused;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether a refused ticket or call is refused for its contact: that can be merged or deleted at
 * Desk while it is remembered, mapped or still in the index.
 */
@Component
public final class GoneContact {

  /** Why the step that found the contact is done again. */
  static final String UNKNOWN = "contact_unknown";

  private static final String STEP = "contact";

  private final Journal journal;

  GoneContact(Journal journal) {
    this.journal = journal;
  }

  /** Whether another contact than the one of the refused request is sought. */
  static boolean isReplaced(Delivery delivery) {
    return delivery.step(STEP).map(JournalStep::detail).filter(UNKNOWN::equals).isPresent();
  }

  /**
   * Writes down that nothing was made, before anything else is asked.
   *
   * @throws ZohoRefused that refusal, where the request named no contact that could be gone
   */
  public void note(
      @Variable("delivery") Delivery delivery,
      @Variable("step") String step,
      @Variable("refusal") ZohoRefused refusal) {
    journal.failed(delivery, step, refusal.code(), false);
    if (delivery.fact("contactId") == null) {
      throw refusal;
    }
  }

  /**
   * Whether Desk has to be asked: a 404 does not say what is not there, the contact, the department
   * or the path (desk.md 3).
   */
  public boolean isInDoubt(@Variable("refusal") ZohoRefused refusal) {
    return !refusal.namesContact();
  }

  /**
   * Goes on when Desk has no such contact.
   *
   * @param answer of Desk to the question for it
   * @throws ZohoRefused the refusal in doubt, where Desk has it
   */
  public void requireGone(
      @Body @Nullable Object answer,
      @Variable("refusal") ZohoRefused refusal,
      @Variable("delivery") Delivery delivery) {
    boolean gone =
        answer instanceof ZohoRefused asked
            ? asked.isUnknownRecord()
            : answer instanceof JsonNode contact && !isThere(contact, delivery);
    if (!gone) {
      throw refusal;
    }
  }

  private static boolean isThere(JsonNode contact, Delivery delivery) {
    return contact.path("id").asText().equals(delivery.fact("contactId"))
        && !contact.path("isDeleted").asBoolean()
        && !contact.path("isTrashed").asBoolean();
  }

  /** The facts of the contact that was found or made instead. */
  public Map<String, Object> instead(@Body Map<String, Object> facts) {
    Map<String, Object> instead = new LinkedHashMap<>(facts);
    instead.put("insteadOf", "a contact that Desk no longer knows");
    return instead;
  }
}
