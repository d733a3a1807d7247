package dev.handoff.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Accepted;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.ChatTurns;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.handoff.Visitor;
import dev.handoff.handoff.Words;
import dev.handoff.routing.Trigger;
import dev.handoff.routing.TriggerProperties;
import dev.handoff.routing.Triggers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code POST /api/chat/messages} (contract 4.4): a visitor's message, for the bot or a person. */
@Component
public final class ChatMessagesApi {

  private final ObjectMapper json;
  private final Triggers triggers;
  private final TriggerProperties settings;
  private final ChatTurns turns;
  private final ChatHandoffApi handoffs;
  private final Acceptance acceptance;

  ChatMessagesApi(
      ObjectMapper json,
      Triggers triggers,
      TriggerProperties settings,
      ChatTurns turns,
      ChatHandoffApi handoffs,
      Acceptance acceptance) {
    this.json = json;
    this.triggers = triggers;
    this.settings = settings;
    this.turns = turns;
    this.handoffs = handoffs;
    this.acceptance = acceptance;
  }

  /**
   * @throws RequestProblem with everything that is wrong with the request
   */
  public ChatMessage read(@Body byte @Nullable [] body, @Headers Map<String, Object> headers) {
    ApiRequest request = new ApiRequest(body, headers);
    JsonFields fields = request.fields(json);
    String session = fields.requiredPathId("sessionId", 255);
    String message = fields.requiredText("message", settings.longestMessage());
    Double confidence = Confidence.read(fields, "confidence");
    Visitor visitor =
        new Visitor(
            fields.text("userName", 200),
            VisitorReader.email(fields, "userEmail"),
            fields.text("userPhone", 50),
            fields.text("language", 64),
            null,
            null,
            null);
    Trigger trigger = triggers.of(message, confidence, visitor.language()).orElse(null);
    ChatTurns.Asked asked =
        new ChatTurns.Asked(
            ConversationKey.of(Channel.WEB, session),
            new Words(
                AuthorType.VISITOR, visitor.name(), message, null, fields.id("messageId", 255)),
            visitor,
            TranscriptReader.read(fields, "history"),
            trigger == null ? null : wish(visitor, trigger, confidence),
            request.traceParent(),
            request.ownTraceParent(),
            request.idempotencyKey("chat-messages"));
    fields.check();
    return new ChatMessage(asked, trigger);
  }

  private static HandoffRequest wish(
      Visitor visitor, Trigger trigger, @Nullable Double confidence) {
    return new HandoffRequest(
        visitor, trigger.detail(), confidence, null, null, null, null, ChannelRefs.NONE);
  }

  /** Durable from here on; waits for the ticket when this message asked for it. */
  public ChatTurns.Turn take(@Body ChatMessage message) {
    ChatTurns.Turn turn = turns.take(message.asked());
    Accepted accepted = turn.accepted();
    if (accepted == null || message.trigger() == null || turn.answer() != null) {
      return turn;
    }
    Handoff now = acceptance.await(accepted.handoff());
    return new ChatTurns.Turn(
        turn.said(), new Accepted(now, accepted.fresh(), accepted.opened(), null), null);
  }

  /** {@code handoff: false}, or the answer of {@code /api/chat/handoff} with the reason. */
  public HttpAnswer answer(
      @Variable("message") ChatMessage message, @Variable("turn") ChatTurns.Turn turn) {
    Accepted accepted = turn.accepted();
    if (accepted == null) {
      return HttpAnswer.json(200, Map.of("handoff", false));
    }
    HttpAnswer handoff = handoffs.answer(accepted);
    if (!(handoff.body() instanceof Map<?, ?> fields) || handoff.status() >= 400) {
      return handoff;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("handoff", true);
    Trigger trigger = message.trigger();
    if (trigger != null) {
      body.put("reason", trigger.reason().wireName());
      body.put("detail", trigger.detail());
    }
    fields.forEach((name, value) -> body.put(String.valueOf(name), value));
    return new HttpAnswer(handoff.status(), handoff.contentType(), handoff.headers(), body);
  }

  /** Keeps the answer for a repeated {@code Idempotency-Key}; gives the first one where it is. */
  public HttpAnswer keep(
      @Body HttpAnswer answer,
      @Variable("message") ChatMessage message,
      @Variable("turn") ChatTurns.Turn turn) {
    IdempotencyKey key = message.asked().idempotency();
    String tenant = message.asked().session().tenant();
    HttpAnswer given = key == null ? answer : acceptance.first(tenant, key, turn.answer(), answer);
    Accepted accepted = turn.accepted();
    return accepted == null ? given : given.about(accepted.handoff().id());
  }
}
