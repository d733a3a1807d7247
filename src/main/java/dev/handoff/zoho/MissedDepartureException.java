package dev.handoff.zoho;

import java.io.IOException;

/** The request was held back at the last moment; nothing of it was sent. */
public final class MissedDepartureException extends IOException {

  public MissedDepartureException(Departure departure) {
    super("not sent: more than " + departure.limit() + " after it was written down");
  }
}
