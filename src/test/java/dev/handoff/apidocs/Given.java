package dev.handoff.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.operations.Operator;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.BotReceiver;
import dev.handoff.testing.BotTalk;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestOrder;
import java.util.Map;
import java.util.UUID;

/** What must be there for the document's examples: handoffs, sessions, keys. */
final class Given implements AutoCloseable {

  private static final String BOTPRESS_KEY = "botpress-key-one-0001";
  private static final String DESK_SECRET = "desk-secret";

  private final BotReceiver bot = BotReceiver.start();
  private final Bench bench;
  private final Handoff delivered;
  private JsonNode widget;

  Given() {
    bench =
        Bench.start(
            Map.of(
                "HANDOFF_SYNC_WAIT",
                "4s",
                "BOTPRESS_KEYS",
                BOTPRESS_KEY,
                "ZOHO_WEBHOOK_SECRET",
                DESK_SECRET,
                "BOT_CALLBACK_URL",
                bot.url("/events"),
                "BOT_CALLBACK_SECRET",
                "secret",
                "handoff.bot-events.span",
                "1s",
                "handoff.widget.origins",
                "https://www.example.com"));
    delivered = bench.deliver(TestOrder.ticket());
  }

  Gateway gateway() {
    return bench.gateway();
  }

  /** A value for a parameter of a path. */
  String path(String component, String operationPath, JsonNode parameter) {
    return switch (component) {
      case "handoffId" -> delivered.id().value();
      case "deadLetterId" -> parked().id().value();
      case "botEventId" -> parkedEvent().id();
      case "conversationId" -> hitlConversation();
      case "key" -> BOTPRESS_KEY;
      case "crmContactId" -> mapped();
      case "session" ->
          operationPath.startsWith("/widget")
              ? freshWidget().path("sessionId").asText()
              : "session-1";
      default -> parameter.path("example").asText();
    };
  }

  /** What stands for what in a body. */
  String filled(String body) {
    return body.contains("$userId")
        ? body.replace("$userId", hitlUser())
        : body.contains("$conversationId")
            ? body.replace("$conversationId", botpressConversation())
            : body;
  }

  /** Headers that open an operation; call after {@link #path}. */
  Map<String, String> credential(String scheme) {
    return switch (scheme) {
      case "apiKey", "bearerKey" -> Map.of();
      case "operator" -> Operator.LOGIN;
      case "deskSecret" -> Map.of("X-Api-Key", "", "X-Zoho-Webhook-Secret", DESK_SECRET);
      case "streamToken" -> bearer(widget.path("token").asText());
      case "renewal" -> bearer(widget.path("renewal").asText());
      default -> Map.of("X-Api-Key", "", "Origin", "https://www.example.com");
    };
  }

  private static Map<String, String> bearer(String token) {
    return Map.of(
        "X-Api-Key", "", "Authorization", "Bearer " + token, "Origin", "https://www.example.com");
  }

  private JsonNode freshWidget() {
    widget =
        gateway()
            .post(
                "/widget/sessions",
                "{}",
                Map.of("X-Api-Key", "", "Origin", "https://www.example.com"))
            .json();
    return widget;
  }

  private Handoff parked() {
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\",\"message\":\"No\"}")
            .on(Side.DESK, "POST", "/tickets$")
            .forEver());
    Handoff parked = bench.await(bench.accept(TestOrder.ticket()), HandoffState.PARKED);
    bench.zoho().faults().clear();
    return parked;
  }

  private BotEvent parkedEvent() {
    BotTalk talk = BotTalk.withBot(gateway());
    bot.answer(talk.id(), BotReceiver.Reply.status(410));
    return talk.says("Hello").await(BotEvent.State.PARKED);
  }

  private String mapped() {
    String id = "crm-" + UUID.randomUUID();
    return made(
        gateway()
            .send("PUT", "/api/contact-mappings/" + id, "{\"deskContactId\": \"1\"}", Map.of()),
        "crmContactId");
  }

  private String hitlUser() {
    return made(gateway().post("/api/hitl/users", "{\"name\": \"Ada Low\"}"), "userId");
  }

  private String hitlConversation() {
    return made(
        gateway()
            .post(
                "/api/hitl/sessions",
                "{\"userId\": \"%s\", \"conversationId\": \"conv-%s\"}"
                    .formatted(hitlUser(), UUID.randomUUID())),
        "conversationId");
  }

  private String botpressConversation() {
    return made(
        gateway()
            .post(
                "/botpress/" + BOTPRESS_KEY + "/createRemoteConversation",
                "{\"type\": \"createRemoteConversation\", \"payload\": {}}"),
        "id");
  }

  private static String made(Gateway.Answer answer, String field) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer.json().path(field).asText();
  }

  @Override
  public void close() {
    bench.close();
    bot.close();
  }
}
