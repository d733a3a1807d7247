package dev.handoff.zoho;

import java.time.Duration;

/**
 * The gateway itself held the call back, and nothing was sent: the host fails, asked for a pause,
 * has all the calls it may have, or its credits run low. The wait uses up no attempt.
 */
public final class ZohoNotAsked extends ZohoUnavailable {

  private final Duration pause;

  public ZohoNotAsked(String code, String message, Duration pause) {
    super(code, message, pause);
    this.pause = pause;
  }

  /** When to come again; different for each, so that not all come at once. */
  public Duration pause() {
    return pause;
  }
}
