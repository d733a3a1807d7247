package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.Visitor;
import dev.handoff.zoho.ZohoSide;
import dev.handoff.zoho.ZohoUnavailable;
import dev.handoff.zoho.desk.DeskText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

  private static final String UNKNOWN = "contact_unknown";
  private static final int TAIL = 7;
  private static final int SHORTEST_PHONE = 7;
  private static final int LONGEST_COUNTRY_CODE = 3;

  private final DeliveryProperties settings;

  public ContactDraft(DeliveryProperties settings) {
    this.settings = settings;
  }

  /**
   * The searches worth trying, best first: by e-mail, else by phone in both phone fields. A comma
   * would mean OR and is dropped; the tail of a number finds it however it was written.
   */
  static List<String> searches(Delivery delivery) {
    Visitor visitor = delivery.handoff().request().visitor();
    if (visitor.email() != null) {
      return List.of("email=" + encode(visitor.email().replace(",", "")));
    }
    String digits = digits(phone(delivery));
    if (digits.length() < SHORTEST_PHONE) {
      return List.of();
    }
    String tail = digits.substring(Math.max(0, digits.length() - TAIL));
    return List.of("phone=*" + tail, "mobile=*" + tail);
  }

  /** How many searches are worth trying. */
  public int searchCount(@Variable("delivery") Delivery delivery) {
    return searches(delivery).size();
  }

  /** The path of one of the searches, best first. */
  public String search(Delivery delivery, int index) {
    return searchPath(searches(delivery).get(index));
  }

  private static String searchPath(String question) {
    return "/contacts/search?limit=50&" + question;
  }

  /** The id of the contact that really matches; search also gives look-alikes. */
  public @Nullable String exactMatch(
      @Body @Nullable Object answer, @Variable("delivery") Delivery delivery) {
    return Listed.rows(answer).stream()
        .filter(contact -> isVisitor(contact, delivery))
        .map(contact -> contact.path("id").asText())
        .findFirst()
        .orElse(null);
  }

  private static boolean isVisitor(JsonNode contact, Delivery delivery) {
    Visitor visitor = delivery.handoff().request().visitor();
    return matches(contact, visitor.email(), digits(phone(delivery)));
  }

  private static boolean matches(JsonNode contact, @Nullable String email, String digits) {
    if (email != null) {
      return email.equalsIgnoreCase(contact.path("email").asText(""))
          || email.equalsIgnoreCase(contact.path("secondaryEmail").asText(""));
    }
    return samePhone(digits, contact.path("phone").asText(""))
        || samePhone(digits, contact.path("mobile").asText(""));
  }

  /**
   * One of them may lack the country code, or have the zeros dialled in its place; a difference of
   * more digits than a country code has is another number.
   */
  private static boolean samePhone(String one, String stored) {
    String digits = withoutPrefix(one);
    String other = withoutPrefix(digits(stored));
    if (Math.min(digits.length(), other.length()) < SHORTEST_PHONE
        || Math.abs(digits.length() - other.length()) > LONGEST_COUNTRY_CODE) {
      return false;
    }
    return digits.endsWith(other) || other.endsWith(digits);
  }

  private static String withoutPrefix(String digits) {
    return digits.replaceFirst("^0+", "");
  }

  /** The fields of a new contact. */
  public Map<String, Object> fields(@Variable("delivery") Delivery delivery) {
    Visitor visitor = delivery.handoff().request().visitor();
    Map<String, Object> fields = new LinkedHashMap<>(names(delivery));
    if (visitor.email() != null) {
      fields.put("email", visitor.email());
    }
    String phone = phone(delivery);
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
    return searches(delivery).stream().map(ContactDraft::searchPath).toList();
  }

  @Override
  public boolean mayBe(JsonNode row, Delivery delivery) {
    return isVisitor(row, delivery) || (isUnreachable(delivery) && hasNames(row, delivery));
  }

  private static boolean isUnreachable(Delivery delivery) {
    String phone = phone(delivery);
    return delivery.handoff().request().visitor().email() == null
        && (phone == null || DeskText.phone(phone).isEmpty());
  }

  private static boolean hasNames(JsonNode row, Delivery delivery) {
    return row.path("lastName").asText().equals(names(delivery).get("lastName"));
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
        isVisitor(contact, delivery) || contact.path("description").asText("").contains(token);
    return mine ? facts(contact.path("id").asText(), delivery) : null;
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
    String phone = phone(delivery);
    return phone != null ? phone : "Visitor " + delivery.handoff().correlation();
  }

  static @Nullable String phone(Delivery delivery) {
    CallbackRequest callback = delivery.handoff().request().callback();
    return callback != null ? callback.phone() : delivery.handoff().request().visitor().phone();
  }

  /**
   * What is known once the contact is found or made, and that it stands in for one that Desk no
   * longer knew.
   */
  public Map<String, Object> facts(
      @Body Object contactId, @Variable("delivery") Delivery delivery) {
    HandoffError error = delivery.handoff().lastError();
    return error != null && error.code().equals(UNKNOWN)
        ? Map.of("contactId", contactId, "insteadOf", "a contact that Desk no longer knows")
        : Map.of("contactId", contactId);
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
    String digits = digits(phone(delivery));
    if (email != null) {
      return tenant + email.toLowerCase(Locale.ROOT);
    }
    return tenant + (digits.isEmpty() ? delivery.handoff().correlation() : digits);
  }

  /** The digits of a visitor who is known by phone and not by e-mail, else null. */
  static @Nullable String onlyPhone(Delivery delivery) {
    String digits = digits(phone(delivery));
    boolean byPhone = delivery.handoff().request().visitor().email() == null && !digits.isEmpty();
    return byPhone ? digits : null;
  }

  /**
   * The caller's own contact id, to be looked up in the mapping table; null for none, and when the
   * contact of the last attempt was one that Desk did not know.
   */
  public @Nullable String mappedName(@Variable("delivery") Delivery delivery) {
    return isLookedForAnew(delivery) ? null : delivery.handoff().request().visitor().crmContactId();
  }

  private static boolean isLookedForAnew(Delivery delivery) {
    return delivery.step("contact").map(JournalStep::detail).filter(UNKNOWN::equals).isPresent();
  }

  /**
   * Ends an attempt whose contact Desk did not know.
   *
   * @throws ZohoUnavailable always
   */
  public void lookAnew() {
    throw new ZohoUnavailable(
        UNKNOWN, "Desk does not know the contact any more; it is looked for anew", null);
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

  private static String digits(@Nullable String text) {
    return text == null ? "" : text.replaceAll("\\D", "");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
