package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.FailedAttempt;
import dev.handoff.handoff.HandoffError;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which attempts are told in one sentence. */
class AttemptRunTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.5Z");

  private static FailedAttempt attempt(int number, int attempt, String step, String code) {
    return attempt(number, attempt, true, 1, new HandoffError(step, code, "No", null, true));
  }

  private static FailedAttempt attempt(
      int number, int attempt, boolean counted, int times, HandoffError error) {
    Instant at = NOON.plusSeconds(60L * number);
    return new FailedAttempt(
        number, attempt, counted, times, error, at, at.plusSeconds(times - 1L), null, "node");
  }

  private static List<Integer> sizes(List<FailedAttempt> attempts, Instant... replays) {
    return AttemptRun.of(attempts, List.of(replays)).stream()
        .map(run -> run.attempts().size())
        .toList();
  }

  @Test
  void equalFailuresInARowAreFolded() {
    assertThat(
            sizes(
                List.of(
                    attempt(1, 1, "contact", "http_429"),
                    attempt(2, 2, "contact", "http_429"),
                    attempt(3, 3, "contact", "timeout"),
                    attempt(4, 4, "ticket", "timeout"),
                    attempt(5, 5, "contact", "http_429"))))
        .containsExactly(2, 1, 1, 1);
  }

  @Test
  void aReplayEndsARow() {
    List<FailedAttempt> alike = List.of(attempt(1, 1, "t", "x"), attempt(2, 2, "t", "x"));

    assertThat(sizes(alike, NOON.plusSeconds(90))).containsExactly(1, 1);
    assertThat(sizes(alike, NOON, NOON.plusSeconds(150))).containsExactly(2);
  }

  @Test
  void whereTheCountBeginsAnewARowEndsThoughTheAuditOfItIsGone() {
    assertThat(sizes(List.of(attempt(1, 1, "t", "x"), attempt(2, 1, "t", "x"))))
        .containsExactly(1, 1);
    assertThat(sizes(List.of(attempt(1, 3, "t", "x"), attempt(2, 2, "t", "x"))))
        .containsExactly(1, 1);
  }

  @Test
  void whatIsLeftOutEndsARow() {
    assertThat(sizes(List.of(attempt(1, 1, "t", "x"), attempt(4, 4, "t", "x"))))
        .containsExactly(1, 1);
  }

  @Test
  void aSentenceTellsHowOftenAndWhen() {
    HandoffError pause = new HandoffError("ticket", "zoho_pause", "Later", null, true);
    AttemptRun tried =
        AttemptRun.of(
                List.of(attempt(1, 1, "t", "http_429"), attempt(2, 2, "t", "http_429")), List.of())
            .get(0);
    AttemptRun putOff = AttemptRun.of(List.of(attempt(1, 0, false, 4, pause)), List.of()).get(0);
    AttemptRun one = AttemptRun.of(List.of(attempt(1, 1, "t", "http_429")), List.of()).get(0);

    assertThat(tried.sentence())
        .isEqualTo(
            "Tried 2 times between 2026-11-20T12:01:00Z and 2026-11-20T12:02:00Z:"
                + " Zoho was busy (429)");
    assertThat(putOff.sentence())
        .isEqualTo(
            "Put off 4 times between 2026-11-20T12:01:00Z and 2026-11-20T12:01:03Z:"
                + " Zoho was busy (zoho_pause)");
    assertThat(putOff.each().get(0)).containsEntry("times", 4).containsKey("until");
    assertThat(one.sentence()).isEqualTo("Zoho was busy (429)");
    assertThat(one.each()).isEmpty();
  }
}
