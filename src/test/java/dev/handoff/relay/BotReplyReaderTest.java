package dev.handoff.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.handoff.testing.TestClock;
import dev.handoff.zoho.Departure;
import dev.handoff.zoho.MissedDepartureException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a platform's answer means. */
class BotReplyReaderTest {

  /** Its time is 2026-02-03T19:05:40.123456Z. */
  private final BotReplyReader reader = new BotReplyReader(new TestClock());

  private BotCallFailedException failure(Object body, Integer status, String retryAfter) {
    return catchThrowableOfType(
        BotCallFailedException.class, () -> reader.require(body, status, retryAfter));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void anySuccessIsTaken(int status) {
    assertThatNoException().isThrownBy(() -> reader.require("anything", status, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 199, 300, 301, 302, 307, 400, 401, 404, 409, 422, 500, 502})
  void anythingElseIsNotAndAsksForNothing(int status) {
    BotCallFailedException failure = failure("secret words", status, "60");

    assertThat(failure.code()).isEqualTo("http_" + status);
    assertThat(failure.asked()).isNull();
    assertThat(failure.isGone()).isFalse();
    assertThat(failure.getMessage()).doesNotContain("secret");
  }

  @Test
  void goneIsGone() {
    assertThat(failure("", 410, null).isGone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "429, 120, PT2M",
    "503, ' 7 ', PT7S",
    "503, 0, PT0S",
    "503, 999999999999999, PT8760H",
    "503, 99999999999999999999999, ",
    "503, -5, ",
    "503, soon, ",
    "429, 'Tue, 03 Feb 2026 19:06:40 GMT', PT59.876544S",
    "429, 'Tue, 03 Feb 2026 19:00:00 GMT', PT0S",
    "429, , "
  })
  void aPauseIsReadAsSecondsOrAsAMoment(int status, String retryAfter, Duration asked) {
    assertThat(failure("", status, retryAfter).asked()).isEqualTo(asked);
  }

  @Test
  void whatANodeThatStoodStillDidNotSendSaysSo() {
    Departure missed = new Departure(0, 0, Duration.ofSeconds(1));

    assertThat(failure(new IOException(new MissedDepartureException(missed)), null, null).code())
        .isEqualTo("not_sent");
  }

  @Test
  void noAnswerSaysWhy() {
    assertThat(failure(new SocketTimeoutException("secret"), null, null).code())
        .isEqualTo("timeout");
    assertThat(failure(new ConnectException("secret"), null, null))
        .hasMessage("the host refuses connections")
        .extracting(BotCallFailedException::code)
        .isEqualTo("connection_refused");
  }
}
