package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the visitor wrote to the bot after a handoff had failed, and nobody else has. */
final class UnsentWords {

  private record Line(TranscriptEntry words, Instant keptAt) {}

  /** Nodes' clocks differ less. */
  private static final Duration CLOCKS = Duration.ofSeconds(10);

  private final JdbcClient db;
  private final Rows rows;

  UnsentWords(JdbcClient db, Rows rows) {
    this.db = db;
    this.rows = rows;
  }

  /**
   * The visitor's lines that are neither in the handoff's transcript nor follow it already.
   *
   * @param since when it had failed
   */
  List<TranscriptEntry> of(Locked conversation, Handoff handoff, Instant since) {
    Deque<String> follow = new ArrayDeque<>(following(handoff));
    List<TranscriptEntry> unsent = new ArrayList<>();
    for (Line line : lines(conversation, handoff)) {
      // Lines and what follows the handoff stand in the same order.
      if (line.words().text().equals(follow.peek())) {
        follow.remove();
      } else if (!line.keptAt().isBefore(since.minus(CLOCKS))) {
        unsent.add(line.words());
      }
    }
    return unsent;
  }

  private List<String> following(Handoff handoff) {
    return db
        .sql(
            Rows.HANDOFF
                + " where h.tenant = :tenant and h.conversation = :conversation"
                + " and h.follows = :handoff and h.kind = 'message' order by h.entry")
        .param("tenant", handoff.conversation().tenant())
        .param("conversation", handoff.conversation().value())
        .param("handoff", handoff.id().value())
        .query(rows::handoff)
        .list()
        .stream()
        .map(entry -> Objects.requireNonNull(entry.request().followUp()))
        .filter(words -> words.author() == AuthorType.VISITOR)
        .map(words -> FollowUp.inHistory(words.text(), words.attachment()))
        .toList();
  }

  private List<Line> lines(Locked conversation, Handoff handoff) {
    return db.sql(
            """
            select author_type, author_name, content, written_at, created_at from handoff_messages
             where tenant = :tenant and conversation = :conversation and number > :upTo
               and author_type = 'visitor'
             order by number
            """)
        .param("tenant", conversation.id().tenant())
        .param("conversation", conversation.id().value())
        .param("upTo", handoff.transcriptUpTo())
        .query(
            (row, number) ->
                new Line(
                    Rows.line(row, number),
                    Objects.requireNonNull(Rows.instant(row, "created_at"))))
        .list();
  }
}
