package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.routing.Categories;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoSide;
import dev.handoff.zoho.ZohoUnavailable;
import dev.handoff.zoho.desk.DeskText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The Desk ticket of a handoff: its fields, how to find it again, how to check it (desk.md 7). */
@Component
public final class TicketDraft implements Sought {

  /** Room for one fact of the head, as HTML; the transcript still gets the larger half. */
  private static final int LONGEST_FACT = 12_000;

  private static final String BETWEEN = "<br><br><b>Transcript</b><br>";

  private final ZohoProperties zoho;
  private final ZohoPlaces places;
  private final Categories categories;
  private final DeliveryProperties settings;

  public TicketDraft(
      ZohoProperties zoho, ZohoPlaces places, Categories categories, DeliveryProperties settings) {
    this.zoho = zoho;
    this.places = places;
    this.categories = categories;
    this.settings = settings;
  }

  /** The fields of the new ticket. */
  public Map<String, Object> fields(@Variable("delivery") Delivery delivery) {
    HandoffRequest request = delivery.handoff().request();
    Categories.Category category = categories.find(request.category());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("subject", subject(delivery));
    put(fields, "departmentId", department(delivery));
    String contactId = delivery.fact("contactId");
    if (contactId == null) {
      fields.put("contact", contact(delivery));
    } else {
      fields.put("contactId", contactId);
    }
    put(fields, "email", email(request.visitor().email()));
    String phone = ContactMatch.phone(delivery);
    put(fields, "phone", phone == null ? null : DeskText.phone(phone));
    fields.put("description", description(delivery));
    fields.put("channel", settings.channel());
    put(fields, "category", category.category());
    put(fields, "classification", category.classification());
    put(fields, "priority", first(categories.priority(request.priority()), category.priority()));
    if (zoho.correlationField() != null) {
      fields.put("cf", Map.of(zoho.correlationField(), delivery.handoff().correlation()));
    }
    return fields;
  }

  private @Nullable String department(Delivery delivery) {
    Categories.Category category = categories.find(delivery.handoff().request().category());
    String own = first(delivery.handoff().mend().department(), category.departmentId());
    return first(own, places.now().departmentId());
  }

  /** The ticket's own address is shorter than a contact's; half an address is of no use. */
  private static @Nullable String email(@Nullable String email) {
    return email == null || email.length() > DeskText.TICKET_EMAIL ? null : email;
  }

  private static Map<String, Object> contact(Delivery delivery) {
    Map<String, Object> contact = new LinkedHashMap<>(ContactDraft.names(delivery));
    put(contact, "email", delivery.handoff().request().visitor().email());
    return contact;
  }

  private static String subject(Delivery delivery) {
    return DeskText.line(Story.subject(delivery, "A visitor asks for a person"), DeskText.SUBJECT);
  }

  private static String description(Delivery delivery) {
    String head = head(delivery);
    List<String> transcript = Story.transcript(delivery, room(head), TicketDraft::line);
    return transcript.isEmpty() ? head : head + BETWEEN + String.join("", transcript);
  }

  /** Whether the description does not hold the whole transcript. */
  boolean isCut(Delivery delivery) {
    return Story.isTooLong(delivery, room(head(delivery)), TicketDraft::line);
  }

  private static String head(Delivery delivery) {
    return Story.facts(delivery).entrySet().stream()
        .map(TicketDraft::fact)
        .collect(Collectors.joining("<br>"));
  }

  private static int room(String head) {
    return DeskText.DESCRIPTION - head.length() - BETWEEN.length();
  }

  private static String line(String text) {
    return DeskText.html(text) + "<br>";
  }

  private static String fact(Map.Entry<String, String> fact) {
    return "<b>" + fact.getKey() + ":</b> " + DeskText.html(fact.getValue(), LONGEST_FACT);
  }

  @Override
  public ZohoSide side() {
    return ZohoSide.DESK;
  }

  @Override
  public int pageSize() {
    return 100;
  }

  /**
   * The newest tickets, of the contact where it is known; Desk lists them without the lag of its
   * search.
   */
  @Override
  public String listPath(Delivery delivery, Page page) {
    String contactId = delivery.fact("contactId");
    String list = contactId == null ? "/tickets" : "/contacts/" + contactId + "/tickets";
    String where = contactId == null ? "&departmentId=" + department(delivery) : "";
    return list + "?limit=" + page.size() + "&from=" + page.from() + "&sortBy=-createdTime" + where;
  }

  /** By the custom field, whichever contact the ticket belongs to by now. */
  @Override
  public List<String> searchPaths(Delivery delivery) {
    String field = zoho.correlationField();
    String token = delivery.handoff().correlation();
    return field == null
        ? List.of()
        : List.of("/tickets/search?limit=10&customField1=" + field + ":" + token);
  }

  /** A list of all tickets is narrowed down by what they show of the visitor. */
  @Override
  public boolean mayBe(JsonNode row, Delivery delivery) {
    String email = delivery.handoff().request().visitor().email();
    // A ticket of an earlier attempt shows what was known before anything was mended.
    return delivery.fact("contactId") != null
        || !delivery.handoff().mend().fields().isEmpty()
        || !row.has("subject")
        || subject(delivery).equals(row.path("subject").asText())
        || row.path("email").asText("").equalsIgnoreCase(email);
  }

  @Override
  public boolean isTooOld(JsonNode row, Instant since) {
    return Listed.madeBefore(row, since);
  }

  @Override
  public String recordPath(String id) {
    return "/tickets/" + id;
  }

  @Override
  public @Nullable Map<String, Object> factsIfMine(JsonNode ticket, Delivery delivery) {
    String token = delivery.handoff().correlation();
    boolean mine =
        ticket.path("description").asText("").contains(token)
            || (zoho.correlationField() != null
                && token.equals(ticket.path("cf").path(zoho.correlationField()).asText("")));
    return mine ? facts(ticket) : null;
  }

  /** What is known once the ticket is open. */
  public Map<String, Object> facts(@Body JsonNode ticket) {
    Map<String, Object> facts = new LinkedHashMap<>();
    put(facts, "ticketId", text(ticket, "id"));
    put(facts, "ticketNumber", text(ticket, "ticketNumber"));
    put(facts, "contactId", text(ticket, "contactId"));
    put(facts, "webUrl", text(ticket, "webUrl"));
    return facts;
  }

  /**
   * Checks what Desk shows under the new id; an answer of success alone is not believed.
   *
   * @throws ZohoUnavailable when it is not that ticket
   */
  public Map<String, Object> confirm(
      @Body JsonNode ticket, @Variable("delivery") Delivery delivery) {
    String id = delivery.requiredFact("ticketId");
    if (!id.equals(ticket.path("id").asText())) {
      throw new ZohoUnavailable(
          "read_back", "ticket " + id + " cannot be read back from Desk", null);
    }
    Map<String, Object> facts = facts(ticket);
    facts.remove("contactId");
    put(facts, "ticketStatus", text(ticket, "status"));
    return facts;
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.get(field).asText() : null;
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  private static void put(Map<String, Object> fields, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      fields.put(name, value);
    }
  }
}
