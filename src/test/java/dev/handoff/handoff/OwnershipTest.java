package dev.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The state machine of who may speak. */
class OwnershipTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final HandoffId CHAT = new HandoffId("chat");
  private static final HandoffId OTHER = new HandoffId("other");
  private static final Operator MAX = new Operator("1", "Max", null);
  private static final Operator EVA = new Operator("2", "Eva", null);

  private static final Ownership OFFERED = Ownership.BOT.offered(CHAT, NOW).orElseThrow();
  private static final Ownership WAITING =
      OFFERED.waiting(CHAT, NOW.plusSeconds(120)).orElseThrow();
  private static final Ownership TAKEN = WAITING.taken(CHAT, MAX, NOW.plusSeconds(5)).orElseThrow();
  private static final Ownership RELEASED =
      TAKEN.released(CHAT, ReleaseReason.COMPLETED, NOW.plusSeconds(60)).orElseThrow();

  @Test
  void goesFromTheBotToAPersonAndBack() {
    assertThat(OFFERED.owner()).isEqualTo(Owner.OFFERED);
    assertThat(TAKEN.owner()).isEqualTo(Owner.HUMAN);
    assertThat(TAKEN.operator()).isEqualTo(MAX);
    assertThat(RELEASED.owner()).isEqualTo(Owner.RELEASED);
    assertThat(RELEASED.reason()).isEqualTo(ReleaseReason.COMPLETED);
    assertThat(RELEASED.offered(OTHER, NOW)).get().extracting(Ownership::handoff).isEqualTo(OTHER);
  }

  @Test
  void isNotOfferedTwice() {
    assertThat(OFFERED.offered(OTHER, NOW)).isEmpty();
    assertThat(TAKEN.offered(OTHER, NOW)).isEmpty();
  }

  @Test
  void isNotOfferedAgainByAHandoffThatHasHadItsEnd() {
    assertThat(RELEASED.offered(CHAT, NOW)).isEmpty();
    assertThat(WAITING.released(CHAT, ReleaseReason.MISSED, NOW).orElseThrow().offered(CHAT, NOW))
        .isEmpty();
  }

  @Test
  void isOfferedAgainWhenTheVisitorAsksOnceMore() {
    assertThat(RELEASED.offeredAgain(CHAT, NOW))
        .get()
        .extracting(Ownership::owner)
        .isEqualTo(Owner.OFFERED);
    assertThat(OFFERED.offeredAgain(CHAT, NOW)).isEmpty();
    assertThat(TAKEN.offeredAgain(OTHER, NOW)).isEmpty();
  }

  @Test
  void isOfferedAgainWhenAHandoffThatFailedIsSentAgain() {
    assertThat(OFFERED.released(CHAT, ReleaseReason.ERROR, NOW).orElseThrow().offered(CHAT, NOW))
        .isPresent();
  }

  @Test
  void isOverdueOnlyWhileNobodyHasCome() {
    assertThat(OFFERED.isOverdue(NOW.plusSeconds(9_999))).isFalse();
    assertThat(WAITING.isOverdue(NOW.plusSeconds(119))).isFalse();
    assertThat(WAITING.isOverdue(NOW.plusSeconds(120))).isTrue();
    assertThat(TAKEN.isOverdue(NOW.plusSeconds(9_999))).isFalse();
  }

  @Test
  void isNotTakenAnewByTheSamePerson() {
    assertThat(TAKEN.taken(CHAT, MAX, NOW.plusSeconds(9))).isEmpty();
    assertThat(TAKEN.taken(CHAT, Operator.UNKNOWN, NOW.plusSeconds(9))).isEmpty();
  }

  @Test
  void goesToAnotherPersonButNotBackInTime() {
    assertThat(TAKEN.taken(CHAT, EVA, NOW.plusSeconds(9)))
        .get()
        .extracting(Ownership::operator)
        .isEqualTo(EVA);
    assertThat(TAKEN.taken(CHAT, EVA, NOW.plusSeconds(1))).isEmpty();
  }

  @Test
  void isNotTakenOnceItIsOver() {
    assertThat(RELEASED.taken(CHAT, EVA, NOW.plusSeconds(90))).isEmpty();
    assertThat(Ownership.BOT.taken(CHAT, EVA, NOW)).isEmpty();
  }

  @Test
  void isNotMissedOnceSomebodyHasCome() {
    assertThat(TAKEN.released(CHAT, ReleaseReason.MISSED, NOW.plusSeconds(9))).isEmpty();
    assertThat(WAITING.released(CHAT, ReleaseReason.MISSED, NOW.plusSeconds(9))).isPresent();
  }

  /** The clocks of Zoho and the gateway are never compared: neither says when the other's began. */
  @Test
  void isTakenAndReleasedWhateverZohosClockSays() {
    Instant before = NOW.minusSeconds(400 * 86_400);
    assertThat(WAITING.taken(CHAT, MAX, before)).isPresent();
    assertThat(WAITING.released(CHAT, ReleaseReason.COMPLETED, before)).isPresent();
  }

  @Test
  void goesBackToThePersonWhoAnswersOnceMoreAfterItWasClosed() {
    Instant later = NOW.plusSeconds(61);
    assertThat(RELEASED.reopened(CHAT, EVA, later))
        .contains(new Ownership(Owner.HUMAN, CHAT, EVA, later, null, null));
    assertThat(RELEASED.reopened(CHAT, EVA, NOW.plusSeconds(60))).isEmpty();
    assertThat(RELEASED.reopened(OTHER, EVA, later)).isEmpty();
    assertThat(TAKEN.reopened(CHAT, EVA, later)).isEmpty();
    assertThat(
            TAKEN
                .released(CHAT, ReleaseReason.STOPPED, NOW.plusSeconds(60))
                .orElseThrow()
                .reopened(CHAT, EVA, later))
        .isEmpty();
  }

  @Test
  void isReleasedOnce() {
    assertThat(RELEASED.released(CHAT, ReleaseReason.COMPLETED, NOW.plusSeconds(99))).isEmpty();
  }

  @Test
  void leavesEventsOfOtherHandoffsAlone() {
    assertThat(WAITING.taken(OTHER, MAX, NOW)).isEmpty();
    assertThat(WAITING.released(OTHER, ReleaseReason.COMPLETED, NOW)).isEmpty();
    assertThat(WAITING.waiting(OTHER, NOW)).isEmpty();
  }
}
