package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import dev.handoff.handoff.EarlyEvents;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.KeptEventId;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks again at an event that overtook the answer by which its conversation is known. */
@Component
final class KeptEventWorker {

  private static final Logger log = LoggerFactory.getLogger(KeptEventWorker.class);

  private final EarlyEvents early;

  KeptEventWorker(EarlyEvents early) {
    this.early = early;
  }

  CompletionHandler<Void> serve(KeptEventId event) {
    Optional<Instant> next;
    try {
      next = early.lookAgain(event);
    } catch (RuntimeException e) {
      throw new WorkFailedException("kept event " + event.event(), e);
    }
    return (complete, work) -> goOn(event, next, complete, work);
  }

  private static void goOn(
      KeptEventId event,
      Optional<Instant> next,
      ExecutionComplete complete,
      ExecutionOperations<Void> work) {
    try {
      if (next.isPresent()) {
        work.reschedule(complete, next.get());
      } else {
        work.stop();
      }
    } catch (ExecutionException takenOver) {
      log.warn("kept event {}: another node has it now", event.event());
    }
  }

  /**
   * This node has just worked on a chat: what came too early need not wait for its next look. A
   * courtesy, outside of any transaction; the look comes anyway.
   */
  void hurry(Handoff handoff) {
    if (handoff.isFollowUp() || (handoff.kind() != null && handoff.kind() != HandoffKind.CHAT)) {
      return;
    }
    try {
      early.known(handoff);
    } catch (RuntimeException e) {
      log.warn(
          "handoff {}: early events wait for their next look: {}", handoff.id(), FaultText.of(e));
    }
  }
}
