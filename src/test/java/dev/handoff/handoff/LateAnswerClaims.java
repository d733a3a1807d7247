package dev.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.handoff.LateAnswer.Said;
import dev.handoff.handoff.LateAnswer.State;
import dev.handoff.testing.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the visitor is still to hear: promised once, told once, by the newest worker only. */
interface LateAnswerClaims extends HasStorage {

  private LateAnswers answers() {
    return storage().lateAnswers;
  }

  /** A handoff of which an answer was promised. */
  private Handoff promised(String requestId) {
    Handoff handoff = storage().accept(Orders.order());
    storage()
        .store
        .tx()
        .executeWithoutResult(
            status -> assertThat(answers().promise(handoff, requestId, "{\"number\":1}")).isTrue());
    return handoff;
  }

  private LateAnswer now(Handoff handoff) {
    return answers().find(LateAnswerId.of(handoff)).orElseThrow();
  }

  private LateAnswer claimed(Handoff handoff) {
    return answers().claim(LateAnswerId.of(handoff)).orElseThrow();
  }

  @Test
  default void promiseIsKeptWithItsWorkItem() {
    Handoff handoff = promised("req-1");

    LateAnswer late = now(handoff);

    assertThat(late.state()).isEqualTo(State.PROMISED);
    assertThat(late.requestId()).isEqualTo("req-1");
    assertThat(late.asked()).isEqualTo("{\"number\":1}");
    assertThat(late.held()).isFalse();
    assertThat(late.sent()).isNull();
    assertThat(late.conversation()).isEqualTo(handoff.key());
    assertThat(late.promisedAt()).isEqualTo(storage().clock.instant());
    assertThat(late.settled()).isFalse();
    assertThat(workItems(handoff)).isOne();
  }

  private long workItems(Handoff handoff) {
    return storage()
        .store
        .count(
            "scheduled_tasks",
            "task_name = 'late-answer' and task_instance = ?",
            LateAnswerId.of(handoff).asText());
  }

  @Test
  default void promiseThatIsNotCommittedLeavesNothing() {
    Handoff handoff = storage().accept(Orders.order());

    storage()
        .store
        .tx()
        .executeWithoutResult(
            status -> {
              answers().promise(handoff, "req-1", "{}");
              status.setRollbackOnly();
            });

    assertThat(answers().find(LateAnswerId.of(handoff))).isEmpty();
    assertThat(workItems(handoff)).isZero();
  }

  @Test
  default void sameCallIsPromisedTheSame() {
    Handoff handoff = promised("req-1");

    assertThat(answers().promise(handoff, "req-1", "{}")).isTrue();
    assertThat(now(handoff).held()).isFalse();
  }

  @Test
  default void anotherCallIsToldThatItIsOnItsWay() {
    Handoff handoff = promised("req-1");

    assertThat(answers().promise(handoff, "req-2", "{}")).isFalse();
    assertThat(now(handoff).requestId()).isEqualTo("req-1");
    assertThat(now(handoff).held()).isTrue();
  }

  @Test
  default void whatIsOwedIsFoundInItsConversationOnly() {
    Handoff mine = storage().accept(Orders.order());
    Handoff other = storage().accept(Orders.order());
    answers().owe(mine, "{\"number\":1}");
    answers().owe(other, "{}");

    assertThat(answers().owed(mine.conversation()))
        .singleElement()
        .satisfies(
            late -> {
              assertThat(late.id()).isEqualTo(LateAnswerId.of(mine));
              assertThat(late.held()).isTrue();
            });
    answers().told(LateAnswerId.of(mine));
    assertThat(answers().owed(mine.conversation())).isEmpty();
  }

  @Test
  default void promiseIsNotOwedUntilItIsKept() {
    Handoff handoff = promised("req-1");

    assertThat(answers().owed(handoff.conversation())).isEmpty();
    answers().keep(claimed(handoff));

    assertThat(answers().owed(handoff.conversation())).hasSize(1);
    assertThat(answers().claim(LateAnswerId.of(handoff))).isEmpty();
  }

  @Test
  default void promiseStaysWhenTheOutcomeWasToldElsewhere() {
    Handoff handoff = promised("req-1");

    answers().told(LateAnswerId.of(handoff));

    assertThat(now(handoff).state()).isEqualTo(State.PROMISED);
  }

  @Test
  default void outcomeEndsItAndHoldingLeavesItOwed() {
    Handoff one = promised("req-1");
    Handoff two = promised("req-2");

    answers().answered(claimed(one), Said.OUTCOME);
    answers().answered(claimed(two), Said.HOLDING);

    assertThat(now(one).state()).isEqualTo(State.TOLD);
    assertThat(now(two).state()).isEqualTo(State.OWED);
    assertThat(now(two).held()).isTrue();
  }

  @Test
  default void knowsThatSomethingMayHaveBeenSent() {
    Handoff handoff = promised("req-1");
    answers().begin(claimed(handoff), Said.OUTCOME);

    LateAnswer afterCrash = claimed(handoff);

    assertThat(afterCrash.sent()).isEqualTo(Said.OUTCOME);
    assertThat(afterCrash.attempts()).isOne();
    Instant retryAt = storage().clock.instant().plus(Duration.ofSeconds(2));
    answers().retry(afterCrash, null, retryAt);
    assertThat(now(handoff).sent()).isNull();
    assertThat(now(handoff).retryAt()).isEqualTo(retryAt);
  }

  @Test
  default void outcomeStaysOwedWhenLessMayHaveBeenTaken() {
    Handoff handoff = promised("req-1");
    LateAnswer holding = answers().begin(claimed(handoff), Said.HOLDING);

    assertThat(answers().begin(holding, Said.OUTCOME).sent()).isEqualTo(Said.HOLDING);
  }

  @Test
  default void knowsThatItsHandoffIsSettled() {
    Handoff handoff = promised("req-1");
    Delivery delivery = storage().claim(handoff);
    assertThat(now(handoff).settled()).isFalse();

    storage().mailbox.delivered(delivery);

    assertThat(now(handoff).settled()).isTrue();
  }

  @Test
  default void replayAfterTheRefusalWasToldIsOwedUntilItIsTold() {
    Handoff handoff = storage().accept(Orders.order());
    answers().refused(handoff, "{\"number\":1}");
    assertThat(now(handoff).state()).isEqualTo(State.TOLD);
    assertThat(answers().owed(handoff.conversation())).isEmpty();

    answers().replayed(handoff);

    assertThat(answers().owed(handoff.conversation()))
        .singleElement()
        .satisfies(late -> assertThat(late.state()).isEqualTo(State.REPLAYED))
        .satisfies(late -> assertThat(late.held()).isTrue());
    answers().told(LateAnswerId.of(handoff));
    assertThat(answers().owed(handoff.conversation())).isEmpty();
  }

  @Test
  default void replayWithoutAnythingToldLeavesWhatIsOwed() {
    Handoff handoff = storage().accept(Orders.order());
    Handoff unknown = storage().accept(Orders.order());
    answers().owe(handoff, "{}");

    answers().replayed(handoff);
    answers().replayed(unknown);

    assertThat(now(handoff).state()).isEqualTo(State.OWED);
    assertThat(answers().find(LateAnswerId.of(unknown))).isEmpty();
  }

  /** Its response told the refusal, and perhaps SalesIQ has taken that. */
  @Test
  default void replayWhileTheRefusalIsBeingToldKeepsTheEndOwed() {
    Handoff handoff = promised("req-1");
    LateAnswer telling = answers().begin(claimed(handoff), Said.OUTCOME);

    answers().replayed(handoff);

    assertThatThrownBy(() -> answers().answered(telling, Said.OUTCOME))
        .isInstanceOf(StaleLateAnswerException.class);
    LateAnswer next = claimed(handoff);
    assertThat(next.sent()).isEqualTo(Said.HOLDING);
    answers().answered(next, next.sent());
    assertThat(answers().owed(handoff.conversation())).hasSize(1);
  }

  @Test
  default void whatWasToldInVainIsAsItWasBefore() {
    Handoff ended = promised("req-1");
    Handoff underWay = promised("req-2");
    answers().keep(claimed(ended));
    answers().keep(claimed(underWay));
    LateAnswer one = now(ended);
    LateAnswer two = now(underWay);
    answers().told(one.id());
    answers().held(two);

    answers().untold(one);
    answers().untold(two);

    assertThat(now(ended)).isEqualTo(one);
    assertThat(now(underWay)).isEqualTo(two);
  }

  @Test
  default void outcomeThatWasToldInVainIsOwed() {
    Handoff delivered = storage().accept(Orders.order());
    Handoff refused = storage().accept(Orders.order());
    Handoff promised = promised("req-1");
    answers().refused(refused, "{}");

    answers().untold(delivered, "{\"number\":2}");
    answers().untold(refused, "{}");
    answers().untold(promised, "{}");

    assertThat(now(delivered).state()).isEqualTo(State.OWED);
    assertThat(now(delivered).asked()).isEqualTo("{\"number\":2}");
    assertThat(now(refused).state()).isEqualTo(State.OWED);
    assertThat(now(promised).state()).isEqualTo(State.PROMISED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"begin", "answered", "retry", "keep", "progressed"})
  default void workerThatLostItsClaimWritesNothing(String act) {
    Handoff handoff = promised(UUID.randomUUID().toString());
    LateAnswer older = claimed(handoff);
    LateAnswer newer = claimed(handoff);
    Consumer<LateAnswer> write =
        switch (act) {
          case "begin" -> late -> answers().begin(late, Said.OUTCOME);
          case "answered" -> late -> answers().answered(late, Said.OUTCOME);
          case "retry" -> late -> answers().retry(late, null, storage().clock.instant());
          case "keep" -> late -> answers().keep(late);
          default -> late -> answers().progressed(late);
        };

    assertThatThrownBy(() -> write.accept(older))
        .isInstanceOf(StaleLateAnswerException.class)
        .hasMessageContaining(handoff.id().value());

    assertThat(now(handoff)).isEqualTo(newer);
    write.accept(newer);
  }
}
