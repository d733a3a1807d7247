package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Desk's tickets. Nothing makes their creation idempotent: the same body twice is two tickets. */
final class DeskTickets {

  private static final BodySchema CONTACT =
      new BodySchema().text(200, "lastName").text(100, "firstName").text(255, "email");

  private static final BodySchema SCHEMA =
      new BodySchema()
          .required("subject", "departmentId")
          .text(255, "subject", "language")
          .id("departmentId", "contactId", "assigneeId", "teamId", "productId", "accountId")
          .id("layoutId", "clonedTicketId")
          .object("contact", CONTACT)
          .text(150, "email")
          .text(120, "phone", "status", "priority", "classification", "channel")
          .text(300, "category", "subCategory")
          .text(65_535, "description", "resolution")
          .time("dueDate")
          .onlyNull("responseDueDate")
          .ids(20, "secondaryContacts")
          .ids(10, "entitySkills")
          .list("uploads", "sharedDepartments")
          .text(255, "webUrl", "ticketCreationType")
          .customFields(255);

  private final DeskRecords records;
  private final DeskContacts contacts;
  private final DeskSearch search = DeskSearch.tickets();
  private final AtomicInteger numbers = new AtomicInteger(1000);

  DeskTickets(DeskRecords records, DeskContacts contacts) {
    this.records = records;
    this.contacts = contacts;
  }

  void addTo(Routes routes) {
    Set<String> read = Set.of("Desk.tickets.READ");
    routes.add(
        "GET",
        "/tickets/search",
        Set.of("Desk.tickets.READ", "Desk.search.READ"),
        search.keys(),
        (request, path) ->
            DeskRecords.searchPage(
                search.find(records.index(records.tickets), request.query()).stream()
                    .map(DeskTickets::row)
                    .toList(),
                request.query()));
    routes.add(
        "GET",
        "/tickets",
        read,
        Set.of(
            "from",
            "limit",
            "departmentId",
            "departmentIds",
            "viewId",
            "assignee",
            "channel",
            "status",
            "priority",
            "sortBy",
            "receivedInDays",
            "fields",
            "include"),
        (request, path) -> list(request.query()));
    routes.add(
        "POST",
        "/tickets",
        Set.of("Desk.tickets.CREATE"),
        Set.of(),
        (request, path) -> Answer.json(200, create(DeskRecords.body(request))));
    routes.add(
        "GET",
        "/tickets/{id}",
        read,
        Set.of("include"),
        (request, path) -> Answer.json(200, read(path.getOrDefault("id", ""), request.query())));
    routes.add(
        "PATCH",
        "/tickets/{id}",
        Set.of("Desk.tickets.UPDATE"),
        Set.of("disableClosureNotification"),
        (request, path) ->
            Answer.json(200, update(path.getOrDefault("id", ""), DeskRecords.body(request))));
  }

  /** A ticket as lists and searches show it. */
  static ObjectNode row(ObjectNode ticket) {
    ticket.remove("description");
    return ticket;
  }

  static Predicate<ObjectNode> inDepartment(Map<String, String> query) {
    return row ->
        !query.containsKey("departmentId")
            || row.path("departmentId").asText().equals(query.get("departmentId"));
  }

  private Answer list(Map<String, String> query) {
    List<ObjectNode> rows =
        records.tickets.where(inDepartment(query)).stream()
            .filter(equal(query, "channel"))
            .filter(equal(query, "status"))
            .filter(equal(query, "priority"))
            .map(DeskTickets::row)
            .toList();
    return DeskRecords.page(
        DeskRecords.sorted(
            rows, query, "-createdTime", Set.of("createdTime", "dueDate", "recentThread")),
        query,
        25,
        100);
  }

  private void requireFields(ObjectNode body) {
    body.path("cf")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!records.ticketFields.isEmpty() && !records.ticketFields.contains(name)) {
                throw DeskErrors.invalid("/cf/" + name, "invalid");
              }
            });
  }

  private static Predicate<ObjectNode> equal(Map<String, String> query, String field) {
    return row ->
        !query.containsKey(field) || row.path(field).asText().equalsIgnoreCase(query.get(field));
  }

  private ObjectNode create(ObjectNode body) {
    SCHEMA.check(body, false);
    requireFields(body);
    records.requireDepartment(body);
    if (Json.lacks(body, "contactId") && Json.lacks(body, "contact")) {
      throw DeskErrors.invalid("/contactId", "missing");
    }
    records.requireKnown(body, "contactId", records.contacts);
    String contactId =
        Json.lacks(body, "contactId") ? contactOf(body) : body.path("contactId").asText();
    String id = records.ids.next();
    ObjectNode ticket =
        Json.object().put("id", id).put("ticketNumber", "" + numbers.incrementAndGet());
    for (String field :
        List.of(
            "email",
            "phone",
            "description",
            "priority",
            "classification",
            "category",
            "subCategory",
            "language",
            "assigneeId",
            "teamId",
            "productId",
            "accountId",
            "dueDate",
            "resolution",
            "closedTime")) {
      ticket.putNull(field);
    }
    ticket.put("status", "Open").put("channel", "Web");
    ticket.put("threadCount", Json.lacks(body, "description") ? "0" : "1");
    ticket.put("commentCount", "0").put("attachmentCount", "0");
    ticket.put("isSpam", false).put("isTrashed", false).put("isDeleted", false);
    ticket.put("isArchived", false);
    List.of("secondaryContacts", "entitySkills", "sharedDepartments").forEach(ticket::putArray);
    ticket.putObject("cf");
    ticket.setAll(body);
    ticket.remove("contact");
    ticket
        .put("contactId", contactId)
        .put("departmentId", body.path("departmentId").asText())
        .put("statusType", statusType(ticket.path("status").asText()))
        .put("createdTime", records.now())
        .put("modifiedTime", records.now())
        .put("webUrl", "https://desk.sandbox.invalid/tickets/" + id);
    records.tickets.put(ticket);
    return ticket;
  }

  private String contactOf(ObjectNode body) {
    ObjectNode person = body.withObject("/contact");
    if (Json.lacks(person, "lastName") && Json.lacks(person, "email")) {
      throw DeskErrors.invalid("/contact/lastName", "missing");
    }
    return contacts.resolve(person).path("id").asText();
  }

  private ObjectNode read(String id, Map<String, String> query) {
    ObjectNode ticket = records.find(records.tickets, id);
    ObjectNode fields = ticket.withObject("/cf");
    records.ticketFields.stream().filter(name -> !fields.has(name)).forEach(fields::putNull);
    if (query.getOrDefault("include", "").contains("contacts")) {
      records
          .contacts
          .find(ticket.path("contactId").asText())
          .ifPresent(contact -> ticket.set("contact", contact));
    }
    return ticket;
  }

  private ObjectNode update(String id, ObjectNode body) {
    ObjectNode ticket = records.find(records.tickets, id);
    SCHEMA.check(body, true);
    requireFields(body);
    records.requireDepartment(body);
    records.requireKnown(body, "contactId", records.contacts);
    body.remove("contact");
    boolean wasClosed = ticket.path("statusType").asText().equals("Closed");
    ticket.setAll(body);
    String type = statusType(ticket.path("status").asText("Open"));
    ticket.put("statusType", type).put("modifiedTime", records.now());
    if (type.equals("Closed") && !wasClosed) {
      ticket.put("closedTime", records.now());
    }
    records.tickets.put(ticket);
    return ticket;
  }

  private static String statusType(String status) {
    return Set.of("Closed", "On Hold").contains(status) ? status : "Open";
  }
}
