package dev.handoff.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherNumbersTest {

  private static final Hints HINTS = new Hints(ZoneId.of("Europe/Berlin"), "en", "DE");
  private final CallbackWords words =
      new CallbackWords(
          Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC),
          Duration.ofMinutes(5));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my order number is 123456789, call me tomorrow 3pm",
        "Order #123456789 is late",
        "invoice no. 1234567890",
        "Ticket 12345678"
      })
  void aNumberThatNamesSomethingElseIsNoPhone(String text) {
    assertThat(words.read(text, HINTS).phone()).isInstanceOf(PhoneReading.None.class);
  }

  @Test
  void aPhoneBesideAnOrderIsStillFound() {
    assertThat(words.read("order 123456789, my number is +49 170 1234567", HINTS).phone())
        .isEqualTo(new PhoneReading.Found("+491701234567"));
  }

  @Test
  void wheneverIsNoTimeToCall() {
    assertThat(words.read("whenever", HINTS).time()).isInstanceOf(TimeReading.None.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1795881000", "1795881000000", "my order is 1795881000000"})
  void aLongNumberIsNoTimeToCall(String text) {
    assertThat(words.read(text, HINTS).time()).isInstanceOf(TimeReading.None.class);
  }
}
