package dev.handoff.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileWordsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T09:07:00Z");
  private static final Hints HINTS = new Hints(ZoneId.of("Europe/Berlin"), "en", null);
  private static final Duration QUICK = Duration.ofSeconds(20);

  private static final List<String> PIECES =
      List.of(
          "tomorrow",
          "monday",
          "next",
          "week",
          "in",
          "at",
          "3",
          "28/11",
          "15:30",
          "pm",
          "am",
          ":",
          "/",
          "-",
          ".",
          "+",
          "(",
          ")",
          "5550109999",
          "00",
          "half",
          "past",
          "to",
          "first",
          "of",
          "december",
          "may",
          "31",
          "february",
          "2026",
          "9999",
          "0000-00-00",
          "t",
          "z",
          "noon",
          "midnight",
          "asap",
          "utc+99",
          "est",
          "day after",
          "from",
          "a",
          "hours",
          "999",
          "minutes",
          "\u202e",
          "\ud800",
          "٣",
          "🍌",
          "\n",
          "\u0000",
          "$1",
          "\\",
          "%",
          "'",
          "<b>",
          "weekend",
          "easter",
          "24:00",
          "~",
          "the",
          "29 february",
          "12345");

  private final CallbackWords words =
      new CallbackWords(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofMinutes(5));

  @Test
  void survivesRandomMixturesOfWords() {
    Random random = new Random(20261120);
    for (int i = 0; i < 3_000; i++) {
      String text =
          IntStream.range(0, 1 + random.nextInt(14))
              .mapToObj(n -> PIECES.get(random.nextInt(PIECES.size())))
              .collect(Collectors.joining(random.nextInt(4) == 0 ? "" : " "));
      staysSensible(text);
    }
  }

  @Test
  void survivesRandomCharacters() {
    Random random = new Random(42);
    for (int i = 0; i < 1_000; i++) {
      int length = random.nextInt(60);
      String text =
          IntStream.range(0, length)
              .mapToObj(
                  n ->
                      Character.toString(
                          random.nextInt(4) == 0
                              ? random.nextInt(0x10000)
                              : 32 + random.nextInt(95)))
              .collect(Collectors.joining());
      staysSensible(text);
    }
  }

  static Stream<String> longTexts() {
    return Stream.of(
            "1",
            "1 ",
            "1/",
            "1.",
            "1:",
            "(1",
            "+1",
            "1-1 ",
            "monday next ",
            "in 3 ",
            "nov 28 ",
            "the first of ",
            "half past ",
            "at ",
            "a",
            " ",
            "\n",
            "\u0301",
            "\ufdfa",
            "<",
            "3pm ",
            "@",
            "http://",
            "x@",
            "between 3 and ",
            "28/11 15:30 ",
            "~1",
            "٣",
            "okay ",
            "please ,",
            "the 1 then ")
        .map(piece -> piece.repeat(200_000 / piece.length()));
  }

  @ParameterizedTest
  @MethodSource("longTexts")
  void answersQuicklyWhateverTheLength(String text) {
    words.read("warm up at 3pm", HINTS);

    assertTimeoutPreemptively(QUICK, () -> staysSensible(text));
  }

  private void staysSensible(String text) {
    Reading alone = words.read(text, HINTS);
    Reading later = words.read(text, HINTS, new TimeReading.DateOnly(LocalDate.of(2026, 11, 21)));
    words.read(text, HINTS, alone.time());

    Stream.of(alone, later)
        .forEach(reading -> assertThat(reading).satisfies(this::keepsItsPromise));
  }

  private void keepsItsPromise(Reading reading) {
    if (reading.phone() instanceof PhoneReading.Found found) {
      assertThat(found.number()).matches("\\+?\\d{7,15}|00\\d{7,15}");
    }
    if (reading.time() instanceof TimeReading.Found found) {
      assertThat(found.at().toInstant()).isAfter(NOW);
    }
    if (reading.time() instanceof TimeReading.Ambiguous open) {
      assertThat(open.choices()).hasSizeGreaterThan(1).doesNotHaveDuplicates().isSorted();
    }
  }
}
