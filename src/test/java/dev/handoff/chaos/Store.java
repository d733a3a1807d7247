package dev.handoff.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.chaos.History.Stored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the gateways have in their database, seen from outside. */
final class Store {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPEN = "state in ('received', 'delivering', 'retrying')";

  private final JdbcClient db;

  Store(Map<String, String> database) {
    db =
        JdbcClient.create(
            new DriverManagerDataSource(
                database.get("SPRING_DATASOURCE_URL"),
                database.get("SPRING_DATASOURCE_USERNAME"),
                database.get("SPRING_DATASOURCE_PASSWORD")));
  }

  /** Handoffs that are neither delivered nor parked. */
  long open() {
    return db.sql("select count(*) from handoff where " + OPEN).query(Long.class).single();
  }

  /** Events for the bot platform that it has not taken. */
  long openEvents() {
    return db.sql("select count(*) from outbound_message where state in ('waiting', 'sending')")
        .query(Long.class)
        .single();
  }

  /** Cuts about half of the gateways' connections; gives how many. */
  int breakConnections() {
    return db.sql(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and random() < 0.5
            """)
        .query(Boolean.class)
        .list()
        .size();
  }

  List<Stored> handoffs() {
    Map<String, String> zohoIds = zohoIds();
    return db.sql(
            """
            select h.id, c.channel || ':' || c.conversation_id as conversation, h.entry, h.state,
                   h.correlation, h.error_code || ': ' || h.error_message as error
              from handoff h join conversation c on c.tenant = h.tenant and c.id = h.conversation
            """)
        .query(
            (row, number) ->
                new Stored(
                    row.getString("id"),
                    row.getString("conversation"),
                    row.getLong("entry"),
                    row.getString("state"),
                    row.getString("correlation"),
                    row.getString("error"),
                    zohoIds.get(row.getString("id"))))
        .list();
  }

  private Map<String, String> zohoIds() {
    Map<String, String> ids = new HashMap<>();
    db.sql(
            """
            select handoff, facts from handoff_step
             where state = 'done' and name in ('ticket', 'call', 'conversation')
            """)
        .query(
            row -> {
              String id = zohoId(row.getString("facts"));
              if (id != null) {
                ids.put(row.getString("handoff"), id);
              }
            });
    return ids;
  }

  private static String zohoId(String facts) {
    try {
      Map<?, ?> all = JSON.readValue(facts, Map.class);
      return Stream.of("ticketId", "callId", "conversationId")
          .map(all::get)
          .filter(id -> id != null)
          .map(String::valueOf)
          .findFirst()
          .orElse(null);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("facts: " + facts, e);
    }
  }
}
