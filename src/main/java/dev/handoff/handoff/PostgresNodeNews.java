package dev.handoff.handoff;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** By PostgreSQL's {@code NOTIFY}; its connection is opened when the first one listens. */
final class PostgresNodeNews implements NodeNews, SmartLifecycle {

  static final String CHANNEL = "handoff_news";

  private static final Logger log = LoggerFactory.getLogger(PostgresNodeNews.class);

  private final JdbcClient db;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final PostgresEar ear;
  private boolean closed;

  PostgresNodeNews(JdbcClient db, PostgresEar.Connector connector) {
    this.db = db;
    this.ear = new PostgresEar(CHANNEL, connector, this::heard, this::missed);
  }

  @Override
  public void tell(String words) {
    try {
      db.sql("select pg_notify(:channel, :words)")
          .param("channel", CHANNEL)
          .param("words", words)
          .query((row, number) -> CHANNEL)
          .list();
    } catch (DataAccessException | TransactionException away) {
      log.debug("other nodes do not hear what changed: {}", FaultText.of(away));
      heard(words);
      return;
    }
    if (!ear.isListening()) {
      heard(words);
    }
  }

  @Override
  public synchronized void listen(Listener listener) {
    listeners.add(listener);
    if (!ear.isStarted() && !closed) {
      ear.start();
    }
  }

  private void heard(String words) {
    listeners.forEach(listener -> listener.heard(words));
  }

  private void missed() {
    listeners.forEach(Listener::mayHaveMissed);
  }

  @Override
  public void start() {}

  @Override
  public synchronized void stop() {
    closed = true;
    ear.close();
  }

  @Override
  public synchronized boolean isRunning() {
    return !closed;
  }

  /** Is closed after the last stream is. */
  @Override
  public int getPhase() {
    return 0;
  }
}
