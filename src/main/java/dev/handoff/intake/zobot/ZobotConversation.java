package dev.handoff.intake.zobot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Accepted;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.handoff.Visitor;
import dev.handoff.intake.DeliveryWatch;
import dev.handoff.intake.HandoffView;
import dev.handoff.intake.IntakeProperties;
import dev.handoff.intake.TraceParents;
import dev.handoff.intake.zobot.DialogueTurn.Answered;
import dev.handoff.intake.zobot.DialogueTurn.Effect;
import dev.handoff.intake.zobot.DialogueTurn.Ordered;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The dialogue with its state in the database. A turn is one commit: what was said, the new state,
 * and the handoff if one was ordered; only then is anything answered.
 */
@Component
public final class ZobotConversation {

  private static final Logger log = LoggerFactory.getLogger(ZobotConversation.class);

  private final Dialogue dialogue;
  private final Conversations conversations;
  private final Handoffs handoffs;
  private final HandoffView view;
  private final DeliveryWatch watch;
  private final IntakeProperties settings;
  private final ObjectMapper json;
  private final Clock clock;

  public ZobotConversation(
      Dialogue dialogue,
      Conversations conversations,
      Handoffs handoffs,
      HandoffView view,
      DeliveryWatch watch,
      IntakeProperties settings,
      ObjectMapper json,
      Clock clock) {
    this.dialogue = dialogue;
    this.conversations = conversations;
    this.handoffs = handoffs;
    this.view = view;
    this.watch = watch;
    this.settings = settings;
    this.json = json;
    this.clock = clock;
  }

  /** Takes the call up: durable when this returns. */
  public ZobotTurn take(
      @Body ZobotRequest request, @Header("traceparent") @Nullable String traceParent) {
    String id = request.conversationKey();
    if (id == null || id.length() > 255) {
      return new ZobotTurn(null, dialogue.next(DialogueState.initial(), request), null);
    }
    ConversationKey key = ConversationKey.of(Channel.SALESIQ, id);
    return conversations.locked(
        key,
        open -> {
          DialogueTurn turn = dialogue.next(state(open), request);
          if (!isRepeat(turn)) {
            open.append(visitorSaid(request));
          }
          Handoff placed = null;
          if (turn instanceof Ordered ordered) {
            placed = place(key, open, ordered, request, traceParent);
          } else if (turn instanceof Answered answered && !isRepeat(turn)) {
            open.append(botSaid(answered.answer()));
          }
          open.keepDialogue(write(turn.state()));
          return new ZobotTurn(key, turn, placed);
        });
  }

  private static boolean isRepeat(DialogueTurn turn) {
    return turn instanceof Answered answered && answered.effect() == Effect.REPEATED;
  }

  private Handoff place(
      ConversationKey key,
      OpenConversation open,
      Ordered ordered,
      ZobotRequest request,
      @Nullable String traceParent) {
    Order order = ordered.order();
    boolean forward = order.transfer() == Transfer.FORWARD;
    HandoffRequest wish =
        new HandoffRequest(
            visitor(ordered.state().visitor(), order),
            order.words() == null ? order.reason() : order.words(),
            null,
            order.callback(),
            null,
            null,
            null,
            new ChannelRefs(request.visitId(), null, forward));
    Accepted accepted =
        handoffs.accept(
            new HandoffOrder(
                key,
                order.kind(),
                wish,
                List.of(),
                TraceParents.continueOrStart(traceParent),
                false,
                new IdempotencyKey("zobot", open.id().value() + "#" + order.number(), "order")));
    return accepted.handoff();
  }

  private static Visitor visitor(Visitor known, Order order) {
    String email = order.email() == null ? known.email() : order.email();
    return new Visitor(
        known.name(),
        email,
        known.phone(),
        known.language(),
        known.timeZone(),
        known.page(),
        known.crmContactId());
  }

  /** Waits for the delivery as long as SalesIQ can be kept waiting, and tells what is true then. */
  public ZobotAnswer finish(@Body ZobotTurn taken) {
    Handoff placed = taken.placed();
    ConversationKey key = taken.key();
    if (taken.turn() instanceof Answered answered) {
      return answered.answer();
    }
    Ordered ordered = (Ordered) taken.turn();
    if (placed == null || key == null) {
      return dialogue.outcome(ordered.state(), ordered.order(), OrderOutcome.refused()).answer();
    }
    OrderOutcome outcome = OrderOutcome.pending();
    try {
      outcome = outcome(ordered.order(), placed);
      return told(key, ordered.order(), outcome);
    } catch (DataAccessException | TransactionException failure) {
      // The order was stored before; the visitor must not hear that it was not.
      log.error("a Zobot answer could not be stored: {}", FaultText.of(failure));
      return dialogue.outcome(ordered.state(), ordered.order(), outcome).answer();
    }
  }

  private ZobotAnswer told(ConversationKey key, Order order, OrderOutcome outcome) {
    return conversations.locked(
        key,
        open -> {
          Answered answered = dialogue.outcome(state(open), order, outcome);
          open.append(botSaid(answered.answer()));
          open.keepDialogue(write(answered.state()));
          return answered.answer();
        });
  }

  private OrderOutcome outcome(Order order, Handoff placed) {
    if (order.transfer() == Transfer.FORWARD) {
      return OrderOutcome.chat(null);
    }
    Handoff now = watch.await(placed, settings.zobotWait());
    if (now.state() == HandoffState.DELIVERED) {
      Map<String, String> zoho = view.zoho(now);
      return switch (order.kind()) {
        case TICKET -> OrderOutcome.ticket(zoho.get("ticketNumber"));
        case CALLBACK -> OrderOutcome.call(zoho.get("callId"));
        case CHAT -> OrderOutcome.chat(zoho.get("conversationId"));
      };
    }
    return now.state().isOpen() ? OrderOutcome.pending() : OrderOutcome.refused();
  }

  private List<TranscriptEntry> visitorSaid(ZobotRequest request) {
    List<TranscriptEntry> lines = new ArrayList<>();
    String name = request.visitor().name();
    if (!request.text().isEmpty()) {
      lines.add(new TranscriptEntry(AuthorType.VISITOR, name, request.text(), clock.instant()));
    }
    if (request.attachments() > 0) {
      lines.add(
          new TranscriptEntry(
              AuthorType.SYSTEM,
              null,
              "The visitor attached " + request.attachments() + " file(s) in SalesIQ.",
              clock.instant()));
    }
    return lines;
  }

  private List<TranscriptEntry> botSaid(ZobotAnswer answer) {
    return answer.replies().stream()
        .map(text -> new TranscriptEntry(AuthorType.BOT, null, text, clock.instant()))
        .toList();
  }

  /** A state that can no longer be read is a dialogue that starts anew, not a dead conversation. */
  private DialogueState state(OpenConversation open) {
    String kept = open.dialogue();
    if (kept == null) {
      return DialogueState.initial();
    }
    try {
      return json.readValue(kept, DialogueState.class);
    } catch (JsonProcessingException e) {
      log.warn("the dialogue of conversation {} is not readable; it starts anew", open.id());
      return DialogueState.initial();
    }
  }

  private String write(DialogueState state) {
    try {
      return json.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a dialogue cannot be written as JSON", e);
    }
  }
}
