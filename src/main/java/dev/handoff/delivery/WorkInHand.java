package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.SchedulerName;
import dev.handoff.handoff.FaultText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The work items that carry this node's name. */
@Component
final class WorkInHand {

  private static final Logger log = LoggerFactory.getLogger(WorkInHand.class);

  private final JdbcClient db;
  private final SchedulerName node;

  WorkInHand(JdbcClient db, SchedulerName node) {
    this.db = db;
    this.node = node;
  }

  /**
   * Frees what a stopping node could not finish, so that others need not wait until it counts as
   * dead. Whoever takes it sees from the journal how far it got. The version ends this node's hold
   * as the scheduler library sees it.
   */
  void handBack() {
    try {
      int freed =
          db.sql(
                  """
                  update scheduled_tasks set picked = false, picked_by = null,
                    last_heartbeat = null, version = version + 1
                   where picked = true and picked_by = :node
                  """)
              .param("node", node.getName())
              .update();
      if (freed > 0) {
        log.info("handed back {} work items that could not be finished", freed);
      }
    } catch (RuntimeException away) {
      log.warn("unfinished work waits for its take-over: {}", FaultText.of(away));
    }
  }
}
