package dev.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database's time, carried on by a counter that the test turns. */
class DatabaseClockTest {

  private final AtomicLong counter = new AtomicLong();
  private TestStore store;
  private DatabaseClock clock;

  @BeforeEach
  void start() throws Exception {
    store = TestStore.open(TestDatabase.POSTGRESQL);
    clock = DatabaseClock.of(store.dataSource(), counter::get);
  }

  @AfterEach
  void stop() {
    clock.close();
    store.close();
  }

  private Instant databaseTime() {
    return store
        .db()
        .sql("select clock_timestamp()")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  @Test
  void showsTheDatabasesTime() {
    assertThat(clock.instant()).isCloseTo(databaseTime(), within(2, ChronoUnit.SECONDS));
  }

  @Test
  void goesOnByTheCounterAlone() {
    Instant before = clock.instant();

    counter.addAndGet(Duration.ofMinutes(7).toNanos());

    assertThat(clock.instant()).isEqualTo(before.plus(Duration.ofMinutes(7)));
  }

  @Test
  void followsTheDatabaseAtTheNextMeasurement() {
    counter.addAndGet(Duration.ofMinutes(7).toNanos());

    clock.measure();

    assertThat(clock.instant()).isCloseTo(databaseTime(), within(2, ChronoUnit.SECONDS));
  }

  @Test
  void doesNotRunBackwardsForASmallDifference() {
    counter.addAndGet(Duration.ofMillis(900).toNanos());
    Instant shown = clock.instant();

    clock.measure();

    assertThat(clock.instant()).isAfterOrEqualTo(shown);
  }

  @Test
  void keepsTheLastMeasurementWhileTheDatabaseIsAway() {
    Instant before = clock.instant();
    store.close();

    clock.measure();
    counter.addAndGet(Duration.ofSeconds(3).toNanos());

    assertThat(clock.instant()).isEqualTo(before.plusSeconds(3));
  }

  @Test
  void leavesALateAnswerAside() throws Exception {
    AtomicLong slow = new AtomicLong();
    AtomicLong step = new AtomicLong();
    try (DatabaseClock late =
        DatabaseClock.of(store.dataSource(), () -> slow.addAndGet(step.get()))) {
      Instant before = late.instant();
      step.set(Duration.ofSeconds(5).toNanos());

      late.measure();

      step.set(0);
      assertThat(Duration.between(before, late.instant()).toNanos()).isEqualTo(slow.get());
    }
  }
}
