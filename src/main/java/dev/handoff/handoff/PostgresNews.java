package dev.handoff.handoff;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * News by PostgreSQL's {@code NOTIFY}, which goes out with the commit and not before. The payload
 * is {@code <tenant>/<session>}, at most some 1,100 bytes (PostgreSQL takes 8,000).
 */
final class PostgresNews implements MessageNews, SmartLifecycle {

  static final String CHANNEL = "handoff_messages";

  private final JdbcClient db;
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private final PostgresEar ear;

  PostgresNews(JdbcClient db, PostgresEar.Connector connector) {
    this.db = db;
    this.ear = new PostgresEar(CHANNEL, connector, this::heard, this::missed);
  }

  @Override
  public void changed(ConversationKey conversation) {
    if (conversation.channel() == Channel.WEB) {
      db.sql("select pg_notify(:channel, :payload)")
          .param("channel", CHANNEL)
          .param("payload", conversation.tenant() + "/" + conversation.conversationId())
          .query((row, number) -> CHANNEL)
          .list();
    }
  }

  @Override
  public void changed(ConversationId conversation) {
    db.sql(
            """
            select pg_notify(:news, tenant || '/' || conversation_id) from conversation
             where tenant = :tenant and id = :id and channel = :channel
            """)
        .param("news", CHANNEL)
        .param("tenant", conversation.tenant())
        .param("id", conversation.value())
        .param("channel", Channel.WEB.wireName())
        .query((row, number) -> CHANNEL)
        .list();
  }

  @Override
  public void subscribe(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  private void heard(String payload) {
    int at = payload.indexOf('/');
    if (at > 0) {
      ConversationKey key =
          new ConversationKey(payload.substring(0, at), Channel.WEB, payload.substring(at + 1));
      subscribers.forEach(subscriber -> subscriber.changed(key));
    }
  }

  private void missed() {
    subscribers.forEach(Subscriber::mayHaveMissed);
  }

  @Override
  public boolean isListening() {
    return ear.isListening();
  }

  @Override
  public void start() {
    ear.start();
  }

  @Override
  public void stop() {
    ear.close();
  }

  @Override
  public boolean isRunning() {
    return ear.isStarted();
  }

  /** Hears before requests are served, and until the last stream is closed. */
  @Override
  public int getPhase() {
    return 0;
  }
}
