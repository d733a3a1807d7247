package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.Visitor;
import dev.handoff.zoho.ZohoSide;
import dev.handoff.zoho.ZohoUnavailable;
import dev.handoff.zoho.desk.DeskText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finding and describing the visitor as a Desk contact (desk.md section 6). */
@Component
public final class ContactDraft implements Sought {

  private static final String STEP = "contact";

  private final DeliveryProperties settings;

  public ContactDraft(DeliveryProperties settings) {
    this.settings = settings;
  }

  /** How many searches are worth trying. */
  public int searchCount(@Variable("delivery") Delivery delivery) {
    return ContactMatch.searches(delivery).size();
  }

  /** The path of one of the searches, best first. */
  public String search(Delivery delivery, int index) {
    return searchPath(ContactMatch.searches(delivery).get(index));
  }

  private static String searchPath(String question) {
    return "/contacts/search?limit=50&" + question;
  }

  /** The id of the contact that really matches; search also gives look-alikes. */
  public @Nullable String exactMatch(
      @Body @Nullable Object answer, @Variable("delivery") Delivery delivery) {
    return Listed.rows(answer).stream()
        .filter(contact -> ContactMatch.isVisitor(contact, delivery))
        .map(contact -> contact.path("id").asText())
        .findFirst()
        .orElse(null);
  }

  /** The fields of a new contact. */
  public Map<String, Object> fields(@Variable("delivery") Delivery delivery) {
    Visitor visitor = delivery.handoff().request().visitor();
    Map<String, Object> fields = new LinkedHashMap<>(names(delivery));
    if (visitor.email() != null) {
      fields.put("email", visitor.email());
    }
    String phone = ContactMatch.phone(delivery);
    if (phone != null && !DeskText.phone(phone).isEmpty()) {
      fields.put("phone", DeskText.phone(phone));
    }
    if (!fields.containsKey("email") && !fields.containsKey("phone")) {
      fields.put("description", "Reference: " + delivery.handoff().correlation());
    }
    return fields;
  }

  @Override
  public ZohoSide side() {
    return ZohoSide.DESK;
  }

  @Override
  public int pageSize() {
    return 100;
  }

  /** The newest contacts; unlike the search, the list shows them at once (desk.md 6.2). */
  @Override
  public String listPath(Delivery delivery, Page page) {
    return "/contacts?limit=" + page.size() + "&from=" + page.from() + "&sortBy=-createdTime";
  }

  /** As before the create; for when there are too many new contacts to list. */
  @Override
  public List<String> searchPaths(Delivery delivery) {
    return ContactMatch.searches(delivery).stream().map(ContactDraft::searchPath).toList();
  }

  @Override
  public boolean mayBe(JsonNode row, Delivery delivery) {
    return ContactMatch.isVisitor(row, delivery)
        || (ContactMatch.isUnreachable(delivery) && hasNames(row, delivery))
        || isFromBefore(row, delivery);
  }

  private static boolean hasNames(JsonNode row, Delivery delivery) {
    return row.path("lastName").asText().equals(names(delivery).get("lastName"));
  }

  /** Made without a clear answer, and before the visitor told an e-mail address. */
  private static boolean isFromBefore(JsonNode row, Delivery delivery) {
    String lastName = row.path("lastName").asText();
    boolean named =
        hasNames(row, delivery)
            || lastName.equals(nobody(delivery))
            || lastName.equals(ContactMatch.phone(delivery));
    return named && delivery.isUncertain(STEP) && ContactMatch.lacksOnlyEmail(row, delivery);
  }

  @Override
  public boolean isTooOld(JsonNode row, Instant since) {
    return Listed.madeBefore(row, since);
  }

  @Override
  public String recordPath(String id) {
    return "/contacts/" + id;
  }

  /** One without e-mail and phone is known by the reference it was made with. */
  @Override
  public @Nullable Map<String, Object> factsIfMine(JsonNode contact, Delivery delivery) {
    String token = delivery.handoff().correlation();
    boolean mine =
        ContactMatch.isVisitor(contact, delivery)
            || contact.path("description").asText("").contains(token)
            || (isFromBefore(contact, delivery) && ContactMatch.isCalledAlike(contact, delivery));
    return mine ? facts(contact.path("id").asText()) : null;
  }

  /** First and last name; without a name the e-mail, the phone or the conversation stands in. */
  static Map<String, String> names(Delivery delivery) {
    Visitor visitor = delivery.handoff().request().visitor();
    Map<String, String> names = new LinkedHashMap<>();
    String name = visitor.name() == null ? "" : DeskText.line(visitor.name(), 500);
    if (name.isEmpty()) {
      names.put("lastName", DeskText.line(standIn(delivery, visitor), DeskText.LAST_NAME));
      return names;
    }
    int space = name.lastIndexOf(' ');
    if (space > 0) {
      names.put("firstName", DeskText.cut(name.substring(0, space), DeskText.FIRST_NAME));
    }
    names.put("lastName", DeskText.cut(name.substring(space + 1), DeskText.LAST_NAME));
    return names;
  }

  private static String standIn(Delivery delivery, Visitor visitor) {
    if (visitor.email() != null) {
      return visitor.email();
    }
    String phone = ContactMatch.phone(delivery);
    return phone != null ? phone : nobody(delivery);
  }

  private static String nobody(Delivery delivery) {
    return "Visitor " + delivery.handoff().correlation();
  }

  /** What is known once the contact is found or made. */
  public Map<String, Object> facts(@Body Object contactId) {
    return Map.of("contactId", contactId);
  }

  /** The contact's id among the facts, or null when Desk hides it. */
  public @Nullable Object idAmong(@Body Map<String, Object> facts) {
    return facts.get("contactId");
  }

  /**
   * The name under which a visitor's contact is remembered: by e-mail, else by phone. A visitor
   * without either is remembered for this handoff alone.
   */
  public String memoryKey(@Variable("delivery") Delivery delivery) {
    String tenant = delivery.handoff().key().tenant() + " ";
    String email = delivery.handoff().request().visitor().email();
    String digits = ContactMatch.digits(delivery);
    if (email != null) {
      return tenant + email.toLowerCase(Locale.ROOT);
    }
    return tenant + (digits.isEmpty() ? delivery.handoff().correlation() : digits);
  }

  /**
   * The caller's own contact id, to be looked up in the mapping table; null for none, and when the
   * contact is looked for in the place of one that Desk did not know.
   */
  public @Nullable String mappedName(@Variable("delivery") Delivery delivery) {
    return GoneContact.isReplaced(delivery)
        ? null
        : delivery.handoff().request().visitor().crmContactId();
  }

  /** The id in Desk's answer to a create. */
  public String created(@Body JsonNode contact) {
    return contact.path("id").asText();
  }

  /**
   * Whether the person can be named by e-mail, so that Desk finds the contact itself which its
   * search does not show yet. A ticket can do that, a call cannot.
   */
  public boolean isNamedByEmail(@Variable("delivery") Delivery delivery) {
    return delivery.handoff().kind() == HandoffKind.TICKET;
  }

  /** The facts of a contact that Desk finds itself. */
  public Map<String, Object> factsOfHiddenDuplicate() {
    return Map.of("contactByEmail", "true");
  }

  /**
   * Desk knows the contact, but neither its search nor the list of new contacts shows it.
   *
   * @throws ZohoUnavailable always
   */
  public void waitForIndex() {
    throw new ZohoUnavailable(
        "contact_not_indexed",
        "Desk says the contact exists, but its search does not find it yet",
        settings.indexLag());
  }
}
