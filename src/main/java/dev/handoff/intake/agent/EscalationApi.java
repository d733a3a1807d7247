package dev.handoff.intake.agent;

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
import dev.handoff.intake.ApiRequest;
import dev.handoff.intake.CategoryFields;
import dev.handoff.intake.HandoffView;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.Problems;
import dev.handoff.intake.RequestProblem;
import dev.handoff.intake.TranscriptReader;
import dev.handoff.intake.VisitorReader;
import dev.handoff.intake.zobot.DialogueTexts;
import dev.handoff.intake.zobot.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code POST /api/escalations} (contract 4.5): an AI agent's case becomes one ticket. */
@Component
public final class EscalationApi {

  private static final int MOST_STEPS = 100;
  private static final int LONGEST_STEP = 2_000;

  private final ObjectMapper json;
  private final CategoryFields categories;
  private final HandoffView view;
  private final Texts texts;

  EscalationApi(ObjectMapper json, CategoryFields categories, HandoffView view, Texts texts) {
    this.json = json;
    this.categories = categories;
    this.view = view;
    this.texts = texts;
  }

  /**
   * @throws RequestProblem with everything that is wrong with the request
   */
  public HandoffOrder read(@Body byte @Nullable [] body, @Headers Map<String, Object> headers) {
    ApiRequest request = new ApiRequest(body, headers);
    JsonFields fields = request.fields(json);
    String caseId = fields.requiredText("caseId", 255);
    String subject = fields.requiredText("subject", 1_000);
    HandoffRequest wish =
        new HandoffRequest(
                customer(fields),
                fields.requiredText("summary", 10_000),
                null,
                null,
                subject,
                categories.category(fields),
                categories.priority(fields),
                ChannelRefs.NONE)
            .after(fields.texts("stepsTaken", MOST_STEPS, LONGEST_STEP));
    HandoffOrder order =
        new HandoffOrder(
            ConversationKey.of(Channel.AGENT, caseId),
            HandoffKind.TICKET,
            wish,
            TranscriptReader.read(fields, "transcript"),
            request.traceParent(),
            true,
            request.idempotencyKey("escalations"));
    fields.check();
    return order;
  }

  /**
   * Desk wants a last name or an e-mail address for the contact of a ticket (desk.md section 6.3).
   * A phone number stands in for the name, and so does what the caller's own id is mapped to.
   */
  private static Visitor customer(JsonFields fields) {
    JsonFields given = fields.object("customer");
    Visitor customer = VisitorReader.read(given);
    if (!given.hasFaults()
        && customer.crmContactId() == null
        && customer.name() == null
        && customer.email() == null
        && customer.phone() == null) {
      fields.rule("customer", "needs one of crmContactId, email, phone or name");
    }
    return customer;
  }

  /** 201 with the ticket, 202 while it is on its way, 200 for a case known before; 502 refused. */
  public HttpAnswer answer(@Body Accepted accepted) {
    Handoff handoff = accepted.handoff();
    boolean served = view.isServed(handoff);
    DialogueTexts.Escalation words = texts.in(handoff.request().visitor().language()).escalation();
    if (!served && handoff.state() == HandoffState.PARKED) {
      return refused(handoff, words.refused());
    }
    Map<String, String> zoho = served ? view.zoho(handoff) : Map.of();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("handoffId", handoff.id().value());
    put(body, "ticketId", zoho.get("ticketId"));
    put(body, "ticketNumber", zoho.get("ticketNumber"));
    body.put("state", handoff.state().wireName());
    body.put("userMessage", served ? opened(words, zoho.get("ticketNumber")) : words.pending());
    if (!accepted.opened()) {
      body.put("alreadyExists", true);
      return HttpAnswer.json(200, body);
    }
    return HttpAnswer.json(served ? 201 : 202, body)
        .with("Location", "/api/handoffs/" + handoff.id().value());
  }

  private static HttpAnswer refused(Handoff handoff, String userMessage) {
    HttpAnswer problem = Problems.refused(handoff, "ticket");
    Map<String, Object> body = new LinkedHashMap<>();
    if (problem.body() instanceof Map<?, ?> fields) {
      fields.forEach((name, value) -> body.put(String.valueOf(name), value));
    }
    body.put("handoffId", handoff.id().value());
    body.put("userMessage", userMessage);
    return new HttpAnswer(problem.status(), problem.contentType(), problem.headers(), body);
  }

  private static String opened(DialogueTexts.Escalation words, @Nullable String number) {
    return number == null
        ? words.openedWithoutNumber()
        : words.opened().replace("{number}", number);
  }

  private static void put(Map<String, Object> body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
