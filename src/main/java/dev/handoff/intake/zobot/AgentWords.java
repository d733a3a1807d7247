package dev.handoff.intake.zobot;

import dev.handoff.handoff.Conversations.NumberedLine;
import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.TranscriptEntry;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What people wrote that the visitor has not got yet. An opened conversation is another one than
 * the bot's chat (sheet section 8), and nothing can be said there unasked, so that it is told in
 * the next answer: once each, in order. In a forwarded chat the visitor reads it as it is written.
 */
@Component
final class AgentWords {

  private final Handoffs handoffs;

  AgentWords(Handoffs handoffs) {
    this.handoffs = handoffs;
  }

  /**
   * What there is to tell.
   *
   * @param upTo the last line that the visitor has got then
   */
  record Unread(List<String> texts, long upTo) {}

  Unread after(OpenConversation open, long read) {
    List<NumberedLine> lines = open.byAgents(read);
    if (lines.isEmpty()) {
      return new Unread(List.of(), read);
    }
    List<String> texts =
        isForwarded(open) ? List.of() : lines.stream().map(line -> spoken(line.entry())).toList();
    return new Unread(texts, lines.get(lines.size() - 1).number());
  }

  private boolean isForwarded(OpenConversation open) {
    HandoffId handoff = open.ownership().handoff();
    return handoff != null
        && handoffs
            .find(open.key().tenant(), handoff)
            .filter(chat -> chat.request().channelRefs().nativeForward())
            .isPresent();
  }

  private static String spoken(TranscriptEntry line) {
    String name = line.authorName();
    return name == null || name.isBlank() ? line.text() : name + ": " + line.text();
  }
}
