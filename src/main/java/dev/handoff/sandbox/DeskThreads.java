package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was said on a ticket: its description and agents' mails as threads, and its comments. */
final class DeskThreads {

  private static final BodySchema COMMENT =
      new BodySchema()
          .required("content")
          .text(32_000, "content")
          .oneOf("contentType", "plainText", "html")
          .flag("isPublic")
          .list("attachmentIds");

  private final DeskRecords records;
  private final DeskAgent agent;

  DeskThreads(DeskRecords records, DeskAgent agent) {
    this.records = records;
    this.agent = agent;
  }

  void addTo(Routes routes) {
    Set<String> read = Set.of("Desk.tickets.READ");
    routes.add(
        "POST",
        "/tickets/{id}/comments",
        Set.of("Desk.tickets.UPDATE"),
        Set.of(),
        (request, path) -> Answer.json(200, comment(ticket(path), DeskRecords.body(request))));
    routes.add(
        "GET",
        "/tickets/{id}/comments",
        read,
        Set.of("from", "limit", "sortBy", "include"),
        (request, path) ->
            DeskRecords.page(
                DeskRecords.sorted(
                    comments(ticket(path)),
                    request.query(),
                    "commentedTime",
                    Set.of("commentedTime")),
                request.query(),
                50,
                100));
    routes.add(
        "GET",
        "/tickets/{id}/threads",
        read,
        Set.of("from", "limit", "sortBy"),
        (request, path) ->
            DeskRecords.page(
                threads(ticket(path)).stream().map(DeskThreads::row).toList(),
                request.query(),
                50,
                100));
    routes.add(
        "GET",
        "/tickets/{id}/threads/{thread}",
        read,
        Set.of("include"),
        (request, path) ->
            Answer.json(
                200,
                threads(ticket(path)).stream()
                    .filter(one -> one.path("id").asText().equals(path.get("thread")))
                    .findFirst()
                    .orElseThrow(DeskErrors::notFound)));
    routes.add(
        "GET",
        "/tickets/{id}/latestThread",
        read,
        Set.of("needPublic", "needIncomingThread", "include"),
        (request, path) ->
            threads(ticket(path)).stream()
                .findFirst()
                .map(one -> Answer.json(200, one))
                .orElseGet(() -> Answer.empty(204)));
    routes.add(
        "GET",
        "/tickets/{id}/conversations",
        read,
        Set.of("from", "limit"),
        (request, path) ->
            DeskRecords.page(conversations(ticket(path)), request.query(), 100, 200));
  }

  private ObjectNode ticket(Map<String, String> path) {
    return records.find(records.tickets, path.getOrDefault("id", ""));
  }

  private ObjectNode comment(ObjectNode ticket, ObjectNode body) {
    COMMENT.check(body, false);
    ObjectNode comment = Json.object().put("id", records.ids.next());
    comment.put("contentType", "html").put("isPublic", false);
    comment.setAll(body);
    comment.remove("attachmentIds");
    comment
        .put("ticketId", ticket.path("id").asText())
        .put("encodedContent", body.path("content").asText())
        .put("commentedTime", records.now())
        .put("commenterId", Desk.AGENT_ID)
        .putNull("modifiedTime")
        .putNull("impersonatedUser");
    comment.set("commenter", Desk.agent());
    comment.putArray("attachments");
    records.comments.put(comment);
    ticket.put("commentCount", Integer.toString(comments(ticket).size()));
    ticket.put("modifiedTime", records.now());
    records.tickets.put(ticket);
    agent.tell("Ticket_Comment_Add", comment);
    return comment;
  }

  private List<ObjectNode> comments(ObjectNode ticket) {
    return records.comments.where(comment -> comment.path("ticketId").equals(ticket.path("id")));
  }

  /** Newest first. */
  private List<ObjectNode> threads(ObjectNode ticket) {
    List<ObjectNode> all = new ArrayList<>();
    records
        .threads
        .where(thread -> thread.path("ticketId").equals(ticket.path("id")))
        .forEach(thread -> all.add(0, thread));
    description(ticket).ifPresent(all::add);
    return all;
  }

  private static Optional<ObjectNode> description(ObjectNode ticket) {
    if (Json.lacks(ticket, "description")) {
      return Optional.empty();
    }
    String text = ticket.path("description").asText();
    ObjectNode thread =
        Json.object()
            .put("id", ticket.path("id").asText().replaceFirst("^.", "8"))
            .put("channel", ticket.path("channel").asText("Web").toUpperCase(Locale.ROOT))
            .put("direction", "in")
            .put("status", "SUCCESS")
            .put("visibility", "public")
            .put("isDescriptionThread", true)
            .put("summary", text.substring(0, Math.min(text.length(), 100)))
            .put("content", text)
            .put("contentType", "text/html")
            .put("isContentTruncated", false)
            .put("createdTime", ticket.path("createdTime").asText());
    thread.putObject("author").put("type", "END_USER");
    thread.putArray("attachments");
    return Optional.of(thread);
  }

  private static ObjectNode row(ObjectNode thread) {
    thread.remove("content");
    return thread;
  }

  private List<ObjectNode> conversations(ObjectNode ticket) {
    List<ObjectNode> items = new ArrayList<>();
    comments(ticket).forEach(comment -> items.add(0, comment.put("type", "comment")));
    threads(ticket).forEach(one -> items.add(row(one).put("type", "thread")));
    return items;
  }
}
