package dev.handoff.intake.zobot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the dialogue needs to know of phones and times in a visitor's words. Must not throw. */
public interface CallbackReader {

  /** Finds a phone number and a time in the text, each on its own. */
  Reading read(String text, Hints hints);

  /** A moment as the visitor would say it, with date, time and zone. */
  String describe(Instant at, ZoneId zone, @Nullable String language);

  /** A day as the visitor would say it. */
  String describe(LocalDate date, @Nullable String language);

  /**
   * What helps to understand the text.
   *
   * @param country two letters, for numbers without a country code
   * @param date a day the visitor already named, waiting for its time
   * @param choices moments the visitor is asked to choose from
   */
  record Hints(
      Instant now,
      ZoneId zone,
      @Nullable String country,
      @Nullable String language,
      @Nullable LocalDate date,
      List<Instant> choices) {}

  /** Both findings of one text. */
  record Reading(PhoneFinding phone, TimeFinding time) {

    /** Whether the text holds neither a phone nor a time, right or wrong. */
    boolean isEmpty() {
      return phone instanceof PhoneFinding.None && time instanceof TimeFinding.None;
    }
  }

  /** What the text says about a phone number. */
  sealed interface PhoneFinding {
    record Found(String number) implements PhoneFinding {}

    record None() implements PhoneFinding {}

    record TooShort() implements PhoneFinding {}

    record TooLong() implements PhoneFinding {}
  }

  /** What the text says about a time. */
  sealed interface TimeFinding {
    record Found(Instant at) implements TimeFinding {}

    record None() implements TimeFinding {}

    /** A day without a time of day. */
    record DateOnly(LocalDate date) implements TimeFinding {}

    /** Several moments fit; earliest first. */
    record Ambiguous(List<Instant> choices) implements TimeFinding {}

    record Past(Instant at) implements TimeFinding {}

    record TooFar(Instant at) implements TimeFinding {}
  }
}
