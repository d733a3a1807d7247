package dev.handoff.handoff;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which keys were used for what; part of the transaction that accepts the handoff. */
@Component
class IdempotencyKeys {

  /** An earlier use of a key. */
  record Used(HandoffId handoff, Instant at, @Nullable StoredAnswer answer) {}

  private record Row(String bodyHash, Used used) {}

  private final JdbcClient db;
  private final Clock clock;

  IdempotencyKeys(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * Claims the key for {@code handoff}, or tells what it was used for.
   *
   * @throws IdempotencyKeyReusedException when that was another body
   */
  Optional<Used> use(String tenant, IdempotencyKey key, HandoffId handoff) {
    int claimed =
        db.sql(
                """
                insert into idempotency_key (tenant, operation, key_value, body_hash, handoff,
                  created_at)
                values (:tenant, :operation, :key, :hash, :handoff, :now)
                on conflict do nothing
                """)
            .param("tenant", tenant)
            .param("operation", key.operation())
            .param("key", key.key())
            .param("hash", key.bodyHash())
            .param("handoff", handoff.value())
            .param("now", Rows.time(clock.instant()))
            .update();
    if (claimed == 1) {
      return Optional.empty();
    }
    Row row = find(tenant, key).orElse(null);
    if (row == null) {
      // It was old enough to go just now.
      return use(tenant, key, handoff);
    }
    if (!key.isOf(row.bodyHash())) {
      throw new IdempotencyKeyReusedException(key.key());
    }
    return Optional.of(row.used());
  }

  private Optional<Row> find(String tenant, IdempotencyKey key) {
    return db.sql(
            """
            select body_hash, handoff, status, answer, created_at from idempotency_key
             where tenant = :tenant and operation = :operation and key_value = :key
            """)
        .param("tenant", tenant)
        .param("operation", key.operation())
        .param("key", key.key())
        .query(
            (row, number) -> {
              String answer = row.getString("answer");
              return new Row(
                  row.getString("body_hash"),
                  new Used(
                      new HandoffId(row.getString("handoff")),
                      Rows.required(row, "created_at"),
                      answer == null ? null : new StoredAnswer(row.getInt("status"), answer)));
            })
        .optional();
  }

  /** The first answer that was kept for the key. */
  Optional<StoredAnswer> answer(String tenant, IdempotencyKey key) {
    return find(tenant, key).flatMap(row -> Optional.ofNullable(row.used().answer()));
  }

  void pointTo(String tenant, IdempotencyKey key, HandoffId handoff) {
    db.sql(
            """
            update idempotency_key set handoff = :handoff
             where tenant = :tenant and operation = :operation and key_value = :key
            """)
        .param("handoff", handoff.value())
        .param("tenant", tenant)
        .param("operation", key.operation())
        .param("key", key.key())
        .update();
  }

  void remember(String tenant, IdempotencyKey key, StoredAnswer answer) {
    db.sql(
            """
            update idempotency_key set status = :status, answer = :answer
             where tenant = :tenant and operation = :operation and key_value = :key
               and answer is null
            """)
        .param("status", answer.status())
        .param("answer", answer.body())
        .param("tenant", tenant)
        .param("operation", key.operation())
        .param("key", key.key())
        .update();
  }
}
