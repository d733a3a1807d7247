package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was said on a ticket: its description as the one thread, and its comments. */
final class DeskThreads {

  private static final BodySchema COMMENT =
      new BodySchema()
          .required("content")
          .text(32_000, "content")
          .oneOf("contentType", "plainText", "html")
          .flag("isPublic")
          .list("attachmentIds");

  private final DeskRecords records;

  DeskThreads(DeskRecords records) {
    this.records = records;
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
                thread(ticket(path)).stream().map(DeskThreads::row).toList(),
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
                thread(ticket(path))
                    .filter(one -> one.path("id").asText().equals(path.get("thread")))
                    .orElseThrow(DeskErrors::notFound)));
    routes.add(
        "GET",
        "/tickets/{id}/latestThread",
        read,
        Set.of("needPublic", "needIncomingThread", "include"),
        (request, path) ->
            thread(ticket(path))
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
    return comment;
  }

  private List<ObjectNode> comments(ObjectNode ticket) {
    return records.comments.where(comment -> comment.path("ticketId").equals(ticket.path("id")));
  }

  private static Optional<ObjectNode> thread(ObjectNode ticket) {
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
    thread(ticket).ifPresent(one -> items.add(row(one).put("type", "thread")));
    return items;
  }
}
