package dev.handoff.intake;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.TranscriptEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Histories and transcripts in the forms of contract section 3. */
public final class TranscriptReader {

  public static final int MOST_LINES = 10_000;
  public static final int LONGEST_LINE = 100_000;

  /** Years of four digits; PostgreSQL keeps no times far beyond them. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");
  private static final Map<String, AuthorType> ROLES =
      Map.ofEntries(
          Map.entry("visitor", AuthorType.VISITOR),
          Map.entry("user", AuthorType.VISITOR),
          Map.entry("customer", AuthorType.VISITOR),
          Map.entry("bot", AuthorType.BOT),
          Map.entry("assistant", AuthorType.BOT),
          Map.entry("agent", AuthorType.AGENT),
          Map.entry("operator", AuthorType.AGENT),
          Map.entry("human", AuthorType.AGENT),
          Map.entry("system", AuthorType.SYSTEM));

  private TranscriptReader() {}

  /** The lines of that field; what is wrong with them is noted as faults. */
  public static List<TranscriptEntry> read(JsonFields request, String name) {
    List<TranscriptEntry> lines = new ArrayList<>();
    for (JsonFields line : request.objects(name, MOST_LINES)) {
      AuthorType author = author(line);
      String text = line.textOf(LONGEST_LINE, "text", "content");
      Instant at = time(line, line.has("at") ? "at" : "timestamp");
      if (author != null && text != null) {
        lines.add(new TranscriptEntry(author, line.text("authorName", 200), text, at));
      }
    }
    return lines;
  }

  private static @Nullable AuthorType author(JsonFields line) {
    String name = line.has("author") ? "author" : "role";
    String role = line.requiredText(name, 40);
    AuthorType author = ROLES.get(role.toLowerCase(Locale.ROOT));
    if (author == null && !role.isEmpty()) {
      line.rule(
          name,
          "'"
              + role
              + "' is not known (expected: visitor, user, customer, bot, assistant, agent,"
              + " operator, human or system)");
    }
    return author;
  }

  /** A time in any of the forms that callers use; what is none is noted as a fault. */
  public static @Nullable Instant time(JsonFields line, String name) {
    String text = line.text(name, 64);
    if (text == null) {
      return null;
    }
    try {
      Instant time = time(text);
      if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
        return time;
      }
    } catch (DateTimeException | NumberFormatException e) {
      // told below
    }
    line.rule(name, "is not a time (expected: ISO 8601, such as 2026-11-28T15:30:00Z)");
    return null;
  }

  /** ISO 8601, or seconds or milliseconds since 1970; without an offset it is UTC. */
  private static Instant time(String text) {
    if (EpochTimes.isNumber(text)) {
      return EpochTimes.read(text);
    }
    return text.matches(".*(Z|[+-]\\d{2}:?\\d{2})$")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}
