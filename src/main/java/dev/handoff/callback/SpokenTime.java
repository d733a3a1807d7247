package dev.handoff.callback;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells a time so that nobody can misread it: weekday, month as a word, year, time of day, zone.
 * For example {@code Saturday, 28 November 2026, 15:30 (Europe/Berlin, UTC+1)}.
 */
public final class SpokenTime {

  private static final Locale ENGLISH = Locale.UK;

  private SpokenTime() {}

  /**
   * The time in its own zone and in the visitor's language, with am and pm in American English;
   * English when the language is unknown. Never throws.
   *
   * @param language a BCP 47 tag
   */
  public static String of(ZonedDateTime at, @Nullable String language) {
    Locale locale = new Hints(at.getZone(), language, null).locale();
    String day = day(locale).format(at);
    String time =
        (isAmerican(locale) ? pattern("h:mm a", Locale.US) : pattern("HH:mm", locale)).format(at);
    return spaces(day + ", " + time + " (" + zone(at) + ")");
  }

  /** A day without its time, spelled as in {@link #of(ZonedDateTime, String)}. */
  public static String of(LocalDate date, @Nullable String language) {
    return spaces(day(new Hints(ZoneOffset.UTC, language, null).locale()).format(date));
  }

  private static DateTimeFormatter day(Locale locale) {
    if (isAmerican(locale)) {
      return pattern("EEEE, MMMM d, uuuu", Locale.US);
    }
    if (locale.getLanguage().isEmpty() || locale.getLanguage().equals("en")) {
      return pattern("EEEE, d MMMM uuuu", ENGLISH);
    }
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale);
  }

  private static DateTimeFormatter pattern(String pattern, Locale locale) {
    return DateTimeFormatter.ofPattern(pattern, locale);
  }

  private static boolean isAmerican(Locale locale) {
    return locale.getLanguage().equals("en") && locale.getCountry().equals("US");
  }

  private static String zone(ZonedDateTime at) {
    ZoneId zone = at.getZone();
    String offset = offset(at.getOffset());
    boolean onlyOffset = zone.normalized() instanceof ZoneOffset;
    return onlyOffset ? offset : zone.getId() + ", " + offset;
  }

  /** UTC+1, UTC+5:30 or UTC. */
  private static String offset(ZoneOffset offset) {
    if (offset.equals(ZoneOffset.UTC)) {
      return "UTC";
    }
    return "UTC" + offset.getId().replaceFirst("^([+-])0", "$1").replaceFirst(":00$", "");
  }

  /** Some languages use special spaces that chat windows break or show as boxes. */
  private static String spaces(String text) {
    return text.replace('\u00a0', ' ').replace('\u202f', ' ');
  }
}
