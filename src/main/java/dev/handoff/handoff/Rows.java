package dev.handoff.handoff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From rows to the words of the subject and back. */
final class Rows {

  static final String FROM =
      "handoff h join conversation c on c.tenant = h.tenant and c.id = h.conversation";

  /** Every column that {@link #handoff} reads, from {@code handoff h join conversation c}. */
  static final String HANDOFF = "select h.*, c.channel, c.conversation_id from " + FROM + " ";

  private static final int LONGEST_EMAIL = 255;

  private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

  private final ObjectMapper json;

  Rows(ObjectMapper json) {
    this.json = json;
  }

  Handoff handoff(ResultSet row, int number) throws SQLException {
    String tenant = row.getString("tenant");
    String asked = row.getString("asked_kind");
    String kind = row.getString("kind");
    Mend mend = mend(row.getString("mend"));
    return new Handoff(
        new HandoffId(row.getString("id")),
        new ConversationId(tenant, row.getString("conversation")),
        key(row),
        row.getLong("entry"),
        kind(asked),
        kind(kind),
        state(row),
        mend.applyTo(read(row.getString("request"))),
        mend,
        row.getLong("transcript_upto"),
        row.getString("correlation"),
        row.getString("trace_parent"),
        row.getInt("claim"),
        row.getInt("attempts"),
        required(row, "attempts_since"),
        instant(row, "next_attempt_at"),
        error(row),
        required(row, "created_at"),
        required(row, "updated_at"),
        instant(row, "settled_at"));
  }

  /** Null for one that is not chosen yet, and for what only follows a handoff. */
  static @Nullable HandoffKind kind(@Nullable String name) {
    for (HandoffKind kind : HandoffKind.values()) {
      if (kind.wireName().equals(name)) {
        return kind;
      }
    }
    return null;
  }

  /** From any row that has the conversation's key. */
  static ConversationKey key(ResultSet row) throws SQLException {
    return new ConversationKey(
        row.getString("tenant"),
        constant(Channel.class, row.getString("channel")),
        row.getString("conversation_id"));
  }

  static Ownership ownership(ResultSet row) throws SQLException {
    String handoff = row.getString("owner_handoff");
    String reason = row.getString("owner_reason");
    Operator operator =
        new Operator(
            row.getString("operator_id"),
            row.getString("operator_name"),
            row.getString("operator_email"));
    return new Ownership(
        constant(Owner.class, row.getString("owner")),
        handoff == null ? null : new HandoffId(handoff),
        operator.equals(Operator.UNKNOWN) ? null : operator,
        instant(row, "owner_since"),
        reason == null ? null : constant(ReleaseReason.class, reason),
        instant(row, "offer_until"));
  }

  static HandoffState state(ResultSet row) throws SQLException {
    return constant(HandoffState.class, row.getString("state"));
  }

  private static @Nullable HandoffError error(ResultSet row) throws SQLException {
    String code = row.getString("error_code");
    String message = row.getString("error_message");
    if (code == null || message == null) {
      return null;
    }
    return new HandoffError(
        row.getString("error_step"),
        code,
        message,
        row.getString("error_remedy"),
        row.getBoolean("error_retryable"));
  }

  JournalStep step(ResultSet row, int number) throws SQLException {
    return new JournalStep(
        row.getString("name"),
        constant(StepState.class, row.getString("state")),
        required(row, "started_at"),
        required(row, "changed_at"),
        row.getString("detail"),
        facts(row.getString("facts")));
  }

  static TranscriptEntry line(ResultSet row, int number) throws SQLException {
    return new TranscriptEntry(
        constant(AuthorType.class, row.getString("author_type")),
        row.getString("author_name"),
        row.getString("content"),
        instant(row, "written_at"));
  }

  static StoredMessage message(ResultSet row) throws SQLException {
    return new StoredMessage(
        row.getLong("number"),
        constant(AuthorType.class, row.getString("author_type")),
        row.getString("author_name"),
        row.getString("content"),
        required(row, "created_at"),
        row.getString("code"),
        row.getString("subject"));
  }

  String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /** From {@code outbound_message o join conversation c}. */
  BotEvent botEvent(ResultSet row, int number) throws SQLException {
    return new BotEvent(
        row.getString("id"),
        new ConversationId(row.getString("tenant"), row.getString("conversation")),
        key(row),
        row.getString("target"),
        platformEvent(row.getString("payload")),
        constant(BotEvent.State.class, row.getString("state")),
        row.getInt("claim"),
        row.getInt("attempts"),
        row.getInt("parts_done"),
        row.getInt("alert"),
        required(row, "since"),
        instant(row, "next_attempt_at"),
        row.getString("error_code"),
        row.getString("error_message"),
        required(row, "created_at"),
        required(row, "updated_at"));
  }

  private PlatformEvent platformEvent(String text) {
    try {
      return json.readValue(text, PlatformEvent.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored event for a bot platform is not readable", e);
    }
  }

  HandoffRequest read(String text) {
    try {
      return json.readValue(text, HandoffRequest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored handoff request is not readable", e);
    }
  }

  HumanEvent humanEvent(String text) {
    try {
      return json.readValue(text, HumanEvent.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept event is not readable", e);
    }
  }

  private Mend mend(@Nullable String text) {
    try {
      return text == null ? Mend.NOTHING : json.readValue(text, Mend.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was mended in a stored handoff is not readable", e);
    }
  }

  static AuditEntry auditEntry(ResultSet row, int number) throws SQLException {
    return new AuditEntry(
        row.getString("id"),
        required(row, "happened_at"),
        row.getString("who"),
        row.getString("act"),
        row.getString("subject"),
        row.getString("detail"));
  }

  /** The facts of a stored step. */
  Map<String, String> facts(String text) {
    try {
      return json.readValue(text, FACTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the facts of a stored step are not readable", e);
    }
  }

  /** Zoho's words as both databases take them: PostgreSQL knows no character 0. */
  static @Nullable String storable(@Nullable String text) {
    return text == null ? null : text.replace("\0", "");
  }

  /** Like {@link #storable(String)}, cut to a column's length. */
  static @Nullable String storable(@Nullable String text, int longest) {
    String whole = storable(text);
    return whole == null || whole.length() <= longest ? whole : whole.substring(0, longest);
  }

  /** An e-mail address as lists are searched by it. */
  static @Nullable String searchable(@Nullable String email) {
    return email == null ? null : storable(email.toLowerCase(Locale.ROOT), LONGEST_EMAIL);
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
    return instant == null ? null : time(instant);
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static Instant required(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String wireName) {
    return Enum.valueOf(type, wireName.toUpperCase(Locale.ROOT));
  }
}
