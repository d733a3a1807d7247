package dev.handoff.handoff;

import static dev.handoff.testing.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every attempt that did not succeed is kept with the outcome, and no more than 50 of them. */
interface AttemptClaims extends HasStorage {

  HandoffError BUSY = new HandoffError("ticket", "http_429", "Too many", "Wait.", true);
  HandoffError PAUSE = new HandoffError("ticket", "zoho_pause", "Not yet", "Wait.", true);
  HandoffError REFUSED = new HandoffError("call", "INVALID_DATA", "No\0 \uD83C\uDD98", null, false);

  private List<FailedAttempt> attempts(Handoff handoff) {
    return new AttemptLog(storage().store.db(), new NodeName("node-a")).all(handoff);
  }

  private Instant in(int seconds) {
    return storage().clock.instant().plusSeconds(seconds);
  }

  private void fail(Handoff handoff, HandoffError error, boolean counts) {
    storage().mailbox.retry(storage().claim(handoff), error, in(10), counts);
    storage().clock.advance(Duration.ofSeconds(10));
  }

  @Test
  default void everyFailedAttemptIsKept() {
    Handoff handoff = storage().accept(order());
    Instant begun = storage().clock.instant();
    fail(handoff, BUSY, true);
    fail(handoff, BUSY, true);
    storage().mailbox.park(storage().claim(handoff), REFUSED);

    List<FailedAttempt> kept = attempts(handoff);

    assertThat(kept).extracting(FailedAttempt::number).containsExactly(1, 2, 3);
    assertThat(kept).extracting(FailedAttempt::attempt).containsExactly(1, 2, 3);
    assertThat(kept).extracting(FailedAttempt::node).containsOnly("node-a");
    assertThat(kept.get(0))
        .isEqualTo(
            new FailedAttempt(
                1,
                1,
                true,
                1,
                new HandoffError("ticket", "http_429", "Too many", null, true),
                begun,
                begun,
                begun.plusSeconds(10),
                "node-a"));
    assertThat(kept.get(2).error().message())
        .as("Zoho's words as the handoff's error shows them")
        .isEqualTo(storage().now(handoff).lastError().message());
    assertThat(kept.get(2).error().retryable()).isFalse();
    assertThat(kept.get(2).nextAttemptAt()).isNull();
  }

  @Test
  default void whatSucceedsAtOnceLeavesNone() {
    Handoff handoff = storage().accept(order());
    storage().mailbox.delivered(storage().claim(handoff));

    assertThat(attempts(handoff)).isEmpty();
  }

  @Test
  default void beingPutOffForTheSameReasonIsOneRowWithItsCount() {
    Handoff handoff = storage().accept(order());
    Instant begun = storage().clock.instant();
    fail(handoff, PAUSE, false);
    fail(handoff, PAUSE, false);
    storage().mailbox.suspend(storage().claim(handoff), PAUSE, in(30));
    storage().clock.advance(Duration.ofSeconds(30));
    fail(handoff, BUSY, false);
    fail(handoff, BUSY, true);
    fail(handoff, BUSY, false);

    List<FailedAttempt> kept = attempts(handoff);

    assertThat(kept).extracting(FailedAttempt::times).containsExactly(3, 1, 1, 1);
    assertThat(kept)
        .extracting(FailedAttempt::isCounted)
        .containsExactly(false, false, true, false);
    assertThat(kept).extracting(FailedAttempt::attempt).containsExactly(0, 0, 1, 1);
    assertThat(kept.get(0).firstAt()).isEqualTo(begun);
    assertThat(kept.get(0).lastAt()).isEqualTo(begun.plusSeconds(20));
    assertThat(kept.get(0).nextAttemptAt()).isEqualTo(begun.plusSeconds(50));
  }

  @Test
  default void theFirstAndTheNewestOfVeryManyAreKept() {
    Handoff handoff = storage().accept(order());
    IntStream.rangeClosed(1, 53).forEach(n -> fail(handoff, BUSY, true));

    List<Integer> numbers = attempts(handoff).stream().map(FailedAttempt::number).toList();

    assertThat(numbers)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 53).filter(n -> n <= 10 || n > 13).boxed().toList());
  }

  @Test
  default void attemptsBeforeAReplayAreKeptAndThoseAfterItCountAnew() {
    Handoff handoff = storage().accept(order());
    fail(handoff, BUSY, true);
    storage().mailbox.park(storage().claim(handoff), BUSY);
    storage()
        .deadLetters
        .replay(
            storage().now(handoff),
            DeadLetters.Replay.asItIs(storage().clock.instant(), ""),
            "ops");
    fail(handoff, BUSY, true);

    assertThat(attempts(handoff)).extracting(FailedAttempt::attempt).containsExactly(1, 2, 1);
  }

  @Test
  default void whoLostTheHandoffNotesNoAttempt() {
    Handoff handoff = storage().accept(order());
    Delivery stale = storage().claim(handoff);
    storage().claim(handoff);

    assertThatThrownBy(() -> storage().mailbox.retry(stale, BUSY, in(10), true))
        .isInstanceOf(StaleClaimException.class);
    assertThatThrownBy(() -> storage().mailbox.park(stale, BUSY))
        .isInstanceOf(StaleClaimException.class);

    assertThat(attempts(handoff)).isEmpty();
  }

  /** An outcome without its attempt, or the other way round, would tell something untrue. */
  @Test
  default void anAttemptThatCannotBeNotedIsNoOutcome() {
    Handoff handoff = storage().accept(order());
    Delivery delivery = storage().claim(handoff);
    HandoffError endless = new HandoffError("ticket", "x", "y", null, true);
    storage().store.db().sql("alter table handoff_attempt rename to away").update();
    try {
      assertThatThrownBy(() -> storage().mailbox.retry(delivery, endless, in(10), true))
          .isInstanceOf(RuntimeException.class);
      assertThat(storage().now(handoff).state()).isEqualTo(HandoffState.DELIVERING);
    } finally {
      storage().store.db().sql("alter table away rename to handoff_attempt").update();
    }
  }
}
