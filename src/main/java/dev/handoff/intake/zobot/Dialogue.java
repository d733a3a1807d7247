package dev.handoff.intake.zobot;

import dev.handoff.callback.CallbackWords;
import dev.handoff.intake.zobot.DialogueTurn.Answered;
import dev.handoff.routing.Departments;
import dev.handoff.routing.KeywordTable;
import dev.handoff.routing.Reception;
import dev.handoff.tables.Table;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The talk between visitor and bot (contract section 4.1): greeting, menu of three, and the way to
 * a chat, a callback or a ticket, in the visitor's language. Keeps nothing itself: whoever calls it
 * loads the state, saves the new one, and sees that one conversation's calls come one after the
 * other. Safe for use by many threads; throws on no input.
 */
public final class Dialogue {

  private final DialogueSettings settings;
  private final Texts texts;
  private final Table<KeywordTable.Words> keywords;
  private final CallbackWords words;
  private final Reception reception;
  private final Departments departments;
  private final Clock clock;

  /**
   * @param words reads numbers and times by the same clock
   * @param reception whether people are there
   * @param departments where a forward goes unless the settings say
   */
  Dialogue(
      DialogueSettings settings,
      Texts texts,
      Table<KeywordTable.Words> keywords,
      CallbackWords words,
      Reception reception,
      Departments departments,
      Clock clock) {
    this.settings = settings;
    this.texts = texts;
    this.keywords = keywords;
    this.words = words;
    this.reception = reception;
    this.departments = departments;
    this.clock = clock;
  }

  /**
   * What follows from a call. A repeat of one of the last calls, told by its request id, gets the
   * same answer and has no second effect. While an order awaits its outcome it is handed out again,
   * with the same number.
   */
  public DialogueTurn next(DialogueState before, ZobotRequest request) {
    return next(before, request, ChatStand.SETTLED);
  }

  /**
   * The same while a chat may still be on its way. Who cannot be connected so far is offered the
   * other ways to a human, and served there; a second chat is not ordered.
   */
  DialogueTurn next(DialogueState before, ZobotRequest request, ChatStand chat) {
    return with(before.audience().seenIn(request), chat).next(before, request);
  }

  /**
   * The answer to an order, and the state to save. May be told twice: first that the order is under
   * way, later how it ended; if the visitor has moved on by then, the dialogue stays where it is.
   */
  public Answered outcome(DialogueState state, Order order, OrderOutcome outcome) {
    return with(state.audience()).outcome(state, order, outcome);
  }

  /** The same answer with what the visitor was still to hear before it. */
  Answered withNews(Answered answered, @Nullable String requestId, List<ZobotAnswer> told) {
    return with(answered.state().audience()).withNews(answered, requestId, told);
  }

  /** The same answer with what people wrote before it, in their words. */
  Answered withWords(Answered answered, @Nullable String requestId, List<String> said) {
    return with(answered.state().audience()).withWords(answered, requestId, said);
  }

  /** What the visitor gets because nobody took the chat, said so. */
  ZobotAnswer insteadOfChat(Answered told) {
    return with(told.state().audience()).insteadOfChat(told.answer());
  }

  /** Whether this call may be answered with {@code pending} and finished by the callback API. */
  boolean mayPutOff(DialogueState state, ZobotRequest request) {
    return with(state.audience()).mayPutOff(state, request);
  }

  /** The same turn with the words of an answer service in place of the menu. */
  public Answered answeredBy(Answered menu, ZobotRequest request, String said) {
    return with(menu.state().audience()).answeredBy(menu, request, said);
  }

  /** The same turn for words to which no answer is sure: the menu says so. */
  Answered unsure(Answered menu, ZobotRequest request) {
    return with(menu.state().audience()).unsure(menu, request);
  }

  /** One version of the tables for the whole of a call. */
  private LocalDialogue with(Audience audience) {
    return with(audience, ChatStand.SETTLED);
  }

  private LocalDialogue with(Audience audience, ChatStand chat) {
    return new LocalDialogue(
        settings,
        texts.in(audience.language()),
        keywords.get().bot(),
        words,
        reception,
        departments,
        clock,
        chat);
  }
}
