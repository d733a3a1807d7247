package dev.handoff.intake.hitl;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Accepted;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.handoff.Visitor;
import dev.handoff.intake.ApiRequest;
import dev.handoff.intake.FieldProblem;
import dev.handoff.intake.HandoffView;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.Problems;
import dev.handoff.intake.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** {@code POST /api/hitl/sessions} (contract 4.3): asks for a person. */
@Component
public final class HitlSessionsApi {

  /** It becomes a part of paths. */
  private static final Pattern ID = Pattern.compile("[^\\s/\\\\%;?#]{1,255}");

  private static final String OPERATION = "hitl-sessions";

  private final ObjectMapper json;
  private final HitlUsers users;
  private final HitlTalks talks;
  private final HandoffView view;

  HitlSessionsApi(ObjectMapper json, HitlUsers users, HitlTalks talks, HandoffView view) {
    this.json = json;
    this.users = users;
    this.talks = talks;
    this.view = view;
  }

  /**
   * @throws RequestProblem with everything that is wrong with the request
   */
  public HandoffOrder read(@Body byte @Nullable [] body, @Headers Map<String, Object> headers) {
    ApiRequest request = new ApiRequest(body, headers);
    JsonFields fields = request.fields(json);
    String userId = fields.requiredId("userId", 255);
    HandoffRequest wish =
        new HandoffRequest(
            users.find(userId).map(HitlUser::visitor).orElse(Visitor.unknown()),
            fields.text("description", 10_000),
            null,
            null,
            fields.text("title", 1_000),
            null,
            null,
            new ChannelRefs(null, fields.text("departmentId", 64), false));
    IdempotencyKey key = request.idempotencyKey(OPERATION);
    HandoffOrder order =
        new HandoffOrder(
            HitlTalks.key(conversationId(fields, key)),
            HandoffKind.CHAT,
            wish,
            Histories.read(fields, "messageHistory"),
            request.traceParent(),
            false,
            key);
    fields.check();
    requireKnown(userId);
    return order;
  }

  /** A repeated call means the conversation of the first one. */
  private static String conversationId(JsonFields fields, @Nullable IdempotencyKey key) {
    String given = fields.pathId("conversationId", 255);
    if (given == null) {
      return (key == null ? UUID.randomUUID() : named(key)).toString();
    }
    if (!ID.matcher(given).matches()) {
      fields.rule("conversationId", "has a blank or one of / \\ % ; ? # in it");
    }
    return given;
  }

  private static UUID named(IdempotencyKey key) {
    String name = key.operation() + "/" + key.key() + "/" + key.bodyHash();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private void requireKnown(String userId) {
    if (users.find(userId).isEmpty()) {
      throw RequestProblem.notFound(
          "/userId is nobody's. Make the user with POST /api/hitl/users first.",
          List.of(new FieldProblem("/userId", "is nobody's")));
    }
  }

  /** Durable from here on. */
  public Accepted open(@Variable("order") HandoffOrder order) {
    return talks.open(order, null);
  }

  /** 201 once a person can take it, 202 while it is on its way, 502 when Zoho refused it. */
  public HttpAnswer answer(@Variable("accepted") Accepted accepted) {
    Handoff handoff = accepted.handoff();
    boolean served = view.isServed(handoff);
    if (!served && handoff.state() == HandoffState.PARKED) {
      return Problems.refused(handoff, "chat");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("conversationId", handoff.key().conversationId());
    body.put("handoffId", handoff.id().value());
    body.put("state", handoff.state().wireName());
    if (!accepted.opened()) {
      body.put("alreadyExists", true);
      return HttpAnswer.json(200, body);
    }
    return HttpAnswer.json(served ? 201 : 202, body)
        .with(
            "Location",
            "/api/hitl/sessions/"
                + UriUtils.encodePathSegment(
                    handoff.key().conversationId(), StandardCharsets.UTF_8));
  }
}
