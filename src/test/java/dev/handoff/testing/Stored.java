package dev.handoff.testing;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HandoffTally;
import java.time.Duration;
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

  /** Waits until no handoff is under way any more: none can meet a fault that is not for it. */
  public static void awaitNoneOpen(Gateway gateway) {
    Awaitility.await("no handoff under way")
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> gateway.bean(HandoffTally.class).byState(ConversationKey.DEFAULT_TENANT),
            tally ->
                tally.entrySet().stream()
                    .noneMatch(each -> each.getKey().isOpen() && each.getValue() > 0));
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
