package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.LateAnswer;
import dev.handoff.handoff.LateAnswer.Said;
import dev.handoff.handoff.LateAnswer.State;
import dev.handoff.handoff.LateAnswerId;
import dev.handoff.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LateAnswerPlanTest {

  private final TestClock clock = new TestClock();
  private final Instant promised = clock.instant();
  private final LateAnswerPlan plan = new LateAnswerPlan(settings(Map.of()), clock);

  private static LateAnswerSettings settings(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("handoff.late-answer", LateAnswerSettings.class);
  }

  private LateAnswer late(boolean settled, Long retryAfter, Long progressAfter) {
    return late(State.PROMISED, settled, retryAfter, progressAfter);
  }

  private LateAnswer late(State state, boolean settled, Long retryAfter, Long progressAfter) {
    return new LateAnswer(
        new LateAnswerId("default", new HandoffId("h")),
        ConversationKey.of(Channel.SALESIQ, "c"),
        "req",
        "{}",
        state,
        false,
        null,
        1,
        0,
        progressAfter == null ? null : promised.plusSeconds(progressAfter),
        retryAfter == null ? null : promised.plusSeconds(retryAfter),
        promised,
        settled);
  }

  /** By default: soonest 1, progress 20 and every 45, closing 140, within 170, look 30. */
  @ParameterizedTest
  @CsvSource({
    "0, false, , , nothing",
    "0, true, , , nothing",
    "1, true, , , response",
    "20, false, , , progress",
    "20, false, , 20, nothing",
    "64, false, , 20, nothing",
    "65, false, , 20, progress",
    "139, false, , 135, nothing",
    "140, false, , 135, response",
    "30, true, 40, 29, nothing",
    "40, true, 40, 29, response",
    "150, false, 160, 149, nothing",
    "170, true, , , over",
    "170, false, , , over",
  })
  void knowsWhatIsDue(long seconds, boolean settled, Long retry, Long progress, String due) {
    LateAnswer late = late(settled, retry, progress);
    clock.advance(Duration.ofSeconds(seconds));

    String told = plan.isProgressDue(late) ? "progress" : "nothing";
    told = plan.isResponseDue(late) ? "response" : told;
    told = plan.isOver(late) ? "over" : told;

    assertThat(told).isEqualTo(due);
  }

  @ParameterizedTest
  @CsvSource({
    "0, false, , , 20",
    "0, true, , , 1",
    "15, false, , , 20",
    "60, false, , 20, 65",
    "66, false, , 65, 96",
    "135, false, , 130, 140",
    "30, true, 33, 29, 33",
    "165, true, 200, 160, 170",
  })
  void looksAgainInTime(long seconds, boolean settled, Long retry, Long progress, long next) {
    LateAnswer late = late(settled, retry, progress);
    clock.advance(Duration.ofSeconds(seconds));

    assertThat(plan.next(late)).contains(promised.plusSeconds(next));
  }

  @Test
  void leavesAlonePromisesThatAreOver() {
    assertThat(plan.next(late(State.OWED, true, null, null))).isEmpty();
    assertThat(plan.next(late(State.TOLD, true, null, null))).isEmpty();
  }

  @Test
  void sendsOneSignOfLifeOnlyWhenThatIsSet() {
    LateAnswerPlan once =
        new LateAnswerPlan(settings(Map.of("handoff.late-answer.progress-every", "0s")), clock);
    clock.advance(Duration.ofSeconds(139));

    assertThat(once.isProgressDue(late(false, null, 20L))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void repeatsWhatAKilledNodeMayHaveSentOnlyWhereThatIsSet(String repeat, boolean over) {
    LateAnswerPlan set =
        new LateAnswerPlan(settings(Map.of("handoff.late-answer.repeat-unknown", repeat)), clock);
    LateAnswer plain = late(true, null, null);
    LateAnswer sent =
        new LateAnswer(
            plain.id(),
            plain.conversation(),
            plain.requestId(),
            plain.asked(),
            plain.state(),
            plain.held(),
            Said.OUTCOME,
            plain.claim(),
            1,
            null,
            null,
            promised,
            true);

    assertThat(set.isOver(plain)).isFalse();
    assertThat(set.isOver(sent)).isEqualTo(over);
  }

  @ParameterizedTest
  @CsvSource({
    "within, 3m, less than PT3M",
    "within, 100s, after closing (PT2M20S)",
    "closing, 500ms, soonest (PT1S) or later",
    "soonest, -1s, zero or more",
    "progress-after, -1s, zero or more",
    "progress-every, -1s, zero or more",
    "look, 0s, more than zero",
    "retry, 0s, more than zero",
  })
  void refusesSettingsThatCannotWork(String name, String value, String expected) {
    assertThatThrownBy(() -> settings(Map.of("handoff.late-answer." + name, value)))
        .rootCause()
        .hasMessageStartingWith("handoff.late-answer." + name + ": ")
        .hasMessageContaining(expected);
  }
}
