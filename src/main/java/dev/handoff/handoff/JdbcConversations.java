package dev.handoff.handoff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcConversations implements Conversations {

  /** What a person wrote longer ago is no news: a dialogue that was at rest forgot what it told. */
  private static final Duration NEWS = Duration.ofDays(14);

  private final JdbcClient db;
  private final NamedParameterJdbcTemplate batch;
  private final TransactionTemplate tx;
  private final Clock clock;
  private final Rows rows;
  private final MessageNews news;

  JdbcConversations(
      JdbcClient db,
      NamedParameterJdbcTemplate batch,
      TransactionTemplate tx,
      Clock clock,
      Rows rows,
      MessageNews news) {
    this.db = db;
    this.batch = batch;
    this.tx = tx;
    this.clock = clock;
    this.rows = rows;
    this.news = news;
  }

  @Override
  public <T> T locked(ConversationKey key, Function<OpenConversation, T> work) {
    return tx.execute(status -> work.apply(lock(key)));
  }

  @Override
  public <T> Optional<T> locked(ConversationId id, Function<OpenConversation, T> work) {
    return tx.execute(status -> lockKnown(id).filter(open -> !open.isErased()).map(work));
  }

  /** Opens the conversation if it is new and locks its row until the transaction ends. */
  Locked lock(ConversationKey key) {
    Locked known = select(key);
    if (known != null) {
      return known;
    }
    ConversationId id = new ConversationId(key.tenant(), UUID.randomUUID().toString());
    if (insert(key, id)) {
      return new Locked(id, key, null, null, Visitor.unknown(), Ownership.BOT, 0, 0, false);
    }
    Locked opened = select(key);
    if (opened == null) {
      throw new IllegalStateException("conversation vanished while it was opened: " + key);
    }
    return opened;
  }

  /** Whether it was new; its row is then locked by having been inserted. */
  private boolean insert(ConversationKey key, ConversationId id) {
    return db.sql(
                """
                insert into conversation (tenant, id, channel, conversation_id, created_at,
                  updated_at)
                values (:tenant, :id, :channel, :conversationId, :now, :now)
                on conflict do nothing
                """)
            .param("tenant", key.tenant())
            .param("id", id.value())
            .param("channel", key.channel().wireName())
            .param("conversationId", key.conversationId())
            .param("now", Rows.time(clock.instant()))
            .update()
        == 1;
  }

  private @Nullable Locked select(ConversationKey key) {
    return db.sql(
            "select * from conversation where tenant = :tenant and channel = :channel"
                + " and conversation_id = :conversationId for update")
        .param("tenant", key.tenant())
        .param("channel", key.channel().wireName())
        .param("conversationId", key.conversationId())
        .query(this::locked)
        .optional()
        .orElse(null);
  }

  /** Locks a conversation that is known to exist. */
  Locked lock(ConversationId id) {
    return lockKnown(id).orElseThrow(() -> new EmptyResultDataAccessException(1));
  }

  /** Locks a conversation unless it is gone. */
  Optional<Locked> lockKnown(ConversationId id) {
    return db.sql("select * from conversation where tenant = :tenant and id = :id for update")
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query(this::locked)
        .optional();
  }

  private Locked locked(ResultSet row, int number) throws SQLException {
    ConversationKey key = Rows.key(row);
    return new Locked(
        new ConversationId(key.tenant(), row.getString("id")),
        key,
        row.getString("dialogue"),
        row.getString("platform"),
        rows.visitor(row.getString("visitor")),
        Rows.ownership(row),
        row.getLong("last_message"),
        row.getLong("last_entry"),
        row.getObject("erased_at") != null);
  }

  List<TranscriptEntry> history(ConversationId id, long upTo) {
    if (upTo == 0) {
      return List.of();
    }
    return db.sql(
            """
            select author_type, author_name, content, written_at from handoff_messages
             where tenant = :tenant and conversation = :id and number <= :upTo
             order by number
            """)
        .param("tenant", id.tenant())
        .param("id", id.value())
        .param("upTo", upTo)
        .query(Rows::line)
        .list();
  }

  private List<NumberedLine> agentLines(ConversationId id, long after) {
    return db.sql(
            """
            select number, author_type, author_name, content, written_at from handoff_messages
             where tenant = :tenant and conversation = :id and number > :after
               and bot_tells = true and created_at > :since
             order by number
            """)
        .param("tenant", id.tenant())
        .param("id", id.value())
        .param("after", after)
        .param("since", Rows.time(clock.instant().minus(NEWS)))
        .query((row, index) -> new NumberedLine(row.getLong("number"), Rows.line(row, index)))
        .list();
  }

  final class Locked implements OpenConversation {

    private final ConversationId id;
    private final ConversationKey key;
    private @Nullable String dialogue;
    private @Nullable String platform;
    private Visitor visitor;
    private Ownership ownership;
    private long lastMessage;
    private long lastEntry;
    private final boolean erased;

    Locked(
        ConversationId id,
        ConversationKey key,
        @Nullable String dialogue,
        @Nullable String platform,
        Visitor visitor,
        Ownership ownership,
        long lastMessage,
        long lastEntry,
        boolean erased) {
      this.id = id;
      this.key = key;
      this.dialogue = dialogue;
      this.platform = platform;
      this.visitor = visitor;
      this.ownership = ownership;
      this.lastMessage = lastMessage;
      this.lastEntry = lastEntry;
      this.erased = erased;
    }

    /** Whether its visitor was forgotten: nothing may be written into it any more. */
    boolean isErased() {
      return erased;
    }

    @Override
    public ConversationId id() {
      return id;
    }

    @Override
    public ConversationKey key() {
      return key;
    }

    @Override
    public @Nullable String dialogue() {
      return dialogue;
    }

    long lastMessage() {
      return lastMessage;
    }

    @Override
    public void keepDialogue(String json) {
      dialogue = json;
      update("dialogue = :value", json);
    }

    @Override
    public Ownership ownership() {
      return ownership;
    }

    /** Takes note of what {@link Owners} wrote. */
    void owned(Ownership next) {
      ownership = next;
    }

    @Override
    public @Nullable String platform() {
      return platform;
    }

    @Override
    public void tell(String name) {
      platform = name;
      update("platform = :value", name);
    }

    /** What the visitor told so far. */
    Visitor visitor() {
      return visitor;
    }

    /**
     * Keeps what the visitor tells; a newer value of a field takes the place of the one before.
     *
     * @return whether anything of it is new
     */
    boolean learn(Visitor told) {
      Visitor known = told.toldAfter(visitor);
      if (erased || known.equals(visitor)) {
        return false;
      }
      visitor = known;
      db.sql(
              "update conversation set visitor = :visitor, email = :email, updated_at = :now"
                  + " where tenant = :tenant and id = :id")
          .param("visitor", rows.write(known))
          .param("email", Rows.searchable(known.email()))
          .param("now", Rows.time(clock.instant()))
          .param("tenant", id.tenant())
          .param("id", id.value())
          .update();
      return true;
    }

    long nextEntry() {
      lastEntry++;
      update("last_entry = :value", lastEntry);
      return lastEntry;
    }

    @Override
    public void append(List<TranscriptEntry> lines) {
      if (lines.isEmpty()) {
        return;
      }
      insert(
          lines.stream()
              .map(line -> row(line, null, null, false))
              .toArray(MapSqlParameterSource[]::new));
    }

    @Override
    public void note(String code, @Nullable String subject, String text) {
      TranscriptEntry line = new TranscriptEntry(AuthorType.SYSTEM, null, text, clock.instant());
      insert(row(line, code, subject, false));
    }

    /**
     * Appends what a person wrote.
     *
     * @param botTells whether the bot's next answer has to bring it to the visitor
     */
    void said(TranscriptEntry line, boolean botTells) {
      insert(row(line, null, null, botTells));
    }

    private void insert(MapSqlParameterSource... rows) {
      batch.batchUpdate(
          """
          insert into handoff_messages (tenant, conversation, number, session_id, author_type,
            author_name, content, written_at, created_at, code, subject, bot_tells)
          values (:tenant, :conversation, :number, :session, :author, :name, :content, :written,
            :now, :code, :subject, :tells)
          """,
          rows);
      update("last_message = :value", lastMessage);
      news.changed(key);
    }

    @Override
    public List<TranscriptEntry> history() {
      return JdbcConversations.this.history(id, lastMessage);
    }

    @Override
    public List<NumberedLine> byAgents(long after) {
      return after >= lastMessage ? List.of() : agentLines(id, after);
    }

    private MapSqlParameterSource row(
        TranscriptEntry line, @Nullable String code, @Nullable String subject, boolean botTells) {
      lastMessage++;
      return new MapSqlParameterSource("tenant", id.tenant())
          .addValue("conversation", id.value())
          .addValue("number", lastMessage)
          .addValue("session", key.conversationId())
          .addValue("author", line.author().wireName())
          .addValue("name", line.authorName())
          .addValue("content", line.text())
          .addValue("written", Rows.timeOrNull(line.at()))
          .addValue("now", Rows.time(clock.instant()))
          .addValue("code", code)
          .addValue("subject", subject)
          .addValue("tells", botTells);
    }

    private void update(String assignment, Object value) {
      db.sql(
              "update conversation set "
                  + assignment
                  + ", updated_at = :now where tenant = :tenant and id = :id")
          .param("value", value)
          .param("now", Rows.time(clock.instant()))
          .param("tenant", id.tenant())
          .param("id", id.value())
          .update();
    }
  }
}
