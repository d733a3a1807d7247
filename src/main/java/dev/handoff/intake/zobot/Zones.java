package dev.handoff.intake.zobot;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Time zones as SalesIQ may spell them: {@code Europe/Berlin}, {@code (GMT +5:30) ...}. */
final class Zones {

  private static final Pattern REGION = Pattern.compile("[A-Za-z]+(?:/[A-Za-z0-9_+-]+){1,2}");
  private static final Pattern OFFSET =
      Pattern.compile("(?:GMT|UTC)?\\s*([+-])\\s*(\\d{1,2}):?(\\d{2})?");

  private Zones() {}

  /** The zone those words name, or null. */
  static @Nullable ZoneId read(@Nullable String words) {
    if (words == null || words.length() > 200) {
      return null;
    }
    ZoneId plain = zone(words.strip());
    if (plain != null) {
      return plain;
    }
    Matcher region = REGION.matcher(words);
    ZoneId named = region.find() ? zone(region.group()) : null;
    return named == null ? offset(words) : named;
  }

  /** The same zone under a name a visitor understands: {@code UTC+05:30} for {@code +05:30}. */
  static ZoneId named(ZoneId zone) {
    return zone instanceof ZoneOffset offset ? ZoneId.ofOffset("UTC", offset) : zone;
  }

  private static @Nullable ZoneId offset(String words) {
    Matcher offset = OFFSET.matcher(words);
    if (!offset.find()) {
      return null;
    }
    int sign = offset.group(1).equals("-") ? -1 : 1;
    int hours = Integer.parseInt(offset.group(2));
    int minutes = offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3));
    try {
      return named(ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes));
    } catch (DateTimeException outOfRange) {
      return null;
    }
  }

  private static @Nullable ZoneId zone(String id) {
    try {
      return named(ZoneId.of(id));
    } catch (DateTimeException unknown) {
      return null;
    }
  }
}
