package dev.handoff.zoho;

import java.io.IOException;

/** The request was held back at the last moment; nothing of it was sent. */
public final class MissedDepartureException extends IOException {

  private static final int DEEPEST = 20;

  public MissedDepartureException(Departure departure) {
    super("not sent: more than " + departure.limit() + " after it was written down");
  }

  /** Whether that is why. */
  public static boolean isBehind(Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure;
        cause != null && depth < DEEPEST;
        cause = cause.getCause(), depth++) {
      if (cause instanceof MissedDepartureException) {
        return true;
      }
    }
    return false;
  }
}
