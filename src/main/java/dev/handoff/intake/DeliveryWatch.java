package dev.handoff.intake;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffChanged;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets a caller wait for the end of a delivery, on this node or another. Waiting is a courtesy:
 * only so many callers may, so that a slow Zoho never eats the threads that accept new work.
 */
@Component
public final class DeliveryWatch {

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Handoffs handoffs;
  private final Clock clock;
  private final Semaphore places;
  private final Map<HandoffId, Set<Semaphore>> waiting = new ConcurrentHashMap<>();

  public DeliveryWatch(Handoffs handoffs, Clock clock, IntakeProperties settings) {
    this.handoffs = handoffs;
    this.clock = clock;
    this.places = new Semaphore(settings.waiters());
  }

  /**
   * The handoff once it is delivered, parked or discarded, or as it stands when {@code longest} is
   * over, or when its next attempt is due later than that.
   */
  public Handoff await(Handoff handoff, Duration longest) {
    if (isSettled(handoff) || longest.isZero() || !places.tryAcquire()) {
      return handoff;
    }
    Semaphore news = new Semaphore(0);
    Set<Semaphore> waiters =
        waiting.computeIfAbsent(handoff.id(), id -> ConcurrentHashMap.newKeySet());
    waiters.add(news);
    try {
      return await(handoff, news, clock.instant().plus(longest));
    } finally {
      waiters.remove(news);
      waiting.computeIfPresent(handoff.id(), (id, left) -> left.isEmpty() ? null : left);
      places.release();
    }
  }

  private Handoff await(Handoff handoff, Semaphore news, Instant deadline) {
    long sleep = 0;
    while (true) {
      try {
        news.tryAcquire(sleep, TimeUnit.MILLISECONDS);
        news.drainPermits();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return handoff;
      }
      Handoff now = handoffs.find(handoff.conversation().tenant(), handoff.id()).orElse(handoff);
      long left = Duration.between(clock.instant(), deadline).toMillis();
      if (isSettled(now) || left <= 0 || waitsBeyond(now, deadline)) {
        return now;
      }
      sleep = Math.min(left, LOOK.toMillis());
    }
  }

  private static boolean isSettled(Handoff handoff) {
    return !handoff.state().isOpen();
  }

  private static boolean waitsBeyond(Handoff handoff, Instant deadline) {
    Instant next = handoff.nextAttemptAt();
    return handoff.state() == HandoffState.RETRYING && next != null && next.isAfter(deadline);
  }

  /** Wakes those who wait for that handoff on this node. */
  @EventListener
  public void on(HandoffChanged event) {
    Set<Semaphore> waiters = waiting.get(event.handoff().id());
    if (waiters != null) {
      waiters.forEach(Semaphore::release);
    }
  }
}
