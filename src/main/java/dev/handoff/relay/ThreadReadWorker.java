package dev.handoff.relay;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import dev.handoff.handoff.EventHeard;
import dev.handoff.handoff.FaultText;
import dev.handoff.zoho.desk.TicketNews;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Reads a thread; while Desk does not answer, again and again with pauses that grow with the time
 * since it was told of, for a day.
 */
@Component
final class ThreadReadWorker {

  private static final Logger log = LoggerFactory.getLogger(ThreadReadWorker.class);

  private static final Duration SOONEST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);

  private final ProducerTemplate camel;
  private final ApplicationEventPublisher counts;
  private final Clock clock;

  ThreadReadWorker(@Lazy ProducerTemplate camel, ApplicationEventPublisher counts, Clock clock) {
    this.camel = camel;
    this.counts = counts;
    this.clock = clock;
  }

  CompletionHandler<Void> serve(ThreadRead thread) {
    @Nullable Instant next = isRead(thread) ? null : next(thread);
    return (complete, work) -> {
      try {
        decide(next, complete, work);
      } catch (ExecutionException takenOver) {
        log.warn("thread {}: another node has it now", thread.threadId());
      }
    };
  }

  private static void decide(
      @Nullable Instant next, ExecutionComplete complete, ExecutionOperations<Void> work) {
    if (next == null) {
      work.stop();
    } else {
      work.reschedule(complete, next);
    }
  }

  private boolean isRead(ThreadRead thread) {
    try {
      camel.sendBody("direct:desk-thread", thread);
      return true;
    } catch (RuntimeException e) {
      log.info("thread {} cannot be read yet: {}", thread.threadId(), FaultText.of(e));
      return false;
    }
  }

  private @Nullable Instant next(ThreadRead thread) {
    Instant now = clock.instant();
    Duration age = Duration.between(thread.told(), now);
    if (age.compareTo(GIVEN_UP_AFTER) >= 0) {
      counts.publishEvent(new EventHeard(TicketNews.SOURCE, "thread", "given_up"));
      log.warn(
          "thread {} of ticket {}: Desk would not show it for a day; its reply reaches nobody",
          thread.threadId(),
          thread.ticketId());
      return null;
    }
    Duration pause = age.compareTo(SOONEST) < 0 ? SOONEST : age;
    return now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
  }
}
