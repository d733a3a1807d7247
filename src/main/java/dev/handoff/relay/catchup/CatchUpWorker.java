package dev.handoff.relay.catchup;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.OpenHandoffs;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoTokenMissing;
import dev.handoff.zoho.ZohoUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Catches up at the start and every now and then: on one node at a time, a few conversations in one
 * go. What could not be read now is read next time.
 */
@Component
public final class CatchUpWorker {

  static final String TASK = "catch-up";

  private static final String ALL = "all";
  private static final String FAILURE = "CamelExceptionCaught";
  private static final Logger log = LoggerFactory.getLogger(CatchUpWorker.class);

  private final Scheduler scheduler;
  private final Task<Void> task;
  private final OpenHandoffs open;
  private final CatchUpWebhooks webhooks;
  private final CatchUpProperties settings;
  private final ProducerTemplate camel;
  private final Clock clock;
  private volatile Instant askedAt = Instant.EPOCH;
  private volatile @Nullable Instant caughtUpAt;

  CatchUpWorker(
      @Lazy Scheduler scheduler,
      @Lazy Task<Void> catchUpTask,
      OpenHandoffs open,
      CatchUpWebhooks webhooks,
      CatchUpProperties settings,
      @Lazy ProducerTemplate camel,
      Clock clock) {
    this.scheduler = scheduler;
    this.task = catchUpTask;
    this.open = open;
    this.webhooks = webhooks;
    this.settings = settings;
    this.camel = camel;
    this.clock = clock;
  }

  /** A node that starts may have been missed: the next look is now. */
  @EventListener(ApplicationReadyEvent.class)
  void start() {
    caughtUpAt = clock.instant();
    if (settings.isOn() && !scheduler.scheduleIfNotExists(task.instance(ALL), clock.instant())) {
      try {
        scheduler.reschedule(TaskInstanceId.of(TASK, ALL), clock.instant());
      } catch (RuntimeException beingDone) {
        log.debug("another node catches up just now");
      }
    }
  }

  CompletionHandler<Void> serve() {
    if (!settings.isOn()) {
      return (complete, work) -> work.stop();
    }
    Duration pause = isMoreToDo() ? settings.pause() : settings.every();
    return (complete, work) -> {
      try {
        work.reschedule(complete, clock.instant().plus(pause));
      } catch (ExecutionException takenOver) {
        log.warn("another node catches up now");
      }
    };
  }

  private boolean isMoreToDo() {
    askForFailedCalls();
    Instant now = clock.instant();
    List<Handoff> due =
        open.due(
            ConversationKey.DEFAULT_TENANT,
            new OpenHandoffs.Looked(
                now.minus(settings.every()),
                now.minus(settings.ticketsEvery()),
                now.minus(settings.freshFor()),
                now.minus(settings.rarely())),
            settings.batch());
    if (!isDone("direct:catch-up", due)) {
      return false;
    }
    caughtUpAt = now;
    return due.size() >= settings.batch();
  }

  /**
   * How long ago this node last looked at Zoho for what it may have missed, or started; null when
   * it never looks ({@code handoff.catch-up.every}). One node at a time looks for all of them.
   */
  public @Nullable Duration age() {
    Instant last = caughtUpAt;
    return last == null || !settings.isOn() ? null : Duration.between(last, clock.instant());
  }

  private void askForFailedCalls() {
    Instant now = clock.instant();
    if (webhooks.areKnown() && !now.isBefore(askedAt.plus(settings.every()))) {
      askedAt = now;
      isDone("direct:catch-up-webhooks", now);
    }
  }

  /** False when Zoho can't be asked now. */
  private boolean isDone(String route, Object body) {
    try {
      camel.sendBody(route, body);
      return true;
    } catch (RuntimeException e) {
      ZohoFailure failure = ObjectHelper.getException(ZohoFailure.class, e);
      if (failure != null) {
        log.info("catching up goes on later: {}", failure.code());
      } else {
        log.warn("catching up goes on later: {}", FaultText.of(e));
      }
      return false;
    }
  }

  /** Zoho shows nothing of it: it is looked at again when its turn comes. */
  public void notReadable(@Body Handoff handoff) {
    open.looked(handoff, null);
  }

  /**
   * One conversation could not be read: the others go first from now on.
   *
   * @throws ZohoFailure the failure, where it would be that of all the others too
   */
  public void failed(
      @Variable("open") Handoff handoff, @ExchangeProperty(FAILURE) Throwable failure) {
    ZohoFailure zoho = ObjectHelper.getException(ZohoFailure.class, failure);
    if (zoho != null && isOfAll(zoho)) {
      throw zoho;
    }
    log.info(
        "handoff {} cannot be read now: {}",
        handoff.id(),
        zoho == null ? FaultText.of(failure) : zoho.code());
    open.looked(handoff, null);
  }

  /** No token, a pause that Zoho asked for, or the gateway itself holds calls back. */
  private static boolean isOfAll(ZohoFailure failure) {
    return failure instanceof ZohoTokenMissing
        || (failure instanceof ZohoUnavailable unavailable && !unavailable.isPassing());
  }
}
