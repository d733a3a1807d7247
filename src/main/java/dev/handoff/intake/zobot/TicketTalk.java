package dev.handoff.intake.zobot;

import dev.handoff.intake.EmailAddresses;

/** The way to a ticket: an e-mail address, and no more (contract section 4.1). */
final class TicketTalk {

  private final DialogueTexts.Ticket texts;
  private final Speech speech;
  private final OrderDesk orders;
  private final int maxAsks;

  TicketTalk(DialogueTexts.Ticket texts, Speech speech, OrderDesk orders, int maxAsks) {
    this.texts = texts;
    this.speech = speech;
    this.orders = orders;
    this.maxAsks = maxAsks;
  }

  /** Orders the ticket if an address is known, else asks for one. */
  DialogueTurn begin(DialogueState state, ZobotRequest request) {
    String typed = EmailAddresses.find(request.text());
    DialogueState known = typed == null ? state : state.reachedAt(typed);
    String email = known.visitor().email();
    return email == null
        ? ask(known, request, texts.askEmail())
        : orders.ticket(known, request, email);
  }

  /** Whether the message holds the address that was asked for. */
  boolean isAnswer(ZobotRequest request) {
    return EmailAddresses.find(request.text()) != null;
  }

  DialogueTurn heard(DialogueState state, ZobotRequest request) {
    String email = EmailAddresses.find(request.text());
    boolean isAnAnswer = state.wish().words() != null;
    return begin(
        email == null || isAnAnswer ? state : saying(state, request.text(), email), request);
  }

  /**
   * The first words about the matter, without the address: the contact at Desk has it. What comes
   * with an answer to the question stands in the transcript.
   */
  private static DialogueState saying(DialogueState state, String text, String email) {
    String rest = text.replace(email, " ").replaceAll("\\s+", " ").strip();
    return state.with(state.wish().saying(rest));
  }

  /** Says what was wrong and asks once more. */
  DialogueTurn askAgain(DialogueState state, ZobotRequest request) {
    String problem =
        EmailAddresses.isAttempted(request.text()) ? texts.badEmail() : texts.noEmail();
    return ask(state, request, problem + " " + texts.askEmail());
  }

  /** Asks, unless it was asked often enough: then the menu is the way out. */
  private DialogueTurn ask(DialogueState state, ZobotRequest request, String text) {
    if (state.stage() == Stage.TICKET_EMAIL && state.asks() >= maxAsks) {
      ZobotAnswer menu = speech.menu(state.audience(), texts.gaveUp());
      return Answers.answered(state.at(Stage.MENU), request, menu);
    }
    return Answers.answered(state.asking(Stage.TICKET_EMAIL), request, speech.say(text));
  }
}
