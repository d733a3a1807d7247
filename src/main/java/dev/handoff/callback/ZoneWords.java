package dev.handoff.callback;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds a zone said next to a time of day, such as "3 pm EST" or "15:00 UTC+2". */
final class ZoneWords {

  private static final Map<String, String> ZONES =
      Map.ofEntries(
          Map.entry("utc", "UTC"),
          Map.entry("gmt", "UTC"),
          Map.entry("est", "America/New_York"),
          Map.entry("edt", "America/New_York"),
          Map.entry("cst", "America/Chicago"),
          Map.entry("cdt", "America/Chicago"),
          Map.entry("mst", "America/Denver"),
          Map.entry("mdt", "America/Denver"),
          Map.entry("pst", "America/Los_Angeles"),
          Map.entry("pdt", "America/Los_Angeles"),
          Map.entry("eastern", "America/New_York"),
          Map.entry("central", "America/Chicago"),
          Map.entry("mountain", "America/Denver"),
          Map.entry("pacific", "America/Los_Angeles"),
          Map.entry("bst", "Europe/London"),
          Map.entry("cet", "Europe/Berlin"),
          Map.entry("cest", "Europe/Berlin"),
          Map.entry("mez", "Europe/Berlin"),
          Map.entry("ist", "Asia/Kolkata"));

  private static final Pattern ZONE =
      Pattern.compile(
          "(?<=\\d ?(?:am|pm|a\\.m\\.|p\\.m\\.|o'clock)? ?\\(?)(?:(?:utc|gmt) ?([+-]\\d{1,2}(?::?[0-5]0)?)(?!\\d)|("
              + "utc|gmt|est|edt|cst|cdt|mst|mdt|pst|pdt|eastern|central|mountain|pacific|bst|cet|cest|mez|ist)(?!\\p{L}))");

  private ZoneWords() {}

  static Optional<ZoneId> find(Remaining text, Hints hints) {
    return text.take(ZONE)
        .flatMap(m -> m.group(1) == null ? named(m.group(2), hints) : offset(m.group(1)));
  }

  private static Optional<ZoneId> named(String word, Hints hints) {
    // "15h est" is French for "3 pm is", not a zone.
    boolean verb = word.equals("est") && hints.locale().getLanguage().equals("fr");
    return verb ? Optional.empty() : Optional.of(ZoneId.of(ZONES.getOrDefault(word, "UTC")));
  }

  private static Optional<ZoneId> offset(String written) {
    String sign = written.substring(0, 1);
    String digits = written.substring(1).replace(":", "");
    String hours = digits.length() > 2 ? digits.substring(0, digits.length() - 2) : digits;
    String minutes = digits.length() > 2 ? digits.substring(digits.length() - 2) : "00";
    try {
      return Optional.of(
          ZoneOffset.of(sign + (hours.length() == 1 ? "0" + hours : hours) + ":" + minutes));
    } catch (DateTimeException tooFarFromUtc) {
      return Optional.empty();
    }
  }
}
