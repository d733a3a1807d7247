package dev.handoff.handoff;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;

/** News of the embedded database, which has one node: they need not leave the process. */
final class LocalNews implements MessageNews {

  private final JdbcClient db;
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  LocalNews(JdbcClient db) {
    this.db = db;
  }

  @Override
  public void changed(ConversationKey conversation) {
    if (conversation.channel() == Channel.WEB) {
      AfterCommit.run(() -> subscribers.forEach(subscriber -> subscriber.changed(conversation)));
    }
  }

  @Override
  public void changed(ConversationId conversation) {
    db.sql(
            """
            select conversation_id from conversation
             where tenant = :tenant and id = :id and channel = :channel
            """)
        .param("tenant", conversation.tenant())
        .param("id", conversation.value())
        .param("channel", Channel.WEB.wireName())
        .query(String.class)
        .optional()
        .ifPresent(
            session -> changed(new ConversationKey(conversation.tenant(), Channel.WEB, session)));
  }

  @Override
  public void subscribe(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  /** Another process may write to the file's server; the subscribers ask every second. */
  @Override
  public boolean isListening() {
    return false;
  }
}
