package dev.handoff.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Accepted;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.Visitor;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code /api/handoffs} (contract 4.6). */
@Component
public final class HandoffApi {

  private final ObjectMapper json;
  private final CategoryFields categories;
  private final CallbackReader callbacks;
  private final Handoffs handoffs;
  private final HandoffView view;

  public HandoffApi(
      ObjectMapper json,
      CategoryFields categories,
      CallbackReader callbacks,
      Handoffs handoffs,
      HandoffView view) {
    this.json = json;
    this.categories = categories;
    this.callbacks = callbacks;
    this.handoffs = handoffs;
    this.view = view;
  }

  /**
   * @throws RequestProblem with everything that is wrong with the request
   */
  public HandoffOrder read(@Body byte @Nullable [] body, @Headers Map<String, Object> headers) {
    ApiRequest request = new ApiRequest(body, headers);
    JsonFields fields = request.fields(json);
    Channel channel = channel(fields);
    String conversationId = fields.requiredPathId("conversationId", 255);
    HandoffKind kind = kind(fields);
    Visitor visitor = VisitorReader.read(fields.object("visitor"));
    String category = categories.category(fields);
    CallbackRequest callback = callback(fields, visitor, category);
    if (kind == HandoffKind.CALLBACK && !fields.has("callback")) {
      fields.rule("callback", "is required for a callback (phone, time, timeZone)");
    }
    HandoffRequest wish =
        new HandoffRequest(
            visitor,
            fields.text("reason", 10_000),
            Confidence.read(fields, "confidence"),
            callback,
            fields.text("subject", 1_000),
            category,
            categories.priority(fields),
            new ChannelRefs(null, fields.text("departmentId", 64), false));
    HandoffOrder order =
        new HandoffOrder(
            ConversationKey.of(channel, conversationId),
            kind,
            wish,
            TranscriptReader.read(fields, "transcript"),
            request.traceParent(),
            false,
            request.idempotencyKey("handoffs"));
    fields.check();
    return order;
  }

  private static Channel channel(JsonFields fields) {
    String name = fields.requiredText("channel", 40);
    for (Channel channel : Channel.values()) {
      if (channel.wireName().equalsIgnoreCase(name)) {
        return channel;
      }
    }
    if (!name.isEmpty()) {
      fields.rule(
          "channel", "'" + name + "' is not known (expected: salesiq, hitl, web, agent, api)");
    }
    return Channel.API;
  }

  private static @Nullable HandoffKind kind(JsonFields fields) {
    String name = fields.text("kind", 40);
    if (name == null || name.equalsIgnoreCase("auto")) {
      return null;
    }
    for (HandoffKind kind : HandoffKind.values()) {
      if (kind.wireName().equalsIgnoreCase(name)) {
        return kind;
      }
    }
    fields.rule("kind", "'" + name + "' is not known (expected: chat, callback, ticket, auto)");
    return null;
  }

  private @Nullable CallbackRequest callback(
      JsonFields fields, Visitor visitor, @Nullable String category) {
    return fields.has("callback")
        ? callbacks.read(fields.object("callback"), visitor, category)
        : null;
  }

  /** 201 once it is delivered; 202 while it is on its way, or waits for a person. */
  public HttpAnswer accepted(@Body Accepted accepted) {
    Handoff handoff = accepted.handoff();
    int status = handoff.state() == HandoffState.DELIVERED ? 201 : 202;
    return HttpAnswer.json(status, view.of(handoff))
        .with("Location", "/api/handoffs/" + handoff.id().value());
  }

  /**
   * One handoff.
   *
   * @throws RequestProblem 404
   */
  public HttpAnswer show(@Header("id") String id) {
    Handoff handoff =
        handoffs
            .find(ConversationKey.DEFAULT_TENANT, new HandoffId(id.toLowerCase(Locale.ROOT)))
            .orElseThrow(() -> RequestProblem.notFound("There is no handoff of that id"));
    return HttpAnswer.json(200, view.of(handoff)).about(handoff.id());
  }
}
