package dev.handoff.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Accepted;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Visitor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code POST /api/chat/handoff} (contract 4.4): one ticket for each session of a site's chat. */
@Component
public final class ChatHandoffApi {

  private static final String CREATED = "Ticket created successfully in Zoho Desk";
  private static final String EXISTS = "Ticket already exists for this session";
  private static final String PENDING =
      "Your request is saved. The ticket follows as soon as Zoho Desk answers.";

  private final ObjectMapper json;
  private final HandoffView view;

  public ChatHandoffApi(ObjectMapper json, HandoffView view) {
    this.json = json;
    this.view = view;
  }

  /**
   * @throws RequestProblem with everything that is wrong with the request
   */
  public HandoffOrder read(@Body byte @Nullable [] body, @Headers Map<String, Object> headers) {
    ApiRequest request = new ApiRequest(body, headers);
    JsonFields fields = request.fields(json);
    String session = fields.requiredPathId("sessionId", 255);
    Visitor visitor =
        new Visitor(
            fields.text("userName", 200),
            VisitorReader.email(fields, "userEmail"),
            fields.text("userPhone", 50),
            null,
            null,
            null,
            null);
    HandoffRequest wish =
        new HandoffRequest(
            visitor,
            fields.text("handoffReason", 10_000),
            null,
            null,
            null,
            null,
            null,
            ChannelRefs.NONE);
    HandoffOrder order =
        new HandoffOrder(
            ConversationKey.of(Channel.WEB, session),
            HandoffKind.TICKET,
            wish,
            TranscriptReader.read(fields, "history"),
            request.traceParent(),
            true,
            request.idempotencyKey("chat-handoff"));
    fields.check();
    return order;
  }

  /** 200 with the ticket, 202 while it is on its way, 502 when Zoho refused it. */
  public HttpAnswer answer(@Body Accepted accepted) {
    Handoff handoff = accepted.handoff();
    if (view.isServed(handoff)) {
      return ticket(accepted);
    }
    if (handoff.state() == HandoffState.PARKED) {
      return Problems.refused(handoff, "ticket");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("pending", true);
    body.put("handoffId", handoff.id().value());
    body.put("message", PENDING);
    return HttpAnswer.json(202, body);
  }

  private HttpAnswer ticket(Accepted accepted) {
    Map<String, String> zoho = view.zoho(accepted.handoff());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("ticketId", zoho.get("ticketId"));
    body.put("ticketNumber", zoho.get("ticketNumber"));
    body.put("message", accepted.opened() ? CREATED : EXISTS);
    body.put("handoffId", accepted.handoff().id().value());
    if (!accepted.opened()) {
      body.put("alreadyExists", true);
    }
    return HttpAnswer.json(200, body);
  }
}
