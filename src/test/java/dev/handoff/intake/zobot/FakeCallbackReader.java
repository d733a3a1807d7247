package dev.handoff.intake.zobot;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows "tomorrow", "yesterday", "next year", "3/4 15:30" and "3 PM"; just enough for a talk. */
final class FakeCallbackReader implements CallbackReader {

  private static final Pattern PHONE = Pattern.compile("\\+?\\d[\\d ]{4,}\\d");
  private static final Pattern HOUR = Pattern.compile("(?i)\\b(\\d{1,2})(?: ?([ap])m|:00)\\b");
  private static final Pattern BARE_HOUR = Pattern.compile("\\s*(\\d{1,2})\\s*");

  @Override
  public Reading read(String text, Hints hints) {
    Matcher phone = PHONE.matcher(text);
    boolean found = phone.find();
    String rest = found ? text.replace(phone.group(), "") : text;
    return new Reading(found ? phone(phone.group()) : new PhoneFinding.None(), time(rest, hints));
  }

  @Override
  public String describe(Instant at, ZoneId zone, @Nullable String language) {
    return DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH).format(at.atZone(zone))
        + " "
        + zone.getId();
  }

  @Override
  public String describe(LocalDate date, @Nullable String language) {
    return date.toString();
  }

  private static PhoneFinding phone(String number) {
    String digits = number.replaceAll("\\D", "");
    if (digits.length() < 7) {
      return new PhoneFinding.TooShort();
    }
    return digits.length() > 15 ? new PhoneFinding.TooLong() : new PhoneFinding.Found("+" + digits);
  }

  private static TimeFinding time(String text, Hints hints) {
    ZonedDateTime now = hints.now().atZone(hints.zone());
    if (text.contains("next year")) {
      return new TimeFinding.TooFar(hints.now().plus(Duration.ofDays(400)));
    }
    if (text.contains("3/4 15:30")) {
      ZonedDateTime march = ZonedDateTime.of(2027, 3, 4, 15, 30, 0, 0, hints.zone());
      return new TimeFinding.Ambiguous(
          List.of(march.toInstant(), march.withMonth(4).withDayOfMonth(3).toInstant()));
    }
    LocalDate date = hints.date();
    if (text.contains("tomorrow")) {
      date = now.toLocalDate().plusDays(1);
    } else if (text.contains("yesterday")) {
      date = now.toLocalDate().minusDays(1);
    }
    if (date == null) {
      return new TimeFinding.None();
    }
    Integer hour = hour(text, hints);
    if (hour == null) {
      return date.equals(hints.date()) ? new TimeFinding.None() : new TimeFinding.DateOnly(date);
    }
    Instant at = date.atTime(LocalTime.of(hour, 0)).atZone(hints.zone()).toInstant();
    return at.isAfter(hints.now()) ? new TimeFinding.Found(at) : new TimeFinding.Past(at);
  }

  private static @Nullable Integer hour(String text, Hints hints) {
    Matcher hour = HOUR.matcher(text);
    if (hour.find()) {
      boolean afternoon = "p".equalsIgnoreCase(hour.group(2));
      return Integer.parseInt(hour.group(1)) % 24 + (afternoon ? 12 : 0);
    }
    Matcher bare = BARE_HOUR.matcher(text);
    return hints.date() != null && bare.matches() ? Integer.parseInt(bare.group(1)) + 12 : null;
  }
}
