package dev.handoff.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.sandbox.SimulatedZoho;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * A visitor in SalesIQ's chat: what they do goes to the Zobot webhook as SalesIQ would send it. An
 * answer that SalesIQ could not read fails the test at once.
 */
public final class SalesIqVisitor {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode visitor = JSON.createObjectNode();
  private Gateway gateway;
  private SimulatedZoho seenBy;

  private SalesIqVisitor(Gateway gateway) {
    this.gateway = gateway;
    visitor
        .put("active_conversation_id", UUID.randomUUID().toString().replace("-", ""))
        .put("name", "Visitor 51234")
        .put("channel", "Website")
        .put("language", "en")
        .put("time_zone", "America/Toronto");
  }

  /** An anonymous visitor of the website, in Toronto, in a conversation of their own. */
  public static SalesIqVisitor at(Gateway gateway) {
    return new SalesIqVisitor(gateway);
  }

  /**
   * A cold gateway needs longer for its first ticket than a visitor is kept waiting on a busy
   * machine; the next ones come as soon as they ever do.
   */
  public static void warmUp(Gateway gateway) {
    at(gateway).knowing("email", "first@example.test").says("3");
    Stored.rowsAtRest(gateway);
  }

  /** SalesIQ tells that of the visitor with every call. */
  public SalesIqVisitor knowing(String field, String value) {
    visitor.put(field, value);
    return this;
  }

  /** From now on another node answers. */
  public SalesIqVisitor movesTo(Gateway node) {
    gateway = node;
    return this;
  }

  /** This SalesIQ carries the calls: it knows which ones are pending. */
  public SalesIqVisitor seenBy(SimulatedZoho zoho) {
    seenBy = zoho;
    return this;
  }

  public String conversationId() {
    return visitor.path("active_conversation_id").asText();
  }

  public Reply lands() {
    return sends(call("trigger"));
  }

  public Reply says(String text) {
    return sends(message(text));
  }

  /** A card or a button, as channels with cards report it. */
  public Reply clicks(String cardId) {
    ObjectNode call = message("");
    call.withObject("/message/meta/card_data").put("id", cardId);
    return sends(call);
  }

  /** SalesIQ could not carry out a {@code forward}. */
  public Reply isNotTransferred(int code, String why) {
    ObjectNode call = call("failure");
    call.putObject("cause").put("code", code).put("desc", why);
    call.putObject("failed_response").put("action", "forward");
    return sends(call);
  }

  /** A message as SalesIQ sends it; each has a request id of its own. */
  public ObjectNode message(String text) {
    ObjectNode call = call("message");
    call.put("operation", "message");
    call.putObject("message").put("text", text).put("type", "text").putObject("meta");
    call.putArray("attachments");
    return call;
  }

  private ObjectNode call(String handler) {
    ObjectNode call = JSON.createObjectNode().put("handler", handler).put("org_id", "60000000001");
    call.set("visitor", visitor.deepCopy());
    call.putObject("request").put("id", UUID.randomUUID().toString());
    return call;
  }

  public Reply sends(JsonNode call) {
    Reply reply =
        new Reply(gateway.post("/webhook/salesiq", call.toString(), Map.of("X-Api-Key", "")));
    if (seenBy != null && reply.action().equals("pending")) {
      seenBy.awaitCallback(call.at("/request/id").asText());
    }
    return reply;
  }

  /** An answer of the bot that SalesIQ can read. */
  public record Reply(Gateway.Answer http) {

    public Reply {
      assertThat(http.status()).as(http.text()).isEqualTo(200);
      assertThat(http.headers().get("content-type")).startsWith("application/json");
      assertThat(http.json().path("action").asText()).isIn("reply", "forward", "pending");
      assertThat(http.json().path("replies").isArray()).isTrue();
      // an empty list is documented for pending alone (sheet section 5.5)
      if (!http.json().path("action").asText().equals("pending")) {
        assertThat(http.json().path("replies")).as(http.text()).isNotEmpty();
      }
    }

    public String action() {
      return http.json().path("action").asText();
    }

    public List<String> replies() {
      return texts("replies");
    }

    public List<String> suggestions() {
      return texts("suggestions");
    }

    /** All replies as one text. */
    public String text() {
      return String.join("\n", replies());
    }

    /** The handoff that the call led to. */
    public String handoffId() {
      return String.valueOf(http.headers().get("x-handoff-id"));
    }

    private List<String> texts(String field) {
      return StreamSupport.stream(http.json().path(field).spliterator(), false)
          .map(JsonNode::asText)
          .toList();
    }
  }
}
