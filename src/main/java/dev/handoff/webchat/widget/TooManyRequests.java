package dev.handoff.webchat.widget;

/** Somebody asks more than is allowed; the same request may be sent again after a while. */
final class TooManyRequests extends RuntimeException {

  private final long seconds;

  TooManyRequests(long seconds) {
    super("Too many requests. Send the same request again in " + seconds + " s.");
    this.seconds = seconds;
  }

  long seconds() {
    return seconds;
  }
}
