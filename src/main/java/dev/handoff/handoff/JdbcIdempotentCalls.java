package dev.handoff.handoff;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcIdempotentCalls implements IdempotentCalls {

  private record Row(String bodyHash, Answered answered) {}

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final Clock clock;

  JdbcIdempotentCalls(JdbcClient db, TransactionTemplate tx, Clock clock) {
    this.db = db;
    this.tx = tx;
    this.clock = clock;
  }

  @Override
  public Answered once(String tenant, IdempotencyKey key, Supplier<Answered> work) {
    return tx.execute(
        status -> {
          while (!claim(tenant, key)) {
            Optional<Answered> first = first(tenant, key);
            if (first.isPresent()) {
              return first.get();
            }
            // It was old enough to go just now.
          }
          Answered answered = work.get();
          keep(tenant, key, answered);
          return answered;
        });
  }

  /** Waits for a caller with the same key, until its transaction ends. */
  private boolean claim(String tenant, IdempotencyKey key) {
    return of(
                """
                insert into idempotency_key (tenant, operation, key_value, body_hash, created_at)
                values (:tenant, :operation, :key, :hash, :now)
                on conflict do nothing
                """,
                tenant,
                key)
            .param("hash", key.bodyHash())
            .param("now", Rows.time(clock.instant()))
            .update()
        == 1;
  }

  private Optional<Answered> first(String tenant, IdempotencyKey key) {
    Optional<Row> row =
        of(
                """
                select body_hash, handoff, status, answer from idempotency_key
                 where tenant = :tenant and operation = :operation and key_value = :key
                """,
                tenant,
                key)
            .query(
                (found, number) -> {
                  String handoff = found.getString("handoff");
                  return new Row(
                      found.getString("body_hash"),
                      new Answered(
                          handoff == null ? null : new HandoffId(handoff),
                          new StoredAnswer(found.getInt("status"), found.getString("answer"))));
                })
            .optional();
    if (row.isPresent() && !key.isOf(row.get().bodyHash())) {
      throw new IdempotencyKeyReusedException(key.key());
    }
    return row.map(Row::answered);
  }

  private void keep(String tenant, IdempotencyKey key, Answered answered) {
    HandoffId handoff = answered.handoff();
    of(
            """
            update idempotency_key set handoff = :handoff, status = :status, answer = :answer
             where tenant = :tenant and operation = :operation and key_value = :key
            """,
            tenant,
            key)
        .param("handoff", handoff == null ? null : handoff.value())
        .param("status", answered.answer().status())
        .param("answer", answered.answer().body())
        .update();
  }

  private JdbcClient.StatementSpec of(String sql, String tenant, IdempotencyKey key) {
    return db.sql(sql)
        .param("tenant", tenant)
        .param("operation", key.operation())
        .param("key", key.key());
  }
}
