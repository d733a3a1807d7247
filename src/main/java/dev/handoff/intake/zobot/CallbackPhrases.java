package dev.handoff.intake.zobot;

import dev.handoff.callback.PhoneReading;
import dev.handoff.callback.Reading;
import dev.handoff.callback.SpokenTime;
import dev.handoff.callback.TimeReading;
import dev.handoff.handoff.CallbackRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is said about a callback: what is missing, what is wrong, what was agreed. */
final class CallbackPhrases {

  private final DialogueTexts.Callback texts;

  CallbackPhrases(DialogueTexts.Callback texts) {
    this.texts = texts;
  }

  /** Asks for all that is missing from the draft, and for nothing else. */
  String question(CallbackDraft draft, ZoneId zone, @Nullable String language) {
    String phone = draft.phone();
    Instant at = draft.at();
    LocalDate date = draft.date();
    Options options = Options.of(draft, zone, language);
    if (!options.isEmpty()) {
      String text = draft.days().isEmpty() ? texts.askChoice() : texts.askDay();
      String which = Sentence.fill(text, Map.of("choices", options.lines(), "zone", zone.getId()));
      return phone == null ? which + "\n" + texts.askPhoneToo() : which;
    }
    if (date != null) {
      String ask = phone == null ? texts.askPhoneAndTimeOfDay() : texts.askTimeOfDay();
      return Sentence.fill(
          ask, Map.of("date", SpokenTime.of(date, language), "zone", zone.getId()));
    }
    if (at != null) {
      return fill(texts.askPhone(), "when", SpokenTime.of(at.atZone(zone), language));
    }
    return phone == null
        ? fill(texts.askBoth(), "zone", zone.getId())
        : Sentence.fill(texts.askTime(), Map.of("phone", phone, "zone", zone.getId()));
  }

  /** What cannot be met of what was read; empty when all can. */
  String problem(Reading reading, @Nullable String language) {
    return Stream.of(problem(reading.phone()), problem(reading.time(), language))
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** Said to an answer that adds nothing to the draft. */
  String nothingFound(CallbackDraft draft) {
    if (!draft.choices().isEmpty() || !draft.days().isEmpty()) {
      return texts.noChoice();
    }
    if (draft.phone() != null) {
      return texts.noTime();
    }
    return draft.at() == null ? texts.nothingFound() : texts.noPhone();
  }

  String confirmed(CallbackRequest callback, @Nullable String language) {
    return agreed(texts.confirmed(), callback, language);
  }

  String alreadyBooked(CallbackRequest callback, @Nullable String language) {
    return agreed(texts.alreadyBooked(), callback, language);
  }

  String pending(CallbackRequest callback, @Nullable String language) {
    return agreed(texts.pending(), callback, language);
  }

  ZobotAnswer offerTicket(Speech speech, Audience audience) {
    return speech.yesOrNo(audience, texts.offerTicket(), Map.of());
  }

  private static String agreed(String text, CallbackRequest callback, @Nullable String language) {
    String when = SpokenTime.of(callback.startsAt().atZone(callback.timeZone()), language);
    return Sentence.fill(text, Map.of("phone", callback.phone(), "when", when));
  }

  private String problem(PhoneReading phone) {
    if (phone instanceof PhoneReading.TooShort few) {
      return fill(texts.phoneTooShort(), "seen", few.seen());
    }
    return phone instanceof PhoneReading.TooLong many
        ? fill(texts.phoneTooLong(), "seen", many.seen())
        : "";
  }

  private String problem(TimeReading time, @Nullable String language) {
    if (time instanceof TimeReading.Past past) {
      return fill(texts.past(), "when", SpokenTime.of(past.at(), language));
    }
    if (time instanceof TimeReading.Closed closed) {
      return closed(closed, language);
    }
    return time instanceof TimeReading.TooFar far
        ? fill(texts.tooFar(), "when", SpokenTime.of(far.at(), language))
        : "";
  }

  private String closed(TimeReading.Closed closed, @Nullable String language) {
    String when = SpokenTime.of(closed.at(), language);
    ZonedDateTime opens = closed.opens();
    return opens == null
        ? fill(texts.closedForLong(), "when", when)
        : Sentence.fill(
            texts.closed(), Map.of("when", when, "opens", SpokenTime.of(opens, language)));
  }

  private static String fill(String text, String name, String value) {
    return Sentence.fill(text, Map.of(name, value));
  }
}
