package dev.handoff.sandbox;

/** Ends the handling of a request early with the answer that says why. */
final class Refusal extends RuntimeException {

  private final transient Answer answer;

  Refusal(Answer answer) {
    super("refused with status " + answer.status(), null, false, false);
    this.answer = answer;
  }

  Answer answer() {
    return answer;
  }
}
