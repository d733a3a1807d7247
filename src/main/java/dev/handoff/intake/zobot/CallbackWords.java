package dev.handoff.intake.zobot;

import dev.handoff.handoff.CallbackRequest;
import dev.handoff.intake.zobot.CallbackReader.PhoneFinding;
import dev.handoff.intake.zobot.CallbackReader.Reading;
import dev.handoff.intake.zobot.CallbackReader.TimeFinding;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is said about a callback: what is missing, what is wrong, what was agreed. */
final class CallbackWords {

  private final DialogueTexts.Callback texts;
  private final CallbackReader reader;

  CallbackWords(DialogueTexts.Callback texts, CallbackReader reader) {
    this.texts = texts;
    this.reader = reader;
  }

  /** Asks for all that is missing from the draft, and for nothing else. */
  String question(CallbackDraft draft, ZoneId zone, Audience audience) {
    String phone = draft.phone();
    Instant at = draft.at();
    LocalDate date = draft.date();
    if (!draft.choices().isEmpty()) {
      String which = fill(texts.askChoice(), "choices", lines(draft.choices(), zone, audience));
      return phone == null ? which + "\n" + texts.askPhoneToo() : which;
    }
    if (date != null) {
      String ask = phone == null ? texts.askPhoneAndTimeOfDay() : texts.askTimeOfDay();
      return Sentence.fill(
          ask, Map.of("date", reader.describe(date, audience.language()), "zone", zone.getId()));
    }
    if (at != null) {
      return fill(texts.askPhone(), "when", reader.describe(at, zone, audience.language()));
    }
    return phone == null
        ? fill(texts.askBoth(), "zone", zone.getId())
        : Sentence.fill(texts.askTime(), Map.of("phone", phone, "zone", zone.getId()));
  }

  /**
   * What is wrong with the message; empty when it brought something.
   *
   * @param asked whether it was meant as an answer, so that finding nothing is worth a word
   */
  String problem(
      Reading reading, CallbackDraft draft, ZoneId zone, Audience audience, boolean asked) {
    String found =
        Stream.of(problem(reading.phone()), problem(reading.time(), zone, audience))
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(" "));
    return found.isEmpty() && asked && reading.isEmpty() ? nothingIn(draft) : found;
  }

  String confirmed(CallbackRequest callback, Audience audience) {
    return agreed(texts.confirmed(), callback, audience);
  }

  String alreadyBooked(CallbackRequest callback, Audience audience) {
    return agreed(texts.alreadyBooked(), callback, audience);
  }

  String pending(CallbackRequest callback, Audience audience) {
    return agreed(texts.pending(), callback, audience);
  }

  ZobotAnswer offerTicket(Speech speech, Audience audience) {
    return speech.yesOrNo(audience, texts.offerTicket(), Map.of());
  }

  private String agreed(String text, CallbackRequest callback, Audience audience) {
    String when = reader.describe(callback.startsAt(), callback.timeZone(), audience.language());
    return Sentence.fill(text, Map.of("phone", callback.phone(), "when", when));
  }

  private String nothingIn(CallbackDraft draft) {
    if (draft.phone() != null) {
      return texts.noTime();
    }
    return draft.at() == null ? texts.nothingFound() : texts.noPhone();
  }

  private String problem(PhoneFinding finding) {
    if (finding instanceof PhoneFinding.TooShort) {
      return texts.phoneTooShort();
    }
    return finding instanceof PhoneFinding.TooLong ? texts.phoneTooLong() : "";
  }

  private String problem(TimeFinding finding, ZoneId zone, Audience audience) {
    if (finding instanceof TimeFinding.Past past) {
      return fill(texts.past(), "when", reader.describe(past.at(), zone, audience.language()));
    }
    if (finding instanceof TimeFinding.TooFar far) {
      return fill(texts.tooFar(), "when", reader.describe(far.at(), zone, audience.language()));
    }
    return "";
  }

  private String lines(List<Instant> choices, ZoneId zone, Audience audience) {
    return IntStream.range(0, choices.size())
        .mapToObj(i -> (i + 1) + ". " + reader.describe(choices.get(i), zone, audience.language()))
        .collect(Collectors.joining("\n"));
  }

  private static String fill(String text, String name, String value) {
    return Sentence.fill(text, Map.of(name, value));
  }
}
