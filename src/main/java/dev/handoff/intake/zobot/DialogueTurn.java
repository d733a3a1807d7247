package dev.handoff.intake.zobot;

/** What follows from one call: a new state to save, and an answer or an order. */
public sealed interface DialogueTurn {

  /** To be saved before anything is answered. */
  DialogueState state();

  /** The answer to send. */
  record Answered(DialogueState state, ZobotAnswer answer, Effect effect) implements DialogueTurn {}

  /** A handoff to place; {@link Dialogue#outcome} then tells the answer. */
  record Ordered(DialogueState state, Order order) implements DialogueTurn {}

  /** What the call meant for the conversation. */
  enum Effect {
    /** The dialogue took it up. */
    ANSWERED,
    /** The words matched nothing and the menu is offered; an answer service may be tried first. */
    MENU,
    /** It belongs to the operator who has the chat: relay what was written, and say only that. */
    LEFT_ALONE,
    /** It came before and is answered as before, with no second effect. */
    REPEATED
  }
}
