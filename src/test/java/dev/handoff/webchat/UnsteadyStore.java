package dev.handoff.webchat;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.StoredConversation;
import dev.handoff.handoff.StoredConversations;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.dao.DataAccessResourceFailureException;

/** The gateway's own store, away at will. */
final class UnsteadyStore implements StoredConversations {

  private final Supplier<StoredConversations> store;
  private volatile boolean away;

  private UnsteadyStore(Supplier<StoredConversations> store) {
    this.store = store;
  }

  static void register(GenericApplicationContext context) {
    context.registerBean(
        "unsteadyStore",
        UnsteadyStore.class,
        () ->
            new UnsteadyStore(
                () -> context.getBean("jdbcStoredConversations", StoredConversations.class)),
        definition -> definition.setPrimary(true));
  }

  void away(boolean now) {
    away = now;
  }

  private StoredConversations store() {
    if (away) {
      throw new DataAccessResourceFailureException("away");
    }
    return store.get();
  }

  @Override
  public StoredConversation read(
      ConversationKey conversation, long after, int rows, int characters) {
    return store().read(conversation, after, rows, characters);
  }

  @Override
  public Map<ConversationKey, Long> newest(Collection<ConversationKey> conversations) {
    return store().newest(conversations);
  }
}
