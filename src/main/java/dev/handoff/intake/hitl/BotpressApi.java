package dev.handoff.intake.hitl;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Accepted;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Talk;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.handoff.Visitor;
import dev.handoff.intake.ApiRequest;
import dev.handoff.intake.EmailAddresses;
import dev.handoff.intake.FieldProblem;
import dev.handoff.intake.HandoffView;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.Problems;
import dev.handoff.intake.RequestProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The drop-in for Botpress's published integration {@code plus/hitl-api} 0.2.2 (contract 4.3b; its
 * own types in botpress/growth, {@code integrations/hitl-api/src/types.ts}).
 */
@Component
public final class BotpressApi {

  /** Whom such a conversation's events go to. */
  static final String PLATFORM = "botpress";

  private static final String BOT = "BOT";

  private final ObjectMapper json;
  private final HitlUsers users;
  private final HitlTalks talks;
  private final HandoffView view;
  private final ApplicationEventPublisher events;

  BotpressApi(
      ObjectMapper json,
      HitlUsers users,
      HitlTalks talks,
      HandoffView view,
      ApplicationEventPublisher events) {
    this.json = json;
    this.users = users;
    this.talks = talks;
    this.view = view;
    this.events = events;
  }

  /** 200, as the integration asks when it is installed. */
  public HttpAnswer ping() {
    return HttpAnswer.json(200, Map.of("status", "ok"));
  }

  /** Keeps whatever is usable of a person; Botpress checks nothing before it sends. */
  public HttpAnswer createUser(@Body byte @Nullable [] body, @Headers Map<String, Object> headers) {
    JsonFields fields = new ApiRequest(body, headers).fields(json);
    JsonFields person = fields.object("payload");
    String email = person.text("email", 255);
    String picture = person.text("pictureUrl", WebLinks.LONGEST);
    HitlUser user =
        new HitlUser(
            person.text("name", 200),
            email != null && EmailAddresses.isAddress(email) ? email : null,
            person.text("phone", 50),
            picture != null && WebLinks.isLink(picture) ? picture : null);
    fields.check();
    return HttpAnswer.json(200, Map.of("id", users.add(user)));
  }

  /**
   * A new conversation, opened with what is known: no user comes with it.
   *
   * @throws RequestProblem with everything that is wrong with the request
   */
  public HandoffOrder readConversation(
      @Body byte @Nullable [] body, @Headers Map<String, Object> headers) {
    ApiRequest request = new ApiRequest(body, headers);
    JsonFields fields = request.fields(json);
    JsonFields payload = fields.object("payload");
    List<TranscriptEntry> history = new ArrayList<>(Histories.plain(payload, "messages"));
    history.addAll(Histories.read(payload, "messageHistory"));
    HandoffOrder order =
        new HandoffOrder(
            HitlTalks.key(UUID.randomUUID().toString()),
            HandoffKind.CHAT,
            new HandoffRequest(
                Visitor.unknown(),
                payload.text("description", 10_000),
                null,
                null,
                payload.text("title", 1_000),
                null,
                null,
                ChannelRefs.NONE),
            history,
            request.traceParent(),
            false,
            null);
    fields.check();
    return order;
  }

  /** Durable from here on; what the person does is told to Botpress. */
  public Accepted open(@Variable("order") HandoffOrder order) {
    return talks.open(order, PLATFORM);
  }

  /** 200 with the id, also while Zoho is slow; 502 when it refused. */
  public HttpAnswer opened(@Variable("accepted") Accepted accepted) {
    boolean refused = accepted.handoff().state() == HandoffState.PARKED;
    if (refused && !view.isServed(accepted.handoff())) {
      return Problems.refused(accepted.handoff(), "chat").about(accepted.handoff().id());
    }
    return HttpAnswer.json(200, Map.of("id", accepted.handoff().key().conversationId()))
        .about(accepted.handoff().id());
  }

  /**
   * Words of the visitor or of the bot. Botpress names no message, so that each call is a new one.
   *
   * @throws RequestProblem 404 for an unknown conversation or user, 422 when no person has it
   */
  public HttpAnswer say(@Body byte @Nullable [] body, @Headers Map<String, Object> headers) {
    ApiRequest request = new ApiRequest(body, headers);
    JsonFields fields = request.fields(json);
    String conversationId = fields.requiredId("remoteConversationId", 255);
    return talks.within(
        conversationId, () -> say(conversationId, fields, request.ownTraceParent()));
  }

  private HttpAnswer say(String conversationId, JsonFields fields, @Nullable String traceParent) {
    String userId = fields.requiredId("remoteUserId", 255);
    List<Piece> pieces = Payloads.read(fields.object("payload"));
    if (pieces.isEmpty()) {
      fields.rule("payload", "has nothing to show");
    }
    fields.check();
    String id = UUID.randomUUID().toString();
    talks.requireTold(conversationId, PLATFORM);
    HandoffId handoff = talks.say(conversationId, speaker(userId), pieces, id, traceParent);
    return HttpAnswer.json(200, Map.of("id", id)).about(handoff);
  }

  private HitlTalks.Speaker speaker(String userId) {
    if (userId.equals(BOT)) {
      return new HitlTalks.Speaker(AuthorType.BOT, null);
    }
    HitlUser user =
        users
            .find(userId)
            .orElseThrow(
                () ->
                    RequestProblem.notFound(
                        "/remoteUserId is nobody's",
                        List.of(new FieldProblem("/remoteUserId", "is nobody's"))));
    return new HitlTalks.Speaker(AuthorType.VISITOR, user);
  }

  /**
   * Botpress names its own conversation here, whose id nothing else carries. Only where it happens
   * to be the id here as well is anything closed; else the call is counted.
   */
  public HttpAnswer close(@Body byte @Nullable [] body, @Headers Map<String, Object> headers) {
    ApiRequest request = new ApiRequest(body, headers);
    JsonFields fields = request.fields(json);
    JsonFields payload = fields.object("payload");
    String id = payload.requiredId("botpressConversationId", 255);
    fields.check();
    Talk known = talks.find(id).filter(talk -> PLATFORM.equals(talk.platform())).orElse(null);
    if (known == null) {
      events.publishEvent(new UnknownTicketClosed());
      return HttpAnswer.json(200, Map.of("closed", false));
    }
    talks.stop(id, request.ownTraceParent());
    return HttpAnswer.json(200, Map.of("closed", true)).about(known.ownership().handoff());
  }
}
