package dev.handoff.delivery;

import dev.handoff.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceOnPostgresTest extends RaceSuite {

  RaceOnPostgresTest() {
    super(TestDatabase.POSTGRESQL);
  }

  @Test
  void nothingIsStrandedWithTwoNodes() throws Exception {
    startNodes(2);

    everythingAcceptedIsDeliveredInOrder();
  }

  @Test
  void entriesThatWaitFollowEachOtherAtOnceWhereCommitsTakeTheirTime() throws Exception {
    start(Map.of("handoff.delivery.polling", "10s"));
    db().sql(
            """
            create function slow_disk() returns trigger language plpgsql as
              'begin perform pg_sleep(0.05); return null; end'
            """)
        .update();
    db().sql(
            """
            create constraint trigger slow_disk after update on scheduled_tasks
              deferrable initially deferred for each row when (not new.picked)
              execute function slow_disk()
            """)
        .update();

    aFullMailboxIsWorkedOffWithoutPolling();
  }
}
