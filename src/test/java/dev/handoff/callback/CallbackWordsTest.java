package dev.handoff.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CallbackWordsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant FRIDAY = Instant.parse("2026-11-20T09:07:00Z");
  private static final CallbackWords WORDS = at(FRIDAY);

  @ParameterizedTest(name = "{0} ({1}) -> {2}")
  @CsvFileSource(resources = "times.csv", delimiter = '|', quoteCharacter = '"', numLinesToSkip = 3)
  void understandsTimes(String said, String language, String understood) {
    Reading reading = WORDS.read(said, new Hints(BERLIN, language, null));

    assertThat(Told.time(reading.time())).isEqualTo(understood);
    assertThat(reading.phone()).isEqualTo(new PhoneReading.None());
  }

  @ParameterizedTest(name = "{0} ({1}, {2}) -> {3}")
  @CsvFileSource(
      resources = "phones.csv",
      delimiter = '|',
      quoteCharacter = '"',
      numLinesToSkip = 2)
  void understandsPhones(String said, String language, String country, String understood) {
    Reading reading = WORDS.read(said, new Hints(BERLIN, language, country));

    assertThat(Told.phone(reading.phone())).isEqualTo(understood);
  }

  @ParameterizedTest(name = "{0} -> {1}, {2}")
  @CsvFileSource(resources = "both.csv", delimiter = '|', quoteCharacter = '"', numLinesToSkip = 2)
  void understandsBothInOneMessage(String said, String phone, String time) {
    Reading reading = WORDS.read(said, new Hints(BERLIN, "en", "US"));

    assertThat(Told.phone(reading.phone())).isEqualTo(phone);
    // Country US reads dates month first; none of these dates is open.
    assertThat(Told.time(reading.time())).isEqualTo(time);
  }

  @ParameterizedTest(name = "{2} at {0} in {1} -> {3}")
  @CsvFileSource(
      resources = "rolling.csv",
      delimiter = '|',
      quoteCharacter = '"',
      numLinesToSkip = 2)
  void movesPastTimesAndKeepsToTheZone(Instant now, ZoneId zone, String said, String understood) {
    Reading reading = at(now).read(said, new Hints(zone, "en", null));

    assertThat(Told.timeWithOffset(reading.time())).isEqualTo(understood);
  }

  @ParameterizedTest(name = "{0}, then {1} -> {2}")
  @CsvFileSource(
      resources = "answers.csv",
      delimiter = '|',
      quoteCharacter = '"',
      numLinesToSkip = 2)
  void understandsAnswers(String first, String then, String understood) {
    Hints hints = new Hints(BERLIN, "en", null);
    TimeReading before = WORDS.read(first, hints).time();

    Reading reading = WORDS.read(then, hints, before);

    assertThat(Told.time(reading.time())).isEqualTo(understood);
  }

  @Test
  void takesTheCountryOfANumberFromTheZoneWhenNothingElseIsKnown() {
    Reading reading = WORDS.read("0170 1234567", new Hints(BERLIN, null, null));

    assertThat(reading.phone()).isEqualTo(new PhoneReading.Found("+491701234567"));
  }

  @Test
  void keepsTheDigitsWhenNoCountryIsKnown() {
    Reading reading = WORDS.read("0170 1234567", new Hints(ZoneOffset.UTC, "en", null));

    assertThat(reading.phone()).isEqualTo(new PhoneReading.Found("01701234567"));
  }

  @Test
  void seesThroughHiddenCharacters() {
    Reading reading =
        WORDS.read(
            "\u202e\u200f+49\u00a0170\u200b1234567\u0000, to\u200dmorrow\u2009at\u202f3 PM\u2069",
            new Hints(BERLIN, "en", null));

    assertThat(reading.phone()).isEqualTo(new PhoneReading.Found("+491701234567"));
    assertThat(Told.time(reading.time())).isEqualTo("2026-11-21 15:00");
  }

  @Test
  void readsOnlyTheStartOfALongMessage() {
    Reading reading =
        WORDS.read("x ".repeat(600) + "5550109999 at 3pm", new Hints(BERLIN, "en", "US"));

    assertThat(reading).isEqualTo(new Reading(new PhoneReading.None(), new TimeReading.None()));
  }

  @Test
  void showsNoNumberInItsText() {
    Reading reading = WORDS.read("5550109999", new Hints(BERLIN, "en", "US"));

    assertThat(reading.toString()).doesNotContain("5550109999");
  }

  @Test
  void readsTheSameWhateverTheMachinesZoneAndLocale() {
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Locale.setDefault(new Locale("ar", "EG"));

      assertThat(time("tomorrow at 3 PM")).isEqualTo("2026-11-21 15:00");
      assertThat(time("in 3 days at 3 PM")).isEqualTo("2026-11-23 15:00");
      assertThat(time("tomorrow at half past three pm")).isEqualTo("2026-11-21 15:30");
      assertThat(time("a week from sunday at 3 PM")).isEqualTo("2026-11-29 15:00");
      assertThat(time("Saturday next week at 3 PM")).isEqualTo("2026-11-28 15:00");
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  @Test
  void readsForManyAtOnce() {
    List<String> read =
        IntStream.range(0, 2_000)
            .parallel()
            .mapToObj(n -> n % 28 + 1)
            .map(day -> time("in " + day + " days at 3 PM"))
            .distinct()
            .sorted()
            .toList();

    assertThat(read).hasSize(28).startsWith("2026-11-21 15:00").endsWith("2026-12-18 15:00");
  }

  @Test
  void refusesANegativeWait() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CallbackWords(Clock.systemUTC(), Duration.ofMinutes(-1)))
        .withMessage("soonest: PT-1M (expected: zero or more)");
  }

  private static String time(String said) {
    return Told.time(WORDS.read(said, new Hints(BERLIN, "en", null)).time());
  }

  private static CallbackWords at(Instant now) {
    return new CallbackWords(Clock.fixed(now, ZoneOffset.UTC), Duration.ofMinutes(5));
  }
}
