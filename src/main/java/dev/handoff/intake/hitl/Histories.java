package dev.handoff.intake.hitl;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.TranscriptReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was said before a person was asked for (contract 4.3 and 4.3b). */
final class Histories {

  private Histories() {}

  /**
   * The messages of a list, as text whatever they were; those with nothing to show are left out.
   */
  static List<TranscriptEntry> read(JsonFields request, String name) {
    List<TranscriptEntry> lines = new ArrayList<>();
    for (JsonFields line : request.objects(name, TranscriptReader.MOST_LINES)) {
      Instant at = TranscriptReader.time(line, "timestamp");
      String text = text(line);
      if (!text.isEmpty()) {
        lines.add(new TranscriptEntry(author(line.object("source")), null, text, at));
      }
    }
    return lines;
  }

  private static String text(JsonFields line) {
    return Payloads.read(line.object("payload"), line.text("type", 40)).stream()
        .map(Piece::line)
        .collect(Collectors.joining("\n"));
  }

  /** The user, unless it says that it is the bot. */
  static AuthorType author(JsonFields source) {
    String type = source.text("type", 40);
    if (type == null || type.equalsIgnoreCase("user")) {
      return AuthorType.VISITOR;
    }
    if (type.equalsIgnoreCase("bot")) {
      return AuthorType.BOT;
    }
    source.rule("type", "'" + type + "' is not known (expected: user or bot)");
    return AuthorType.VISITOR;
  }

  /** The drop-in's lines, which have text only. */
  static List<TranscriptEntry> plain(JsonFields request, String name) {
    List<TranscriptEntry> lines = new ArrayList<>();
    for (JsonFields line : request.objects(name, TranscriptReader.MOST_LINES)) {
      String text = line.text("text", TranscriptReader.LONGEST_LINE);
      String author = line.text("author", 200);
      Instant at = TranscriptReader.time(line, "timestamp");
      if (text != null) {
        lines.add(new TranscriptEntry(role(author), named(author), text, at));
      }
    }
    return lines;
  }

  /** Botpress says {@code user}, {@code bot}, or somebody's name. */
  private static AuthorType role(@Nullable String author) {
    String name = author == null ? "" : author.toLowerCase(Locale.ROOT);
    return name.equals("bot") || name.equals("assistant") ? AuthorType.BOT : AuthorType.VISITOR;
  }

  private static @Nullable String named(@Nullable String author) {
    boolean role = author == null || author.toLowerCase(Locale.ROOT).matches("bot|assistant|user");
    return role ? null : author;
  }
}
