package dev.handoff.callback;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** English numbers and clock phrases in words, written in digits: "half past three" is "~3:30". */
final class SpokenNumbers {

  private static final List<String> HOURS =
      List.of(
          "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
          "twelve");
  private static final Map<String, Integer> MINUTES =
      Map.of(
          "five",
          5,
          "ten",
          10,
          "quarter",
          15,
          "fifteen",
          15,
          "twenty",
          20,
          "twenty-five",
          25,
          "half",
          30,
          "thirty",
          30,
          "forty",
          40,
          "forty-five",
          45);

  private static final String HOUR = "(" + String.join("|", HOURS) + "|\\d{1,2})(?![\\p{L}\\d])";
  private static final Pattern PAST_OR_TO =
      Pattern.compile(
          "(?<!\\p{L})(?:a )?(five|ten|quarter|twenty-five|twenty|half) (past|after|to|of|before) "
              + HOUR);
  private static final Pattern HOUR_MINUTE =
      Pattern.compile(
          "(?<!\\p{L})("
              + String.join("|", HOURS)
              + ")[ -](fifteen|twenty-five|twenty|thirty|forty-five|forty)(?!\\p{L})");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}-])("
              + String.join("|", HOURS)
              + "|fifteen|twenty-five|twenty|thirty|forty-five|forty)(?=$|[ ,.!?;]|o'clock)");

  private SpokenNumbers() {}

  static String inDigits(String text) {
    String clocks = PAST_OR_TO.matcher(text).replaceAll(SpokenNumbers::pastOrTo);
    String times =
        HOUR_MINUTE
            .matcher(clocks)
            .replaceAll(m -> "~" + number(m.group(1)) + ":" + MINUTES.get(m.group(2)));
    return NUMBER.matcher(times).replaceAll(m -> String.valueOf(number(m.group(1))));
  }

  private static String pastOrTo(MatchResult m) {
    int minutes = MINUTES.getOrDefault(m.group(1), 0);
    int hour = number(m.group(3));
    if (m.group(2).equals("past") || m.group(2).equals("after")) {
      return clock(hour, minutes);
    }
    return clock(hour == 1 ? 12 : hour - 1, 60 - minutes);
  }

  /** The tilde tells that the hour was spoken, so that 10:30 may be of either half of the day. */
  private static String clock(int hour, int minutes) {
    return String.format(Locale.ROOT, "~%d:%02d", hour, minutes);
  }

  private static int number(String word) {
    int hour = HOURS.indexOf(word) + 1;
    if (hour > 0) {
      return hour;
    }
    Integer minutes = MINUTES.get(word);
    return minutes != null ? minutes : Integer.parseInt(word);
  }
}
