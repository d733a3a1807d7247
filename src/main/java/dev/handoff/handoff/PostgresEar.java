package dev.handoff.handoff;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a connection of its own, on a thread of its own, until it is closed. A lost connection
 * is opened again, first at once and then after growing pauses.
 */
final class PostgresEar implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PostgresEar.class);

  /** So long may nothing be heard before the connection is asked whether it still lives. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Opens a connection that nobody else uses. */
  @FunctionalInterface
  interface Connector {
    Connection connect() throws SQLException;
  }

  private final String channel;
  private final Connector connector;
  private final Consumer<String> heard;
  private final Runnable missed;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean started;
  private volatile boolean listening;
  private volatile @Nullable Connection connection;

  PostgresEar(String channel, Connector connector, Consumer<String> heard, Runnable missed) {
    this.channel = channel;
    this.connector = connector;
    this.heard = heard;
    this.missed = missed;
  }

  void start() {
    started = true;
    Thread thread = new Thread(this::run, "message-news");
    thread.setDaemon(true);
    thread.start();
  }

  boolean isStarted() {
    return started;
  }

  boolean isListening() {
    return listening;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (closed.getCount() > 0) {
      boolean heardSomething = listen();
      pause = heardSomething ? FIRST_PAUSE : longer(pause);
      if (isClosedWithin(pause)) {
        return;
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private boolean isClosedWithin(Duration pause) {
    try {
      return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Until the connection is lost; whether there was one at all. */
  private boolean listen() {
    boolean begun = false;
    try (Connection own = connector.connect()) {
      connection = own;
      try (Statement statement = own.createStatement()) {
        statement.execute("listen " + channel);
      }
      begun = true;
      listening = true;
      missed.run();
      hear(own);
    } catch (SQLException | RuntimeException lost) {
      if (closed.getCount() > 0) {
        log.warn("news of messages are not heard for now: {}", FaultText.of(lost));
      }
    } finally {
      listening = false;
      connection = null;
    }
    return begun;
  }

  private void hear(Connection own) throws SQLException {
    PGConnection postgres = own.unwrap(PGConnection.class);
    while (closed.getCount() > 0) {
      PGNotification[] news = postgres.getNotifications((int) SILENCE.toMillis());
      if (news == null || news.length == 0) {
        ask(own);
        continue;
      }
      for (PGNotification each : news) {
        heard.accept(each.getParameter());
      }
    }
  }

  /** A connection that was cut without a word looks like one on which nothing happens. */
  private static void ask(Connection own) throws SQLException {
    try (Statement statement = own.createStatement()) {
      statement.execute("select 1");
    }
  }

  /** Ends the thread; the connection is cut, since its thread waits on it. */
  @Override
  public void close() {
    started = false;
    closed.countDown();
    Connection open = connection;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        log.debug("the connection for news was gone already: {}", FaultText.of(e));
      }
    }
  }
}
