package dev.handoff.intake.zobot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.handoff.intake.zobot.CallbackReader.PhoneFinding;
import dev.handoff.intake.zobot.CallbackReader.TimeFinding;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A callback as far as it is known.
 *
 * @param date a day that still lacks its time
 * @param choices moments among which the visitor was asked to choose
 * @param words what the visitor wrote while arranging it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CallbackDraft(
    @Nullable String phone,
    @Nullable Instant at,
    @Nullable LocalDate date,
    List<Instant> choices,
    @Nullable String words) {

  static final CallbackDraft EMPTY = new CallbackDraft(null, null, null, List.of(), null);

  CallbackDraft {
    choices = choices == null ? List.of() : List.copyOf(choices);
  }

  /** The draft to begin with: the number stays known, everything else is asked anew. */
  CallbackDraft restarted() {
    return new CallbackDraft(phone, null, null, List.of(), null);
  }

  CallbackDraft with(PhoneFinding finding) {
    return finding instanceof PhoneFinding.Found found
        ? new CallbackDraft(found.number(), at, date, choices, words)
        : this;
  }

  /** The draft with that time; a time that cannot be met takes an earlier one back. */
  CallbackDraft with(TimeFinding finding) {
    if (finding instanceof TimeFinding.Found found) {
      return at(found.at());
    }
    if (finding instanceof TimeFinding.DateOnly day) {
      return new CallbackDraft(phone, null, day.date(), List.of(), words);
    }
    if (finding instanceof TimeFinding.Ambiguous several) {
      return new CallbackDraft(phone, null, null, several.choices(), words);
    }
    return finding instanceof TimeFinding.None
        ? this
        : new CallbackDraft(phone, null, null, List.of(), words);
  }

  CallbackDraft at(Instant chosen) {
    return new CallbackDraft(phone, chosen, null, List.of(), words);
  }

  CallbackDraft saying(String text) {
    return new CallbackDraft(phone, at, date, choices, Wish.append(words, text));
  }

  @Override
  public String toString() {
    return "CallbackDraft[at=" + at + ", date=" + date + "]";
  }
}
