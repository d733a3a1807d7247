package dev.handoff.callback;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the visitor besides the words, used to settle what the words leave open.
 *
 * @param zone the zone the visitor's clock shows
 * @param language a BCP 47 tag such as {@code de} or {@code en-US}
 * @param country an ISO 3166 code of two letters such as {@code DE}
 */
public record Hints(ZoneId zone, @Nullable String language, @Nullable String country) {

  private static final Set<String> HALF_DAY_LANGUAGES =
      Set.of("", "en", "hi", "bn", "ur", "ar", "ko", "fil");

  /**
   * Hints from what a channel sent, whatever it is: an unknown or missing zone becomes {@code
   * otherwise}. Never throws.
   */
  public static Hints of(
      @Nullable String zone,
      @Nullable String language,
      @Nullable String country,
      ZoneId otherwise) {
    return new Hints(zoneOr(zone, otherwise), language, country);
  }

  private static ZoneId zoneOr(@Nullable String zone, ZoneId otherwise) {
    if (zone == null || zone.isBlank()) {
      return otherwise;
    }
    try {
      return ZoneId.of(zone.strip());
    } catch (DateTimeException unknown) {
      return otherwise;
    }
  }

  /** The language tag as a locale; the root locale when unknown. */
  Locale locale() {
    return language == null
        ? Locale.ROOT
        : Locale.forLanguageTag(language.strip().replace('_', '-'));
  }

  /** Whether people of the language mostly say 3 PM rather than 15:00; so when unknown. */
  boolean countsHoursToTwelve() {
    return HALF_DAY_LANGUAGES.contains(locale().getLanguage());
  }

  /** The country given, else the one in the language tag; empty when unknown. */
  String knownCountry() {
    if (country != null && country.strip().length() == 2) {
      return country.strip().toUpperCase(Locale.ROOT);
    }
    return locale().getCountry();
  }
}
