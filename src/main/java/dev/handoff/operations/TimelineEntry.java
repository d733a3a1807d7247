package dev.handoff.operations;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a handoff.
 *
 * @param about what kind of thing, such as {@code step} or {@code owner}
 * @param text a sentence; for what was said, who said it
 * @param detail more words, such as Zoho's own or what was said
 * @param then a moment that the sentence tells of, such as that of the next attempt
 * @param link where to see it at Zoho, as Zoho told
 */
record TimelineEntry(
    Instant at,
    String about,
    Tone tone,
    String text,
    @Nullable String detail,
    @Nullable Instant then,
    @Nullable String link) {

  /** How it is meant. */
  enum Tone {
    PLAIN,
    GOOD,
    WAITING,
    BAD,
    SAID;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static TimelineEntry of(
      Instant at, String about, Tone tone, String text, @Nullable String detail) {
    return new TimelineEntry(at, about, tone, text, detail, null, null);
  }

  Map<String, Object> view() {
    return Overview.fields(
        "at",
        at.toString(),
        "about",
        about,
        "tone",
        tone.wireName(),
        "text",
        text,
        "detail",
        detail == null || detail.isBlank() ? null : detail,
        "then",
        then == null ? null : then.toString(),
        "link",
        link);
  }
}
