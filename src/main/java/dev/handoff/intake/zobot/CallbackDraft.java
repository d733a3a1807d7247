package dev.handoff.intake.zobot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.handoff.callback.PhoneReading;
import dev.handoff.callback.Reading;
import dev.handoff.callback.TimeReading;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A callback as far as it is known. Of its time, one form at most is set.
 *
 * @param at the moment of the call
 * @param date a day that still lacks its time
 * @param days days among which the visitor was asked to choose
 * @param choices moments among which the visitor was asked to choose
 * @param words what the visitor wrote while arranging it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CallbackDraft(
    @Nullable String phone,
    @Nullable Instant at,
    @Nullable LocalDate date,
    List<LocalDate> days,
    List<Instant> choices,
    @Nullable String words) {

  static final CallbackDraft EMPTY =
      new CallbackDraft(null, null, null, List.of(), List.of(), null);

  CallbackDraft {
    days = days == null ? List.of() : List.copyOf(days);
    choices = choices == null ? List.of() : List.copyOf(choices);
  }

  /** The draft to begin with: the number stays known, everything else is asked anew. */
  CallbackDraft restarted() {
    return EMPTY.calling(phone);
  }

  /** The time as it was read, for reading on. */
  TimeReading time(ZoneId zone) {
    if (at != null) {
      return new TimeReading.Found(at.atZone(zone));
    }
    if (date != null) {
      return new TimeReading.DateOnly(date);
    }
    if (!days.isEmpty()) {
      return new TimeReading.AmbiguousDate(days);
    }
    return choices.isEmpty()
        ? new TimeReading.None()
        : new TimeReading.Ambiguous(choices.stream().map(each -> each.atZone(zone)).toList());
  }

  /** The draft with what was read; what cannot be met takes back what was known before. */
  CallbackDraft with(Reading reading) {
    return calling(number(reading.phone())).with(reading.time());
  }

  CallbackDraft calling(@Nullable String number) {
    return new CallbackDraft(number, at, date, days, choices, words);
  }

  CallbackDraft saying(String text) {
    return new CallbackDraft(phone, at, date, days, choices, Wish.append(words, text));
  }

  /** How much is missing; less after each good answer. */
  int missing() {
    int number = phone == null ? 1 : 0;
    if (at != null) {
      return number;
    }
    if (!choices.isEmpty()) {
      return number + 1;
    }
    return number + (date != null ? 2 : days.isEmpty() ? 4 : 3);
  }

  private @Nullable String number(PhoneReading reading) {
    if (reading instanceof PhoneReading.Found found) {
      return found.number();
    }
    return reading instanceof PhoneReading.None ? phone : null;
  }

  private CallbackDraft with(TimeReading reading) {
    CallbackDraft timeless = new CallbackDraft(phone, null, null, List.of(), List.of(), words);
    if (reading instanceof TimeReading.Found found) {
      return timeless.at(found.at().toInstant());
    }
    if (reading instanceof TimeReading.DateOnly day) {
      return new CallbackDraft(phone, null, day.date(), List.of(), List.of(), words);
    }
    if (reading instanceof TimeReading.AmbiguousDate open) {
      return new CallbackDraft(phone, null, null, open.choices(), List.of(), words);
    }
    if (reading instanceof TimeReading.Ambiguous open) {
      List<Instant> moments = open.choices().stream().map(ZonedDateTime::toInstant).toList();
      return new CallbackDraft(phone, null, null, List.of(), moments, words);
    }
    return reading instanceof TimeReading.None ? this : timeless;
  }

  private CallbackDraft at(Instant chosen) {
    return new CallbackDraft(phone, chosen, date, days, choices, words);
  }

  @Override
  public String toString() {
    return "CallbackDraft[at=" + at + ", date=" + date + "]";
  }
}
