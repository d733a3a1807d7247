package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Desk's calls, each with a contact. */
final class DeskCalls {

  private static final Pattern URL = Pattern.compile("https?://\\S+");
  private static final Set<String> TIMES = Set.of("createdTime", "modifiedTime", "startTime");

  private static final BodySchema SCHEMA =
      new BodySchema()
          .required("contactId", "departmentId", "subject", "startTime", "status")
          .required("direction", "duration")
          .id("contactId", "departmentId", "ticketId", "ownerId", "teamId", "layoutId")
          .text(300, "subject")
          .time("startTime")
          .oneOf("status", "Completed", "Scheduled", "Missed", "Canceled", "In Progress")
          .oneOf("direction", "inbound", "outbound")
          .wholeNumber("duration")
          .text(120, "priority")
          .text(65_535, "description")
          .pattern(2_500, URL, "recordingUrl")
          .list("reminder")
          .customFields(100);

  private final DeskRecords records;
  private final DeskSearch search = DeskSearch.calls();

  DeskCalls(DeskRecords records) {
    this.records = records;
  }

  void addTo(Routes routes) {
    Set<String> read = scope("READ");
    routes.add(
        "GET",
        "/calls/search",
        Set.of(
            "Desk.activities.calls.READ|Desk.activities.READ|Desk.calls.READ", "Desk.search.READ"),
        search.keys(),
        (request, path) ->
            DeskRecords.searchPage(
                search.find(records.index(records.calls), request.query()), request.query()));
    routes.add(
        "GET",
        "/calls",
        read,
        Set.of("departmentId", "from", "limit", "sortBy", "include", "fields"),
        (request, path) -> list(call -> true, request.query()));
    routes.add(
        "POST",
        "/calls",
        scope("CREATE"),
        Set.of(),
        (request, path) -> Answer.json(200, create(DeskRecords.body(request))));
    routes.add(
        "GET",
        "/calls/{id}",
        read,
        Set.of("include"),
        (request, path) ->
            Answer.json(200, records.find(records.calls, path.getOrDefault("id", ""))));
    routes.add(
        "PATCH",
        "/calls/{id}",
        scope("UPDATE"),
        Set.of(),
        (request, path) ->
            Answer.json(200, update(path.getOrDefault("id", ""), DeskRecords.body(request))));
    routes.add(
        "GET",
        "/tickets/{id}/calls",
        read,
        Set.of("from", "limit", "sortBy", "include"),
        (request, path) -> ofTicket(path.getOrDefault("id", ""), request.query()));
  }

  private static Set<String> scope(String verb) {
    return Set.of(
        "Desk.activities.calls." + verb + "|Desk.activities." + verb + "|Desk.calls." + verb);
  }

  private Answer list(Predicate<ObjectNode> rule, Map<String, String> query) {
    List<ObjectNode> rows = records.calls.where(rule.and(DeskTickets.inDepartment(query)));
    return DeskRecords.page(DeskRecords.sorted(rows, query, "-createdTime", TIMES), query, 25, 100);
  }

  private Answer ofTicket(String ticketId, Map<String, String> query) {
    records.find(records.tickets, ticketId);
    return list(call -> call.path("ticketId").asText().equals(ticketId), query);
  }

  private ObjectNode create(ObjectNode body) {
    SCHEMA.check(body, false);
    requireKnown(body);
    String id = records.ids.next();
    ObjectNode call = Json.object().put("id", id);
    List.of("ticketId", "ownerId", "teamId", "priority", "description", "completedTime")
        .forEach(call::putNull);
    call.putObject("cf");
    call.setAll(body);
    call.put("creatorId", Desk.AGENT_ID)
        .put("createdTime", records.now())
        .put("isSpam", false)
        .put("isTrashed", false)
        .put("webUrl", "https://desk.sandbox.invalid/calls/" + id);
    return store(call);
  }

  private ObjectNode update(String id, ObjectNode body) {
    ObjectNode call = records.find(records.calls, id);
    SCHEMA.check(body, true);
    requireKnown(body);
    call.setAll(body);
    return store(call);
  }

  private void requireKnown(ObjectNode body) {
    records.requireDepartment(body);
    records.requireKnown(body, "contactId", records.contacts);
    records.requireKnown(body, "ticketId", records.tickets);
  }

  private ObjectNode store(ObjectNode call) {
    boolean over = !Set.of("Scheduled", "In Progress").contains(call.path("status").asText());
    List.of("contactId", "departmentId", "duration")
        .forEach(field -> call.put(field, call.path(field).asText()));
    call.put("statusType", over ? "Closed" : "Open")
        .put("activityTime", call.path("startTime").asText())
        .put("modifiedTime", records.now());
    if (over && Json.lacks(call, "completedTime")) {
      call.put("completedTime", records.now());
    }
    records.calls.put(call);
    return call;
  }
}
