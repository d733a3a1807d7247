package dev.handoff.relay;

import dev.handoff.zoho.ConnectionFailure;
import dev.handoff.zoho.MissedDepartureException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether the platform took it: any 2xx says so. What else it says is not kept, since nobody knows
 * what is in it.
 */
@Component
public final class BotReplyReader {

  private static final int GONE = 410;
  private static final Set<Integer> WAIT = Set.of(429, 503);
  private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

  private final Clock clock;

  public BotReplyReader(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param body the exception that came instead of an answer, or anything
   * @throws BotCallFailedException when it was not taken, or perhaps not
   */
  public void require(
      @Body @Nullable Object body,
      @Header(Exchange.HTTP_RESPONSE_CODE) @Nullable Integer status,
      @Header("Retry-After") @Nullable String retryAfter) {
    if (body instanceof Throwable failure) {
      if (MissedDepartureException.isBehind(failure)) {
        throw new BotCallFailedException(
            "not_sent", "this node stood still, so nothing was sent", null, false);
      }
      ConnectionFailure why = ConnectionFailure.of(failure);
      throw new BotCallFailedException(why.code(), why.words(), null, false);
    }
    int code = status == null ? 0 : status;
    if (code < 200 || code > 299) {
      throw new BotCallFailedException(
          "http_" + code,
          "answered " + code + (code / 100 == 3 ? ", and redirects are not followed" : ""),
          WAIT.contains(code) ? asked(retryAfter) : null,
          code == GONE);
    }
  }

  /** Seconds, or a moment (RFC 9110, 10.2.3). */
  private @Nullable Duration asked(@Nullable String retryAfter) {
    if (retryAfter == null) {
      return null;
    }
    String text = retryAfter.strip();
    if (text.matches("[0-9]{1,18}")) {
      return Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST_SECONDS));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration pause = Duration.between(clock.instant(), until);
      return pause.isNegative() ? Duration.ZERO : pause;
    } catch (DateTimeException unreadable) {
      return null;
    }
  }
}
