package dev.handoff.handoff;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcOwnWords implements OwnWords {

  /** A piece of long words, or what is left of them, is known by so many characters. */
  private static final int TELLING = 200;

  private final JdbcClient db;
  private final Rows rows;
  private final References references;

  JdbcOwnWords(JdbcClient db, Rows rows, References references) {
    this.db = db;
    this.rows = rows;
    this.references = references;
  }

  @Override
  public boolean wrote(ZohoReference about, String commentId, String text) {
    String tenant = about.conversation().tenant();
    return references.find(tenant, References.OWN_COMMENT, List.of(commentId)).isPresent()
        || onTheirWay(about.conversation()).anyMatch(words -> isSame(words, plain(text)));
  }

  private Stream<String> onTheirWay(ConversationId conversation) {
    return db
        .sql(
            Rows.HANDOFF
                + " where h.tenant = :tenant and h.conversation = :conversation"
                + " and h.kind = 'message' and h.state <> 'delivered'")
        .param("tenant", conversation.tenant())
        .param("conversation", conversation.value())
        .query(rows::handoff)
        .list()
        .stream()
        .map(entry -> entry.request().followUp())
        .flatMap(
            words ->
                words == null
                    ? Stream.empty()
                    : Stream.of(plain(words.speaker() + ": " + words.text())));
  }

  private static boolean isSame(String words, String comment) {
    return comment.startsWith(words) || (comment.length() >= TELLING && words.contains(comment));
  }

  private static String plain(String text) {
    return text.replace("zsu[@", "zsu(@").replaceAll("\\s+", " ").strip();
  }
}
