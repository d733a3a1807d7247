package dev.handoff.handoff;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's time, so that all nodes on one database agree however wrong their own clocks are.
 * Measured at the start and every ten seconds; in between the processor's steady counter carries it
 * on, so that no call asks the database and a jump of the node's clock does nothing. While the
 * database is away the last measurement serves. In microseconds; two nodes differ by half of a
 * round trip at most.
 */
final class DatabaseClock extends Clock implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int SAMPLES = 3;

  /** A slower answer tells too little; the measurement before it is better. */
  private static final Duration SLOWEST = Duration.ofSeconds(1);

  /** A new measurement that lies so little behind is waited for; time does not run backwards. */
  private static final long HELD_MICROS = 1_000_000;

  /** The database's time at one moment of the counter. */
  private record Reading(long micros, long nanos, long roundTrip) {

    long at(long now) {
      return micros + (now - nanos) / 1_000;
    }
  }

  private final DataSource database;
  private final LongSupplier counter;
  private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);
  private final ScheduledExecutorService measuring =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "database-clock");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Reading reading;

  private DatabaseClock(DataSource database, LongSupplier counter) throws SQLException {
    this.database = database;
    this.counter = counter;
    this.reading = best();
  }

  /** Measures before it returns. */
  static DatabaseClock of(DataSource database) throws SQLException {
    DatabaseClock clock = new DatabaseClock(database, System::nanoTime);
    clock.measuring.scheduleWithFixedDelay(
        clock::measure, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return clock;
  }

  /** The same without measuring by itself. */
  static DatabaseClock of(DataSource database, LongSupplier counter) throws SQLException {
    return new DatabaseClock(database, counter);
  }

  /** Measures anew; keeps what it has when the database gives no answer, or gives it late. */
  void measure() {
    try {
      Reading now = best();
      if (now.roundTrip() <= SLOWEST.toNanos()) {
        reading = now;
      }
    } catch (SQLException | RuntimeException away) {
      log.debug("the database does not tell the time: {}", FaultText.of(away));
    }
  }

  private Reading best() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      Reading best = sample(statement);
      for (int i = 1; i < SAMPLES; i++) {
        Reading next = sample(statement);
        best = next.roundTrip() < best.roundTrip() ? next : best;
      }
      return best;
    }
  }

  private Reading sample(Statement statement) throws SQLException {
    long before = counter.getAsLong();
    try (ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      long roundTrip = counter.getAsLong() - before;
      row.next();
      Instant time = row.getObject(1, OffsetDateTime.class).toInstant();
      return new Reading(
          ChronoUnit.MICROS.between(Instant.EPOCH, time), before + roundTrip / 2, roundTrip);
    }
  }

  @Override
  public Instant instant() {
    long now = reading.at(counter.getAsLong());
    long shown = last.accumulateAndGet(now, DatabaseClock::onwards);
    return Instant.EPOCH.plus(shown, ChronoUnit.MICROS);
  }

  private static long onwards(long shown, long now) {
    return now < shown && shown - now < HELD_MICROS ? shown : now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the gateway reckons in instants");
  }

  @Override
  public void close() {
    measuring.shutdownNow();
  }
}
