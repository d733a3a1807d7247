package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The person who answers on tickets. What happens there, what the API writes included, is told to
 * the webhook, when there is one: in order, one at a time, once (desk.md 10).
 */
public final class DeskAgent implements AutoCloseable {

  /** Another one than the integration's. */
  private static final String ID = "900000000000000002";

  private static final Logger log = LoggerFactory.getLogger(DeskAgent.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DeskRecords records;
  private final List<JsonNode> told = new ArrayList<>();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ExecutorService postman =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "simulated-desk-events");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable URI webhook;
  private Map<String, String> credentials = Map.of();

  DeskAgent(DeskRecords records) {
    this.records = records;
  }

  /** From now on every event is posted to this URL with these headers. */
  public synchronized void postEventsTo(URI url, Map<String, String> headers) {
    webhook = url;
    credentials = Map.copyOf(headers);
  }

  /** Comments on a ticket; {@code contentType} is {@code plainText} or {@code html}. */
  public JsonNode comments(String ticketId, String content, String contentType, boolean isPublic) {
    synchronized (records) {
      ObjectNode comment = Json.object().put("id", records.ids.next());
      comment
          .put("content", content)
          .put("contentType", contentType)
          .put("isPublic", isPublic)
          .put("ticketId", require(ticketId).path("id").asText())
          .put("commentedTime", records.now())
          .put("commenterId", ID);
      comment.set("commenter", person());
      records.comments.put(comment);
      tell("Ticket_Comment_Add", comment);
      return comment;
    }
  }

  /**
   * Answers by mail.
   *
   * @param isTold whether the event carries the content; Desk's lists carry the summary only
   */
  public JsonNode replies(String ticketId, String html, boolean isTold) {
    synchronized (records) {
      ObjectNode thread = Json.object().put("id", records.ids.next());
      thread
          .put("ticketId", require(ticketId).path("id").asText())
          .put("channel", "EMAIL")
          .put("direction", "out")
          .put("status", "SUCCESS")
          .put("visibility", "public")
          .put("isDescriptionThread", false)
          .put("summary", html.substring(0, Math.min(html.length(), 20)))
          .put("content", html)
          .put("contentType", "text/html")
          .put("isContentTruncated", false)
          .put("createdTime", records.now());
      thread.set("author", person());
      records.threads.put(thread);
      ObjectNode shown = thread.deepCopy();
      if (!isTold) {
        shown.remove("content");
      }
      tell("Ticket_Thread_Add", shown);
      return thread;
    }
  }

  /** Gives a ticket another status. */
  public void sets(String ticketId, String status, String statusType) {
    synchronized (records) {
      ObjectNode ticket = require(ticketId);
      ticket.put("status", status).put("statusType", statusType).put("modifiedTime", records.now());
      if (statusType.equals("Closed")) {
        ticket.put("closedTime", records.now());
      } else {
        ticket.putNull("closedTime");
      }
      records.tickets.put(ticket);
      tell("Ticket_Update", ticket);
    }
  }

  /** Something happened, by whoever's hand. */
  synchronized void tell(String event, ObjectNode payload) {
    ObjectNode told =
        Json.object()
            .put("eventType", event)
            .put("eventTime", Long.toString(records.settings.clock().millis()))
            .put("orgId", records.settings.orgId());
    told.set("payload", payload.deepCopy());
    this.told.add(told);
    URI url = webhook;
    if (url != null) {
      postman.execute(() -> post(url, told));
    }
  }

  /** Every event so far, told or not. */
  public synchronized List<JsonNode> events() {
    return told.stream().<JsonNode>map(JsonNode::deepCopy).toList();
  }

  synchronized void clear() {
    told.clear();
  }

  @Override
  public void close() {
    postman.shutdownNow();
  }

  private ObjectNode require(String ticketId) {
    return records
        .tickets
        .find(ticketId)
        .orElseThrow(
            () -> new IllegalArgumentException("id: " + ticketId + " (expected: a ticket's id)"));
  }

  private static ObjectNode person() {
    return Desk.agent()
        .put("id", ID)
        .put("name", "Mia Agent")
        .put("firstName", "Mia")
        .put("lastName", "Agent")
        .put("email", "mia@sandbox.invalid");
  }

  private void post(URI url, ObjectNode event) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json;charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(Json.array(List.of(event)))));
    credentials.forEach(request::header);
    try {
      int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        log.warn("The Desk webhook answered {} to {}", status, event.path("eventType"));
      }
    } catch (IOException e) {
      log.warn("The Desk webhook did not take {}: {}", event.path("eventType"), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
