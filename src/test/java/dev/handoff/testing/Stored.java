package dev.handoff.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many rows a gateway keeps, table by table: equal before and after means nothing was kept. */
public final class Stored {

  private static final List<String> TABLES =
      List.of(
          "conversation",
          "handoff",
          "handoff_step",
          "handoff_messages",
          "outbound_message",
          "idempotency_key",
          "inbound_event",
          "kept_event",
          "late_answer",
          "scheduled_tasks");

  private Stored() {}

  /**
   * The same once nothing is being worked on: a work item goes a moment after its handoff ended.
   * The work item of the catch-up is always there.
   */
  public static Map<String, Long> rowsAtRest(Gateway gateway) {
    JdbcClient db = gateway.bean(JdbcClient.class);
    Awaitility.await("no work in hand")
        .until(
            () ->
                db.sql("select count(*) from scheduled_tasks where task_name <> 'catch-up'")
                    .query(Long.class)
                    .single(),
            left -> left == 0);
    return rows(gateway);
  }

  public static Map<String, Long> rows(Gateway gateway) {
    JdbcClient db = gateway.bean(JdbcClient.class);
    Map<String, Long> rows = new LinkedHashMap<>();
    TABLES.forEach(
        table ->
            rows.put(table, db.sql("select count(*) from " + table).query(Long.class).single()));
    return rows;
  }
}
