package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import dev.handoff.handoff.ConversationId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn of a worker at a conversation: it does what is due, and then its work item ends or gets
 * its next due time, decided under the conversation's lock together with whether anything is left.
 */
public final class ConversationTurn {

  /** Tells when a worker looks next, under the conversation's lock; empty when nothing is left. */
  @FunctionalInterface
  public interface Next {
    void decide(Consumer<Optional<Instant>> decision);
  }

  private static final Logger log = LoggerFactory.getLogger(ConversationTurn.class);

  private ConversationTurn() {}

  /** Does the work, and gives what is then done about the work item. */
  public static CompletionHandler<Void> take(
      ConversationId conversation, Runnable work, Next next) {
    try {
      work.run();
    } catch (RuntimeException e) {
      throw new WorkFailedException(conversation, e);
    }
    return (complete, operations) -> goOn(conversation, next, complete, operations);
  }

  private static void goOn(
      ConversationId conversation,
      Next next,
      ExecutionComplete complete,
      ExecutionOperations<Void> work) {
    try {
      next.decide(due -> decide(due, complete, work));
    } catch (ExecutionException takenOver) {
      log.warn("conversation {}: another node has taken it over meanwhile", conversation.value());
    } catch (RuntimeException e) {
      throw new WorkFailedException(conversation, e);
    }
  }

  /**
   * The scheduler library commits when it changes its own work item, and with that ends the lock;
   * so this is the last thing done under it.
   */
  private static void decide(
      Optional<Instant> due, ExecutionComplete complete, ExecutionOperations<Void> work) {
    if (due.isPresent()) {
      work.reschedule(complete, due.get());
    } else {
      work.stop();
    }
  }
}
