package dev.handoff.operations;

import dev.handoff.handoff.FailedAttempt;
import dev.handoff.handoff.HandoffError;
import dev.handoff.operations.TimelineEntry.Tone;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Attempts that failed alike, one after the other, told in one sentence. */
record AttemptRun(List<FailedAttempt> attempts) {

  /**
   * Folds them, and never over the moment at which somebody sent the handoff again.
   *
   * @param attempts oldest first
   * @param replays when somebody did
   */
  static List<AttemptRun> of(List<FailedAttempt> attempts, List<Instant> replays) {
    List<AttemptRun> runs = new ArrayList<>();
    FailedAttempt before = null;
    for (FailedAttempt attempt : attempts) {
      if (before == null || !goesOn(before, attempt, replays)) {
        runs.add(new AttemptRun(new ArrayList<>()));
      }
      runs.get(runs.size() - 1).attempts.add(attempt);
      before = attempt;
    }
    return runs;
  }

  private static boolean goesOn(FailedAttempt before, FailedAttempt next, List<Instant> replays) {
    boolean anew =
        next.attempt() < before.attempt()
            || (next.isCounted() && next.attempt() == before.attempt())
            || replays.stream()
                .anyMatch(at -> !at.isBefore(before.lastAt()) && !at.isAfter(next.firstAt()));
    return !anew
        && next.number() == before.number() + 1
        && tellsOf(next, before.error())
        && before.error().retryable() == next.error().retryable();
  }

  /** Whether it is the failure that the handoff itself tells of. */
  boolean tellsOf(HandoffError error) {
    return tellsOf(last(), error);
  }

  private static boolean tellsOf(FailedAttempt attempt, HandoffError error) {
    return Objects.equals(attempt.error().step(), error.step())
        && attempt.error().code().equals(error.code());
  }

  FailedAttempt first() {
    return attempts.get(0);
  }

  FailedAttempt last() {
    return attempts.get(attempts.size() - 1);
  }

  private int times() {
    return attempts.stream().mapToInt(FailedAttempt::times).sum();
  }

  /** Moments in it are in UTC; a page shows them as of its place. */
  String sentence() {
    String failure = StepWords.failure(last().error());
    int times = times();
    return times == 1
        ? failure
        : "%s %d times between %s and %s: %s"
            .formatted(
                first().isCounted() ? "Tried" : "Put off",
                times,
                first().firstAt().truncatedTo(ChronoUnit.SECONDS),
                last().lastAt().truncatedTo(ChronoUnit.SECONDS),
                failure);
  }

  /** Each of them, where the sentence tells of several. */
  List<Map<String, Object>> each() {
    return times() == 1 ? List.of() : attempts.stream().map(AttemptRun::told).toList();
  }

  TimelineEntry entry() {
    HandoffError error = last().error();
    Tone tone = error.retryable() ? Tone.WAITING : Tone.BAD;
    return TimelineEntry.of(last().lastAt(), "attempt", tone, sentence(), error.message())
        .with(each());
  }

  /** That some are no longer known between these and the ones before. */
  TimelineEntry leftOut(int many) {
    String text = many == 1 ? "1 attempt is left out here" : many + " attempts are left out here";
    return TimelineEntry.of(first().firstAt(), "attempt", Tone.PLAIN, text, null);
  }

  private static Map<String, Object> told(FailedAttempt attempt) {
    Map<String, Object> fields = new LinkedHashMap<>();
    String step = attempt.error().step();
    fields.put("what", step == null ? "The attempt" : StepWords.sentence(StepWords.noun(step)));
    fields.putAll(view(attempt));
    return fields;
  }

  /** One attempt as programs read it. */
  static Map<String, Object> view(FailedAttempt attempt) {
    boolean one = attempt.times() == 1;
    Instant next = attempt.nextAttemptAt();
    return Overview.fields(
        "number",
        attempt.number(),
        "at",
        attempt.firstAt().toString(),
        "until",
        one ? null : attempt.lastAt().toString(),
        "times",
        one ? null : attempt.times(),
        "step",
        attempt.error().step(),
        "code",
        attempt.error().code(),
        "message",
        attempt.error().message(),
        "retryable",
        attempt.error().retryable(),
        "counted",
        attempt.isCounted(),
        "attempt",
        attempt.attempt(),
        "nextAttemptAt",
        next == null ? null : next.toString(),
        "node",
        attempt.node());
  }
}
