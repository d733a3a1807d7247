package dev.handoff.intake.zobot;

import dev.handoff.handoff.Conversations.NumberedLine;
import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.TranscriptEntry;
import java.util.List;

/**
 * What people wrote that the visitor has not got yet. An opened conversation is another one than
 * the bot's chat (sheet section 8), and nothing can be said there unasked, so that it is told in
 * the next answer: once each, in order. In a forwarded chat the visitor reads it as it is written.
 */
final class AgentWords {

  private AgentWords() {}

  /**
   * What there is to tell.
   *
   * @param upTo the last line that the visitor has got then
   */
  record Unread(List<String> texts, long upTo) {}

  static Unread after(OpenConversation open, long read) {
    List<NumberedLine> lines = open.byAgents(read);
    return lines.isEmpty()
        ? new Unread(List.of(), read)
        : new Unread(
            lines.stream().map(line -> spoken(line.entry())).toList(),
            lines.get(lines.size() - 1).number());
  }

  private static String spoken(TranscriptEntry line) {
    String name = line.authorName();
    return name == null || name.isBlank() ? line.text() : name + ": " + line.text();
  }
}
