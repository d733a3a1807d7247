package dev.handoff.handoff;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcOwnWords implements OwnWords {

  /** A piece of long words, or what is left of them, is known by so many characters. */
  private static final int TELLING = 200;

  /** Desk has told of a comment by then, or its regular reading has. */
  private static final Duration RECENTLY = Duration.ofHours(1);

  private final Clock clock;
  private final JdbcClient db;
  private final Rows rows;
  private final References references;

  JdbcOwnWords(JdbcClient db, Rows rows, References references, Clock clock) {
    this.clock = clock;
    this.db = db;
    this.rows = rows;
    this.references = references;
  }

  @Override
  public boolean wrote(ZohoReference about, String commentId, String text) {
    String tenant = about.conversation().tenant();
    // In this order: what arrives between the two has its id by then.
    return onTheirWay(about.conversation()).anyMatch(words -> isSame(words, plain(text)))
        || references.find(tenant, References.OWN_COMMENT, List.of(commentId)).isPresent();
  }

  @Override
  public List<String> comments(ZohoReference about, int longerThan) {
    // What is kept of words is never shorter than they are.
    return comments(
            messages(about.conversation(), " and length(h.request) > :longerThan")
                .param("longerThan", longerThan))
        .toList();
  }

  private Stream<String> onTheirWay(ConversationId conversation) {
    return comments(
            messages(
                    conversation,
                    " and h.state not in ('delivered', 'discarded')"
                        + " and (h.settled_at is null or h.settled_at > :recently)")
                .param("recently", Rows.time(clock.instant().minus(RECENTLY))))
        .map(JdbcOwnWords::plain);
  }

  private JdbcClient.StatementSpec messages(ConversationId conversation, String more) {
    return db.sql(
            Rows.HANDOFF
                + " where h.tenant = :tenant and h.conversation = :conversation"
                + " and h.kind = 'message'"
                + more)
        .param("tenant", conversation.tenant())
        .param("conversation", conversation.value());
  }

  private Stream<String> comments(JdbcClient.StatementSpec messages) {
    return messages.query(rows::handoff).list().stream()
        .map(entry -> entry.request().followUp())
        .flatMap(words -> words == null ? Stream.empty() : comments(words));
  }

  /** What may be written of them: with a file that goes by itself, and with one that is named. */
  private static Stream<String> comments(FollowUp words) {
    String text = words.speaker() + ": " + words.text();
    FollowUp.Attachment file = words.attachment();
    Stream<String> alone = words.text().isBlank() ? Stream.empty() : Stream.of(text);
    if (file == null) {
      return alone;
    }
    String link = file.name() == null ? file.url() : file.name() + ": " + file.url();
    return Stream.concat(alone, Stream.of(text + "\n" + link));
  }

  private static boolean isSame(String words, String comment) {
    return comment.equals(words) || (comment.length() >= TELLING && words.contains(comment));
  }

  private static String plain(String text) {
    return PlainText.withoutMentions(PlainText.clean(text)).replaceAll("\\s+", " ").strip();
  }
}
