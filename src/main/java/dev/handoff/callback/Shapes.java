package dev.handoff.callback;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How dates and times are written in digits, as opposed to phone numbers. */
final class Shapes {

  static final String MONTH =
      "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?!\\p{L})\\.?";

  private static final String DAY = "(?:0?[1-9]|[12]\\d|3[01])";

  private static final List<Pattern> DATES_AND_TIMES =
      List.of(
          Pattern.compile(
              "(?<![\\d+])\\d{4}[-/]\\d{1,2}[-/]\\d{1,2}(?!\\d)"
                  + "(?:[t ]+\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?: ?(?:z|[+-]\\d{2}:?\\d{2})(?!\\d))?)?"),
          Pattern.compile(
              "(?<![\\d+])20\\d{2}(?:0[1-9]|1[0-2])" + "(?:0[1-9]|[12]\\d|3[01])(?!\\d)"),
          Pattern.compile(
              "(?<!\\d)\\d{1,2}(?:[.:h]\\d{2})? ?(?:[ap]\\.? ?m(?!\\p{L})|uhr|o'clock|h(?![\\p{L}\\d])|h\\d{2}(?!\\d))"),
          Pattern.compile("(?<!\\d)\\d{1,2}:\\d{2}(?::\\d{2})?(?!\\d)"),
          Pattern.compile(
              "(?<![\\d./+(-])"
                  + DAY
                  + "([/.-])"
                  + DAY
                  + "(?!\\d)(?:\\1(?:19|20)?\\d{2})?(?![./-]?\\d)"),
          Pattern.compile(
              "(?<!\\d)(?:\\d{1,2}(?:st|nd|rd|th)?\\.? (?:of )?)?"
                  + MONTH
                  + "(?: (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?!\\d))?(?:,? (?:19|20)\\d{2}(?!\\d))?"),
          Pattern.compile("(?<!\\d)\\d{1,2}(?:st|nd|rd|th)(?!\\p{L})"),
          Pattern.compile("(?:at|around|by|@) \\d{1,2}(?= \\+?\\(?\\d{3})"),
          // An address is neither a number nor a time, whatever digits it has.
          Pattern.compile(
              "[^\\s@]{1,64}@[^\\s@]{1,100}\\.[^\\s@]{1,20}|(?:\\w{2,10}://|www\\.)\\S*"));

  private Shapes() {}

  /** The same text, of the same length, without the digits of dates, times and addresses. */
  static String hideDatesAndTimes(String text) {
    String result = text;
    for (Pattern shape : DATES_AND_TIMES) {
      result =
          shape
              .matcher(result)
              .replaceAll(found -> Matcher.quoteReplacement("#".repeat(found.group().length())));
    }
    return result;
  }
}
