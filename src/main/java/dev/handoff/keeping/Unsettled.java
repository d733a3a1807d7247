package dev.handoff.keeping;

import dev.handoff.handoff.ConversationId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What of a conversation is still under way, or waits for a person or the bot. */
@Component
final class Unsettled {

  private static final String OF_IT = " where tenant = :tenant and conversation = :id";

  private final JdbcClient db;

  Unsettled(JdbcClient db) {
    this.db = db;
  }

  /** In words; empty when all is settled. */
  List<String> of(ConversationId id) {
    List<String> open = new ArrayList<>();
    db.sql(
            "select id, state, follows from handoff"
                + OF_IT
                + " and state not in ('delivered', 'discarded') order by entry")
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query(
            (row, n) ->
                (row.getString("follows") == null ? "handoff " : "words or end of a chat ")
                    + row.getString("id")
                    + " is "
                    + row.getString("state"))
        .list()
        .forEach(open::add);
    db.sql(
            "select owner_handoff from conversation where tenant = :tenant and id = :id"
                + " and owner in ('offered', 'human')")
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query(String.class)
        .list()
        .forEach(handoff -> open.add("the conversation of handoff " + handoff + " is with people"));
    db.sql("select id from outbound_message" + OF_IT + " and state not in ('sent', 'discarded')")
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query(String.class)
        .list()
        .forEach(event -> open.add("event " + event + " for the bot platform is not taken"));
    return open;
  }
}
