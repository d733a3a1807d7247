package dev.handoff.matrix;

/** What is to become of a handoff, by call and trouble: the contract's section 6, cell by cell. */
final class Rules {

  private Rules() {}

  static Fate of(Call call, Trouble trouble) {
    boolean creates = call.creates();
    return switch (trouble.meaning()) {
      case TOKEN -> Fate.RESENT;
      case NOT_DONE -> Fate.RETRIED;
      case TOLD_TO_WAIT -> Fate.WAITED;
      case UNCLEAR -> creates ? Fate.MADE : Fate.RETRIED;
      case UNCLEAR_TOLD -> creates ? Fate.WAITED_AND_MADE : Fate.WAITED;
      case UNCLEAR_DONE -> creates ? Fate.FOUND : Fate.RETRIED;
      case REFUSED -> refused(call);
      case UNKNOWN -> namesAContact(call) ? Fate.ANEW : refused(call);
      case DUPLICATE -> Fate.RESOLVED;
    };
  }

  private static boolean namesAContact(Call call) {
    return call == Call.TICKET_CREATE || call == Call.CALL_CREATE;
  }

  private static Fate refused(Call call) {
    return switch (call.role) {
      case QUESTION, CREATE -> Fate.PARKED;
      case LOOK_UP -> Fate.UNCLEAR;
      case EXTRA, EXTRA_CREATE, EXTRA_LOOK_UP -> Fate.NOTED;
    };
  }
}
