package dev.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.handoff.handoff.HandoffTrends.Arrived;
import dev.handoff.handoff.HandoffTrends.Waited;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the charts are drawn from, on both databases. */
class HandoffTrendsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long BUCKET = NOON.getEpochSecond() / 60;

  private static void store(TestStore store, String id, String state, String follows, Instant at) {
    store
        .db()
        .sql(
            """
            insert into conversation (tenant, id, channel, conversation_id, created_at, updated_at)
            values ('main', :id, 'web', :id, :at, :at)
            """)
        .param("id", id)
        .param("at", Rows.time(at))
        .update();
    store
        .db()
        .sql(
            """
            insert into handoff (tenant, id, conversation, entry, asked_kind, state, request,
              transcript_upto, correlation, follows, error_code, error_step, created_at, updated_at)
            values ('main', :id, :id, 1, 'ticket', :state, '{}', 0, :id, :follows, 'X', 'ticket',
              :at, :at)
            """)
        .param("id", id)
        .param("state", state)
        .param("follows", follows)
        .param("at", Rows.time(at))
        .update();
  }

  private static void owner(TestStore store, String id, int place, String to, Instant at) {
    store
        .db()
        .sql(
            """
            insert into owner_change (tenant, conversation, place, from_owner, to_owner, handoff,
              happened_at, changed_at)
            values ('main', :id, :place, 'bot', :to, :id, :at, :at)
            """)
        .param("id", id)
        .param("place", place)
        .param("to", to)
        .param("at", Rows.time(at))
        .update();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void countsByStretchAndLeavesOutWhatFollows(TestDatabase database) {
    try (TestStore store = TestStore.open(database)) {
      store(store, "before", "delivered", null, NOON.minusMillis(1));
      store(store, "first", "delivered", null, NOON);
      store(store, "last", "delivered", null, NOON.plusMillis(59_999));
      store(store, "next", "parked", null, NOON.plusSeconds(60));
      store(store, "words", "parked", "first", NOON.plusSeconds(61));
      store(store, "after", "received", null, NOON.plusSeconds(120));
      JdbcHandoffTrends trends = new JdbcHandoffTrends(store.db());

      assertThat(trends.arrived("main", NOON, NOON.plusSeconds(120), MINUTE))
          .containsExactly(
              new Arrived(BUCKET, Channel.WEB, HandoffKind.TICKET, HandoffState.DELIVERED, 2),
              new Arrived(BUCKET + 1, Channel.WEB, HandoffKind.TICKET, HandoffState.PARKED, 1));
      assertThat(trends.arrived("other", NOON, NOON.plusSeconds(120), MINUTE)).isEmpty();
      assertThat(trends.standing("main"))
          .extracting(HandoffTrends.Standing::state, HandoffTrends.Standing::many)
          .containsExactlyInAnyOrder(
              tuple(HandoffState.RECEIVED, 1L), tuple(HandoffState.PARKED, 2L));
      assertThat(trends.parked("main"))
          .singleElement()
          .satisfies(
              group -> {
                assertThat(group.many()).isEqualTo(2);
                assertThat(group.code()).isEqualTo("X");
                assertThat(group.oldest()).isEqualTo(NOON.plusSeconds(60));
              });
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void timesTheFirstPersonOnly(TestDatabase database) {
    try (TestStore store = TestStore.open(database)) {
      store(store, "one", "delivered", null, NOON);
      owner(store, "one", 0, "offered", NOON.plusSeconds(1));
      owner(store, "one", 1, "human", NOON.plusSeconds(42));
      owner(store, "one", 2, "human", NOON.plusSeconds(99));
      store(store, "two", "delivered", null, NOON.plusSeconds(1));
      JdbcHandoffTrends trends = new JdbcHandoffTrends(store.db());

      assertThat(trends.waited("main", NOON, NOON.plusSeconds(60), MINUTE, 10))
          .containsExactly(new Waited(BUCKET, Duration.ofSeconds(42)));
      assertThat(trends.waited("main", NOON, NOON.plusSeconds(60), MINUTE, 1))
          .as("the newest one has met nobody")
          .isEmpty();
    }
  }
}
