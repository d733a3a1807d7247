package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import dev.handoff.handoff.LateAnswer;
import dev.handoff.handoff.LateAnswerId;
import dev.handoff.handoff.LateAnswers;
import dev.handoff.traces.Trail;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps one promise: does what is due, and then ends its work item or sets its next time. */
@Component
final class LateAnswerWorker {

  private static final Logger log = LoggerFactory.getLogger(LateAnswerWorker.class);

  private final LateAnswers answers;
  private final LateAnswerPlan plan;
  private final Stopping stopping;
  private final RouteWork routes;
  private final Trails trails;

  LateAnswerWorker(
      LateAnswers answers,
      LateAnswerPlan plan,
      Stopping stopping,
      RouteWork routes,
      Trails trails) {
    this.answers = answers;
    this.plan = plan;
    this.stopping = stopping;
    this.routes = routes;
    this.trails = trails;
  }

  CompletionHandler<Void> serve(LateAnswerId promised) {
    try {
      if (isToDo(promised)) {
        answers.claim(promised).ifPresent(this::doWhatIsDue);
      }
    } catch (RuntimeException e) {
      throw new WorkFailedException("late answer of handoff " + promised.handoff(), e);
    }
    return (complete, work) -> goOn(promised, complete, work);
  }

  /** Most looks find nothing to do; with thousands of open promises they must cost little. */
  private boolean isToDo(LateAnswerId promised) {
    return !stopping.isOverdue() && answers.find(promised).filter(plan::isAnythingDue).isPresent();
  }

  private void doWhatIsDue(LateAnswer late) {
    try (Trail trail = trails.lateAnswer(late)) {
      routes.isDone("direct:late-answer", late, late.id().handoff());
    }
  }

  private void goOn(
      LateAnswerId promised, ExecutionComplete complete, ExecutionOperations<Void> work) {
    Optional<Instant> next;
    try {
      next = answers.find(promised).flatMap(plan::next);
    } catch (RuntimeException e) {
      throw new WorkFailedException("late answer of handoff " + promised.handoff(), e);
    }
    try {
      if (next.isPresent()) {
        work.reschedule(complete, next.get());
      } else {
        work.stop();
      }
    } catch (ExecutionException takenOver) {
      log.warn("late answer of handoff {}: another node has it now", promised.handoff());
    }
  }
}
