package dev.handoff.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.OfferItems;
import dev.handoff.handoff.WorkItems;
import dev.handoff.testing.TestOrder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What fails is counted and keeps nothing else from going. */
interface SweepClaims extends HasBench {

  private double failed(String what) {
    return bench()
        .gateway()
        .bean(MeterRegistry.class)
        .get("handoff.retention.failed")
        .tag("what", what)
        .counter()
        .count();
  }

  private boolean isThere(Handoff handoff) {
    return count("handoff where id = ?", handoff.id().value()) == 1;
  }

  private List<Handoff> delivered(int many) {
    return IntStream.range(0, many).mapToObj(n -> bench().deliver(TestOrder.ticket())).toList();
  }

  /** While it runs, a table of somebody else does not let go of these handoffs. */
  private void clamped(List<Handoff> handoffs, Runnable work) {
    db().sql(
            "create table clamp (tenant varchar(64), handoff varchar(40),"
                + " foreign key (tenant, handoff) references handoff (tenant, id))")
        .update();
    try {
      handoffs.forEach(
          handoff ->
              db().sql("insert into clamp values ('main', ?)")
                  .param(handoff.id().value())
                  .update());
      work.run();
    } finally {
      db().sql("drop table clamp").update();
    }
  }

  @Test
  default void aConversationThatCannotBeSweptIsCountedAndKeepsNoOther() {
    List<Handoff> handoffs = delivered(5);
    List<Handoff> broken = List.of(handoffs.get(1), handoffs.get(3));
    double before = failed("handoffs");

    clamped(
        broken,
        () -> {
          later(Duration.ofDays(401));
          assertThat(handoffs).filteredOn(this::isThere).containsExactlyElementsOf(broken);
        });

    assertThat(failed("handoffs")).isGreaterThanOrEqualTo(before + 2);
    later(Duration.ZERO);
    assertThat(handoffs).noneMatch(this::isThere);
  }

  /** However many of them there are, and however few go at once. */
  @Test
  default void conversationsThatCannotBeSweptDoNotFillTheBatches() {
    List<Handoff> handoffs = delivered(4);
    List<Handoff> broken = handoffs.subList(0, 3);
    Instant before = bench().clock().instant().plusSeconds(1);
    Sweep sweep = sweeps(Map.of()).get(0);

    clamped(
        broken,
        () -> {
          for (int goes = 0; goes < 1_000 && sweep.sweep(before, 1).more(); goes++) {
            Thread.onSpinWait();
          }
          assertThat(handoffs).filteredOn(this::isThere).containsExactlyElementsOf(broken);
          assertThat(sweep.sweep(before, 1).more()).as("begins anew").isTrue();
        });
  }

  @Test
  default void aKindThatCannotBeSweptIsCountedAndKeepsNoOther() {
    Handoff handoff = delivered(1).get(0);
    double before = failed("hitl-users");
    db().sql("alter table hitl_user rename to hitl_user_elsewhere").update();
    try {
      later(Duration.ofDays(401));
    } finally {
      db().sql("alter table hitl_user_elsewhere rename to hitl_user").update();
    }

    assertThat(failed("hitl-users")).isGreaterThan(before);
    assertThat(isThere(handoff)).isFalse();
  }

  /** Whoever makes the interval shorter does not wait for the end of the longer one. */
  @Test
  default void aShorterIntervalCountsFromTheStart() {
    Instant far = bench().clock().instant().plus(Duration.ofDays(30));
    db().sql(
            "update scheduled_tasks set execution_time = ? where task_name = 'retention'"
                + " and picked = false")
        .param(far.atOffset(ZoneOffset.UTC))
        .update();

    bench().gateway().bean(RetentionWorker.Beginning.class).start();

    assertThat(
            db().sql("select execution_time from scheduled_tasks where task_name = 'retention'")
                .query(OffsetDateTime.class)
                .single()
                .toInstant())
        .isBeforeOrEqualTo(bench().clock().instant().plus(Duration.ofHours(1)));
  }

  @Test
  default void everyKindIsCountedFromTheStart() {
    MeterRegistry meters = bench().gateway().bean(MeterRegistry.class);

    assertThat(meters.find("handoff.retention.removed").counters())
        .extracting(counter -> counter.getId().getTag("what"))
        .containsExactlyInAnyOrder(
            "handoffs",
            "follow-ups",
            "messages",
            "dialogues",
            "conversations",
            "bot-events",
            "idempotency-keys",
            "inbound-events",
            "hitl-users",
            "phone-contacts",
            "kept-events",
            "audit");
    assertThat(meters.find("handoff.retention.failed").counters()).hasSizeGreaterThan(9);
  }

  /** A work item may outlive what it is about, as that of an offer that ran for very long. */
  @Test
  default void workOfAConversationThatIsGoneEnds() {
    ConversationId gone = new ConversationId("main", UUID.randomUUID().toString());

    bench().gateway().bean(OfferItems.class).schedule(gone, bench().clock().instant());
    bench().gateway().bean(WorkItems.class).schedule(gone);

    await().until(() -> count("scheduled_tasks where task_instance = ?", gone.asText()) == 0);
  }
}
