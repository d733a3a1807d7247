package dev.handoff.intake.zobot;

import dev.handoff.callback.CallbackWords;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.intake.zobot.DialogueTurn.Answered;
import dev.handoff.intake.zobot.DialogueTurn.Effect;
import dev.handoff.intake.zobot.DialogueTurn.Ordered;
import dev.handoff.intake.zobot.OrderOutcome.Pending;
import dev.handoff.routing.Attendance;
import dev.handoff.routing.Departments;
import dev.handoff.routing.Keywords;
import dev.handoff.routing.Reception;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue in one language, with one version of its words. {@link Dialogue} says what it does.
 */
final class LocalDialogue {

  private final Listener listener;
  private final DialogueTexts texts;
  private final Speech speech;
  private final OrderDesk orders;
  private final CallbackTalk callbacks;
  private final TicketTalk tickets;
  private final FailureTalk failures;
  private final OutcomeTalk outcomes;
  private final NewsTalk news;
  private final ClosedTalk closed;
  private final Reception reception;
  private final @Nullable String department;
  private final Set<ZobotChannel> noPending;
  private final Transfer transfer;
  private final ChatStand chat;

  LocalDialogue(
      DialogueSettings settings,
      DialogueTexts texts,
      Keywords keywords,
      CallbackWords words,
      Reception reception,
      Departments departments,
      Clock clock,
      ChatStand chat) {
    CallbackPhrases phrases = new CallbackPhrases(texts.callback());
    this.texts = texts;
    this.listener = new Listener(keywords, texts.menu());
    this.speech = new Speech(texts.menu(), settings.maxReplyLength());
    this.orders = new OrderDesk(settings.transfer());
    this.callbacks = new CallbackTalk(settings, words, phrases, speech, orders, reception, clock);
    this.tickets = new TicketTalk(texts.ticket(), speech, orders, settings.maxAsks());
    this.failures = new FailureTalk(texts, speech);
    this.outcomes = new OutcomeTalk(texts, phrases, speech, settings, departments);
    this.news = new NewsTalk(texts.late(), speech);
    this.closed = new ClosedTalk(texts.failure(), speech, settings.defaultZone());
    this.reception = reception;
    this.department = settings.transferDepartment();
    this.noPending = settings.noPending();
    this.transfer = settings.transfer();
    this.chat = chat;
  }

  DialogueTurn next(DialogueState before, ZobotRequest request) {
    Optional<ZobotAnswer> earlier = before.answerTo(request.requestId());
    if (earlier.isPresent()) {
      return new Answered(before, earlier.get(), Effect.REPEATED);
    }
    DialogueState state = before.with(before.audience().seenIn(request));
    Order open = state.openOrder();
    ZobotFailure failure = request.failure();
    boolean settled = chat == ChatStand.SETTLED;
    if (failure != null && settled && (open == null || open.transfer() == Transfer.FORWARD)) {
      return failures.heard(state, request, failure);
    }
    if (open != null) {
      return handedOutAgain(state, open, request);
    }
    return switch (request.handler()) {
      case TRIGGER -> landed(state, request);
      case MESSAGE, CONTEXT, FAILURE, UNKNOWN -> heard(state, request);
    };
  }

  Answered outcome(DialogueState state, Order order, OrderOutcome outcome) {
    Audience audience = state.audience();
    Stage reached = order.kind() == HandoffKind.CHAT ? Stage.HANDED_OVER : Stage.DONE;
    return outcome.match(
        done ->
            settled(
                state,
                order,
                outcomes.delivered(order, done, audience),
                Placed.made(order, done.ticketNumber()),
                reached),
        underWay ->
            settled(
                state, order, outcomes.pending(order, underWay, audience), state.placed(), reached),
        refused ->
            settled(
                state,
                order,
                outcomes.refused(order, audience),
                Placed.refused(order),
                Stage.MENU));
  }

  Answered withNews(Answered answered, @Nullable String requestId, List<ZobotAnswer> told) {
    ZobotAnswer whole = news.before(answered.answer(), told);
    return new Answered(answered.state().remembering(requestId, whole), whole, answered.effect());
  }

  Answered withWords(Answered answered, @Nullable String requestId, List<String> said) {
    ZobotAnswer whole = news.afterWords(answered.answer(), said);
    return new Answered(answered.state().remembering(requestId, whole), whole, answered.effect());
  }

  ZobotAnswer insteadOfChat(ZobotAnswer answer) {
    return news.insteadOfChat(answer);
  }

  boolean mayPutOff(DialogueState state, ZobotRequest request) {
    return request.requestId() != null
        && !request.preview()
        && !noPending.contains(state.audience().channel());
  }

  Answered answeredBy(Answered menu, ZobotRequest request, String words) {
    ZobotAnswer said = ZobotAnswer.reply(speech.replies(words), List.of());
    return Answers.answered(menu.state(), request, said);
  }

  Answered unsure(Answered menu, ZobotRequest request) {
    ZobotAnswer offer = speech.menu(menu.state().audience(), texts.menu().unsure());
    return Answers.of(menu.state(), request, offer, Effect.MENU);
  }

  private static Answered settled(
      DialogueState state, Order order, ZobotAnswer answer, Placed outcome, Stage reached) {
    Order last = state.placed().last();
    DialogueState next = state;
    if (last != null && last.number() == order.number()) {
      next = state.with(outcome);
      next = movedOn(state) ? next : next.at(reached);
    }
    return new Answered(next.remembering(order.requestId(), answer), answer, Effect.ANSWERED);
  }

  /** Whether the visitor talks of something else by now. */
  private static boolean movedOn(DialogueState state) {
    return switch (state.stage()) {
      case ORDERED, HANDED_OVER, DONE -> false;
      case START, MENU, CALLBACK_DETAILS, TICKET_EMAIL, OFFER_TICKET -> true;
    };
  }

  private static Ordered handedOutAgain(DialogueState state, Order open, ZobotRequest request) {
    Order order = open.repeatedBy(request.requestId());
    return new Ordered(state.with(Placed.awaiting(order)), order);
  }

  private DialogueTurn landed(DialogueState state, ZobotRequest request) {
    if (chat == ChatStand.FAILING) {
      return otherWays(state, request);
    }
    return state.stage() == Stage.HANDED_OVER
        ? Answers.leftAlone(state, request, speech.say(withTeam(texts.chat().withTeam())))
        : Answers.answered(state, request, speech.say(texts.greeting()));
  }

  private DialogueTurn heard(DialogueState state, ZobotRequest request) {
    if (state.stage() == Stage.HANDED_OVER && chat != ChatStand.FAILING) {
      return Answers.leftAlone(state, request, speech.say(withTeam(state, request)));
    }
    if (listener.isGreeting(request)) {
      return chat == ChatStand.FAILING
          ? otherWays(state, request)
          : Answers.answered(
              state.at(state.stage() == Stage.DONE ? Stage.DONE : Stage.START),
              request,
              speech.say(texts.greeting()));
    }
    if (listener.isLeaving(request)) {
      return menu(state, request, Effect.ANSWERED);
    }
    return switch (state.stage()) {
      case CALLBACK_DETAILS -> arrangingCallback(state, request);
      case TICKET_EMAIL -> givingEmail(state, request);
      case OFFER_TICKET -> offeredTicket(state, request);
      case START, MENU, ORDERED, HANDED_OVER, DONE ->
          choice(state, request)
              .orElseGet(() -> menu(knowing(state, request), request, Effect.MENU));
    };
  }

  /** Who has the chat is told; a forwarded chat's answer comes by itself. */
  private String withTeam(DialogueState state, ZobotRequest request) {
    Order last = state.placed().last();
    boolean forwarded = last != null && last.transfer() == Transfer.FORWARD;
    return withTeam(
        forwarded || request.isEmpty() ? texts.chat().withTeam() : texts.chat().relayed());
  }

  /** Nobody has a chat that is still on its way. */
  private String withTeam(String said) {
    return chat == ChatStand.SETTLED ? said : texts.chat().stillConnecting();
  }

  /** The chat cannot be opened so far: the truth, and what the visitor can do meanwhile. */
  private Answered otherWays(DialogueState state, ZobotRequest request) {
    ZobotAnswer offer =
        speech.offer(
            state.audience(), texts.chat().needNotWait(), List.of(Choice.CALLBACK, Choice.TICKET));
    Stage stage = state.stage() == Stage.DONE ? Stage.DONE : Stage.HANDED_OVER;
    return Answers.answered(state.at(stage), request, onItsWay(state, offer));
  }

  private DialogueTurn arrangingCallback(DialogueState state, ZobotRequest request) {
    Optional<Choice> plain = listener.plainChoice(request);
    if (callbacks.isAnswer(state, request, plain, listener.choiceWithin(request))) {
      return callbacks.heard(state, request);
    }
    if (plain.filter(Choice.CALLBACK::equals).isPresent()) {
      return callbacks.repeat(state, request);
    }
    return otherChoice(state, request, Choice.CALLBACK)
        .orElseGet(() -> callbacks.heard(state, request));
  }

  private DialogueTurn givingEmail(DialogueState state, ZobotRequest request) {
    if (tickets.isAnswer(request)) {
      return tickets.heard(state, request);
    }
    if (listener.plainChoice(request).filter(Choice.TICKET::equals).isPresent()) {
      return tickets.begin(state, request);
    }
    return otherChoice(state, request, Choice.TICKET)
        .orElseGet(() -> tickets.askAgain(state, request));
  }

  private DialogueTurn offeredTicket(DialogueState state, ZobotRequest request) {
    if (listener.isYes(request) || tickets.isAnswer(request)) {
      return tickets.begin(state, request);
    }
    if (listener.isNo(request)) {
      return menu(state, request, Effect.ANSWERED);
    }
    if (listener.plainChoice(request).isEmpty() && callbacks.completes(state, request)) {
      return callbacks.heard(state, request);
    }
    Optional<DialogueTurn> choice = choice(state, request);
    if (choice.isPresent()) {
      return choice.get();
    }
    return state.asks() > 0
        ? menu(state, request, Effect.ANSWERED)
        : offerTicket(state.asking(Stage.OFFER_TICKET), request, texts.ticket().offerAgain());
  }

  /** A choice in the message other than the one at hand. */
  private Optional<DialogueTurn> otherChoice(
      DialogueState state, ZobotRequest request, Choice atHand) {
    return listener
        .plainChoice(request)
        .or(() -> listener.choiceWithin(request))
        .filter(choice -> choice != atHand)
        .flatMap(choice -> choice(state, request));
  }

  private Optional<DialogueTurn> choice(DialogueState state, ZobotRequest request) {
    Optional<DialogueTurn> plain =
        listener.plainChoice(request).map(choice -> pick(state, request, choice, ""));
    return plain.or(
        () ->
            listener
                .choiceWithin(request)
                .map(choice -> pick(state, request, choice, request.text())));
  }

  private DialogueTurn pick(DialogueState state, ZobotRequest request, Choice choice, String said) {
    return switch (choice) {
      case CHAT -> chat(saying(state, said), request);
      case CALLBACK -> anotherCall(state, request, callbacks.begin(state, request, said));
      case TICKET -> ticket(saying(state, said), request);
    };
  }

  private DialogueTurn chat(DialogueState state, ZobotRequest request) {
    if (chat == ChatStand.FAILING) {
      return otherWays(state, request);
    }
    if (request.preview()) {
      ZobotAnswer offer =
          speech.offer(
              state.audience(), texts.chat().preview(), List.of(Choice.CALLBACK, Choice.TICKET));
      return Answers.answered(state.at(Stage.MENU), request, offer);
    }
    Attendance now = reception.forChat(department);
    return now.isThere() || isWorthATry(now)
        ? orders.chat(state, request)
        : closed.insteadOfChat(state, request, now);
  }

  /** A failed forward says nothing of an opened conversation, which waits for an operator. */
  private boolean isWorthATry(Attendance now) {
    return transfer == Transfer.OPEN_CONVERSATION && now.state() == Attendance.State.NOBODY_FREE;
  }

  /** Who asks for a call while one is on its way knows of that one. */
  private DialogueTurn anotherCall(
      DialogueState before, ZobotRequest request, DialogueTurn asking) {
    return asking instanceof Answered asked
            && before.placed().underWay() != null
            && before.placed().lastIs(HandoffKind.CALLBACK)
        ? Answers.of(asked.state(), request, onItsWay(before, asked.answer()), asked.effect())
        : asking;
  }

  /** That the last order is on its way, where it is, before the answer. */
  private ZobotAnswer onItsWay(DialogueState state, ZobotAnswer answer) {
    Order order = state.placed().underWay();
    if (order == null || order.kind() == HandoffKind.CHAT) {
      return answer;
    }
    ZobotAnswer told = outcomes.pending(order, new Pending(false), state.audience());
    return news.afterWords(answer, told.replies());
  }

  /** A ticket, unless one was made just now or is on its way: a second one wants a second yes. */
  private DialogueTurn ticket(DialogueState state, ZobotRequest request) {
    boolean recent = state.stage() == Stage.DONE || state.placed().underWay() != null;
    boolean asked = state.stage() == Stage.OFFER_TICKET;
    return recent && !asked && state.placed().lastIs(HandoffKind.TICKET)
        ? offerAnother(state, request, state.placed().ticketNumber())
        : tickets.begin(state, request);
  }

  private DialogueTurn offerAnother(
      DialogueState state, ZobotRequest request, @Nullable String number) {
    String question =
        number == null
            ? texts.ticket().alreadyOnItsWay()
            : Sentence.fill(texts.ticket().alreadyExists(), Map.of("number", number));
    return offerTicket(state.at(Stage.OFFER_TICKET), request, question);
  }

  private DialogueTurn offerTicket(DialogueState state, ZobotRequest request, String question) {
    return Answers.answered(state, request, speech.yesOrNo(state.audience(), question, Map.of()));
  }

  private DialogueTurn menu(DialogueState state, ZobotRequest request, Effect effect) {
    if (chat == ChatStand.FAILING) {
      return otherWays(state, request);
    }
    ZobotAnswer menu = onItsWay(state, speech.menu(state.audience()));
    return Answers.of(state.at(Stage.MENU), request, menu, effect);
  }

  /** Keeps what the visitor said for whoever helps; after something was arranged, a new matter. */
  private static DialogueState knowing(DialogueState state, ZobotRequest request) {
    Wish wish = state.stage() == Stage.DONE ? Wish.NONE : state.wish();
    return state.with(wish.saying(request.text()));
  }

  private static DialogueState saying(DialogueState state, String said) {
    return state.with(state.wish().saying(said));
  }
}
