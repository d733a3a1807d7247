package dev.handoff.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A bot platform did not take an event. */
public final class BotCallFailedException extends RuntimeException {

  private final String code;
  private final @Nullable Duration asked;
  private final boolean gone;

  /**
   * @param code what happened, such as {@code http_500} or {@code timeout}
   * @param asked the pause that the platform asked for
   * @param gone whether the platform wants nothing more
   */
  BotCallFailedException(String code, String message, @Nullable Duration asked, boolean gone) {
    super(message);
    this.code = code;
    this.asked = asked;
    this.gone = gone;
  }

  String code() {
    return code;
  }

  @Nullable Duration asked() {
    return asked;
  }

  boolean isGone() {
    return gone;
  }
}
