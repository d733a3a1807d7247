package dev.handoff.handoff;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcJournal implements Journal {

  private static final int LONGEST_TICKET_NUMBER = 64;

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final Clock clock;
  private final Rows rows;
  private final References references;

  JdbcJournal(
      JdbcClient db, TransactionTemplate tx, Clock clock, Rows rows, References references) {
    this.db = db;
    this.tx = tx;
    this.clock = clock;
    this.rows = rows;
    this.references = references;
  }

  @Override
  public Delivery begin(Delivery delivery, String step) {
    Instant now = clock.instant();
    write(delivery, new JournalStep(step, StepState.STARTED, now, now, null, Map.of()));
    return new Delivery(
        delivery.handoff(), delivery.transcript(), List.copyOf(others(delivery, step)));
  }

  private static List<JournalStep> others(Delivery delivery, String step) {
    List<JournalStep> others = new ArrayList<>(delivery.journal());
    others.removeIf(entry -> entry.name().equals(step));
    return others;
  }

  @Override
  public Delivery done(Delivery delivery, String step, Map<String, String> facts) {
    Instant now = clock.instant();
    JournalStep done =
        new JournalStep(
            step,
            StepState.DONE,
            now,
            now,
            null,
            Collections.unmodifiableMap(new TreeMap<>(facts)));
    write(delivery, done);
    List<JournalStep> journal = others(delivery, step);
    journal.add(done);
    return new Delivery(delivery.handoff(), delivery.transcript(), List.copyOf(journal));
  }

  @Override
  public void failed(Delivery delivery, String step, String detail, boolean uncertain) {
    Instant now = clock.instant();
    StepState state = uncertain ? StepState.UNCERTAIN : StepState.FAILED;
    // Of what is unclear without a known beginning, only this is sure.
    Instant begun = uncertain ? delivery.handoff().createdAt() : now;
    write(delivery, new JournalStep(step, state, begun, now, detail, Map.of()));
  }

  @Override
  public void reopen(Delivery delivery, String step, String why) {
    tx.executeWithoutResult(
        status -> {
          fence(delivery.handoff());
          db.sql(
                  "update handoff_step set state = :state, changed_at = :at, detail = :detail,"
                      + " facts = :facts"
                      + " where tenant = :tenant and handoff = :handoff and name = :name")
              .param("state", StepState.FAILED.wireName())
              .param("at", Rows.time(clock.instant()))
              .param("detail", why)
              .param("facts", rows.write(Map.of()))
              .param("tenant", delivery.handoff().conversation().tenant())
              .param("handoff", delivery.handoff().id().value())
              .param("name", step)
              .update();
        });
  }

  private void write(Delivery delivery, JournalStep step) {
    tx.executeWithoutResult(
        status -> {
          fence(delivery.handoff());
          if (update(delivery.handoff(), step) == 0) {
            insert(delivery.handoff(), step);
          }
          noteTicketNumber(delivery.handoff(), step.facts().get("ticketNumber"));
          references.note(delivery.handoff(), step.facts());
        });
  }

  /** By its number people ask for a ticket, so lists are searched by it. */
  private void noteTicketNumber(Handoff handoff, @Nullable String number) {
    if (number != null) {
      db.sql("update handoff set ticket_number = :number where tenant = :tenant and id = :id")
          .param("number", Rows.storable(number, LONGEST_TICKET_NUMBER))
          .param("tenant", handoff.conversation().tenant())
          .param("id", handoff.id().value())
          .update();
    }
  }

  /** Locks the handoff's row, so that a take-over and this entry cannot both succeed. */
  private void fence(Handoff handoff) {
    @Nullable Integer claim =
        db.sql(
                """
                select claim from handoff
                 where tenant = :tenant and id = :id and state = 'delivering' for update
                """)
            .param("tenant", handoff.conversation().tenant())
            .param("id", handoff.id().value())
            .query(Integer.class)
            .optional()
            .orElse(null);
    if (claim == null || claim != handoff.claim()) {
      throw new StaleClaimException(handoff);
    }
  }

  /** A step that ends keeps the moment at which it was begun. */
  private int update(Handoff handoff, JournalStep step) {
    String begun = step.state() == StepState.STARTED ? ", started_at = :at" : "";
    return db.sql(
            "update handoff_step set state = :state, changed_at = :at, detail = :detail,"
                + " facts = :facts"
                + begun
                + " where tenant = :tenant and handoff = :handoff and name = :name"
                + " and state <> 'done'")
        .param("state", step.state().wireName())
        .param("at", Rows.time(step.at()))
        .param("detail", Rows.storable(step.detail()))
        .param("facts", rows.write(step.facts()))
        .param("tenant", handoff.conversation().tenant())
        .param("handoff", handoff.id().value())
        .param("name", step.name())
        .update();
  }

  /** Meets a row only where the step is finished, and then leaves it alone. */
  private void insert(Handoff handoff, JournalStep step) {
    db.sql(
            """
            insert into handoff_step (tenant, handoff, name, place, state, started_at, changed_at,
              detail, facts)
            select :tenant, :handoff, :name, count(*), :state, :begun, :at, :detail, :facts
              from handoff_step where tenant = :tenant and handoff = :handoff
            on conflict do nothing
            """)
        .param("tenant", handoff.conversation().tenant())
        .param("handoff", handoff.id().value())
        .param("name", step.name())
        .param("state", step.state().wireName())
        .param("begun", Rows.time(step.startedAt()))
        .param("at", Rows.time(step.at()))
        .param("detail", Rows.storable(step.detail()))
        .param("facts", rows.write(step.facts()))
        .update();
  }
}
