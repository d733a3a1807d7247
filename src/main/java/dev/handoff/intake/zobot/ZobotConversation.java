package dev.handoff.intake.zobot;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.LateAnswerId;
import dev.handoff.handoff.LateAnswers;
import dev.handoff.handoff.Owner;
import dev.handoff.handoff.Ownership;
import dev.handoff.intake.AnswerService;
import dev.handoff.intake.DeliveryWatch;
import dev.handoff.intake.IntakeProperties;
import dev.handoff.intake.zobot.DialogueTurn.Answered;
import dev.handoff.intake.zobot.DialogueTurn.Effect;
import dev.handoff.intake.zobot.DialogueTurn.Ordered;
import dev.handoff.intake.zobot.OwedAnswers.Owed;
import dev.handoff.intake.zobot.ZobotRequest.Handler;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The dialogue with its state in the database. A turn is one commit: what was said, the new state,
 * and the handoff if one was ordered; only then is anything answered. That an answer follows later
 * is a commit of its own, before it is promised.
 */
@Component
public final class ZobotConversation {

  private static final Logger log = LoggerFactory.getLogger(ZobotConversation.class);
  private static final int LONGEST_ID = 255;

  private final Dialogue dialogue;
  private final DialogueBook book;
  private final KnownAnswers knownAnswers;
  private final Conversations conversations;
  private final OrderPlacing placing;
  private final OrderEnds ends;
  private final OwedAnswers owedAnswers;
  private final OperatorSide operators;
  private final LateAnswers lateAnswers;
  private final DeliveryWatch watch;
  private final IntakeProperties settings;

  public ZobotConversation(
      Dialogue dialogue,
      DialogueBook book,
      KnownAnswers knownAnswers,
      Conversations conversations,
      OrderPlacing placing,
      OrderEnds ends,
      OwedAnswers owedAnswers,
      OperatorSide operators,
      LateAnswers lateAnswers,
      DeliveryWatch watch,
      IntakeProperties settings) {
    this.dialogue = dialogue;
    this.book = book;
    this.knownAnswers = knownAnswers;
    this.conversations = conversations;
    this.placing = placing;
    this.ends = ends;
    this.owedAnswers = owedAnswers;
    this.operators = operators;
    this.lateAnswers = lateAnswers;
    this.watch = watch;
    this.settings = settings;
  }

  /** Takes the call up: durable when this returns. */
  public ZobotTurn take(
      @Body ZobotRequest request,
      @Header("traceparent") @Nullable String traceParent,
      @Variable("patience") Patience patience) {
    String id = request.conversationKey();
    if (id == null || id.length() > LONGEST_ID) {
      return new ZobotTurn(
          null, dialogue.next(DialogueState.initial(), request), null, null, false);
    }
    ConversationKey key = ConversationKey.of(Channel.SALESIQ, id);
    Optional<AnswerService.Answer> known = knownAnswers.ask(key, request, traceParent);
    Kept<ZobotTurn> taken =
        conversations.locked(key, open -> take(open, request, known, traceParent, patience));
    if (taken.what().turn() instanceof Answered told && patience.isUntold(told.answer())) {
      again(taken.conversation(), taken.owed(), () -> {});
    }
    return taken.what();
  }

  /** What a transaction has kept in which conversation, and what it marked as told. */
  private record Kept<T>(T what, ConversationId conversation, Owed owed) {}

  /** Another answer left while this one was being stored: what it told is still to be told. */
  private void again(ConversationId conversation, Owed owed, Runnable more) {
    try {
      conversations.locked(
          conversation,
          open -> {
            owedAnswers.untold(open, owed);
            more.run();
            return open.id();
          });
    } catch (DataAccessException | TransactionException failure) {
      log.error("a visitor may not hear how a request ended: {}", FaultText.of(failure));
    }
  }

  private Kept<ZobotTurn> take(
      OpenConversation open,
      ZobotRequest request,
      Optional<AnswerService.Answer> known,
      @Nullable String traceParent,
      Patience patience) {
    ChatStand chat = operators.stand(open);
    DialogueState before = operators.seen(open, book.state(open), chat);
    Owed owed = isSpeaking(before, request) ? owed(open, before) : OwedAnswers.nothing(before);
    DialogueTurn turn = dialogue.next(operators.left(open, owed.state()), request, chat);
    turn = knownAnswers.instead(turn, request, known);
    boolean repeat = turn instanceof Answered same && same.effect() == Effect.REPEATED;
    if (!repeat && !operators.isTold(open, turn, request, chat, traceParent)) {
      book.visitorSaid(open, request);
    }
    Handoff placed = null;
    if (turn instanceof Ordered ordered) {
      placed = placing.place(open, ordered, request, traceParent);
      patience.storing(holding(ordered), placed);
    } else if (turn instanceof Answered answered) {
      OwedAnswers.Told told = owedAnswers.tell(owed, answered, request.requestId());
      if (!repeat) {
        book.botSaid(open, told.own());
      }
      patience.storing(told.answered().answer(), null);
      turn = told.answered();
    }
    // what people wrote is not read before it is told, which an order's answer does later
    book.keep(open, placed == null ? turn.state() : turn.state().reading(owed.readBefore()));
    boolean mayPutOff = dialogue.mayPutOff(turn.state(), request);
    ZobotTurn taken = new ZobotTurn(open.key(), turn, placed, asked(open.ownership()), mayPutOff);
    return new Kept<>(taken, open.id(), owed);
  }

  private static @Nullable HandoffId asked(Ownership ownership) {
    return ownership.owner().isHumanSide() ? ownership.handoff() : null;
  }

  private Owed owed(OpenConversation open, DialogueState before) {
    return open.ownership().owner() == Owner.HUMAN
        ? owedAnswers.words(open, before)
        : owedAnswers.due(open, before, null);
  }

  /**
   * A visitor who writes, or waited in vain, wants to hear it; one who lands knows of nothing. A
   * repeated call gets the same answer as before.
   */
  private static boolean isSpeaking(DialogueState before, ZobotRequest request) {
    return request.handler() != Handler.TRIGGER && before.answerTo(request.requestId()).isEmpty();
  }

  private ZobotAnswer holding(Ordered ordered) {
    return dialogue.outcome(ordered.state(), ordered.order(), OrderOutcome.pending()).answer();
  }

  /** Waits for the delivery as long as SalesIQ can be kept waiting, and tells what is true then. */
  public ZobotAnswer finish(@Body ZobotTurn taken, @Variable("patience") Patience patience) {
    if (taken.turn() instanceof Answered answered) {
      return answered.answer();
    }
    Ordered ordered = (Ordered) taken.turn();
    Order order = ordered.order();
    Handoff placed = taken.placed();
    ConversationKey key = taken.key();
    if (placed == null || key == null) {
      return dialogue.outcome(ordered.state(), order, OrderOutcome.refused()).answer();
    }
    OrderOutcome outcome = OrderOutcome.pending();
    try {
      Handoff now = placed;
      if (order.transfer() == Transfer.FORWARD) {
        outcome = OrderOutcome.chat(null);
      } else {
        now = watch.await(placed, settings.zobotWait());
        outcome = ends.of(order, now);
      }
      return told(taken, order, now, outcome, patience);
    } catch (DataAccessException | TransactionException failure) {
      // The order was stored before; the visitor must not hear that it was not.
      log.error("a Zobot answer could not be stored: {}", FaultText.of(failure));
      return dialogue.outcome(ordered.state(), order, outcome).answer();
    }
  }

  /** To a visitor who was forgotten meanwhile too, but then nothing of it is kept. */
  private ZobotAnswer told(
      ZobotTurn taken, Order order, Handoff handoff, OrderOutcome outcome, Patience patience) {
    Kept<ZobotAnswer> told =
        conversations
            .locked(
                handoff.conversation(),
                open -> tell(open, taken, order, handoff, outcome, patience))
            .orElse(null);
    if (told == null) {
      return dialogue.outcome(taken.turn().state(), order, outcome).answer();
    }
    if (patience.isUntold(told.what())) {
      again(told.conversation(), told.owed(), () -> untold(order, handoff));
    }
    return told.what();
  }

  /** What was said in its place gives the chat to an operator as well, where SalesIQ does that. */
  private void untold(Order order, Handoff handoff) {
    if (order.transfer() != Transfer.FORWARD) {
      lateAnswers.untold(handoff, book.write(order));
    }
  }

  private Kept<ZobotAnswer> tell(
      OpenConversation open,
      ZobotTurn taken,
      Order order,
      Handoff handoff,
      OrderOutcome outcome,
      Patience patience) {
    Owed owed = owedAnswers.due(open, book.state(open), handoff.id());
    OrderOutcome then = outcome;
    if (outcome instanceof OrderOutcome.Pending) {
      then = later(taken, order, handoff);
    } else if (outcome instanceof OrderOutcome.Refused) {
      lateAnswers.refused(handoff, book.write(order));
    } else {
      lateAnswers.told(LateAnswerId.of(handoff));
    }
    OwedAnswers.Told told =
        owedAnswers.tell(owed, dialogue.outcome(owed.state(), order, then), order.requestId());
    Answered answered = told.answered();
    book.botSaid(open, told.own());
    book.keep(open, answered.state());
    patience.storing(answered.answer(), handoff);
    return new Kept<>(answered.answer(), open.id(), owed);
  }

  /** The visitor hears the end later: through the callback API, else at the next message. */
  private OrderOutcome later(ZobotTurn taken, Order order, Handoff handoff) {
    String requestId = order.requestId();
    String asked = book.write(order);
    if (taken.mayPutOff() && requestId != null && requestId.length() <= LONGEST_ID) {
      return lateAnswers.promise(handoff, requestId, asked)
          ? OrderOutcome.answerFollows()
          : OrderOutcome.pending();
    }
    lateAnswers.owe(handoff, asked);
    return OrderOutcome.pending();
  }
}
