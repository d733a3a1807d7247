package dev.handoff.delivery;

import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.Mailbox;
import dev.handoff.testing.Gateway;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;

/** Stands in for the delivery routes of every node and remembers who was served when. */
final class RecordingDelivery {

  private static final HandoffError LATER = new HandoffError(null, "later", "later", null, true);

  private final Map<ConversationId, AtomicBoolean> busy = new ConcurrentHashMap<>();
  private final Map<ConversationId, Queue<Long>> entries = new ConcurrentHashMap<>();
  private final Set<HandoffId> delivered = ConcurrentHashMap.newKeySet();
  private final Queue<ConversationId> meetings = new ConcurrentLinkedQueue<>();
  private final Set<HandoffId> stumbled = ConcurrentHashMap.newKeySet();
  private final AtomicInteger faults = new AtomicInteger();
  private volatile boolean stumbling;
  private volatile CountDownLatch held = new CountDownLatch(0);

  RouteBuilder on(Gateway node) {
    Mailbox mailbox = node.bean(Mailbox.class);
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:deliver")
            .errorHandler(noErrorHandler())
            .process(
                exchange -> {
                  held.await();
                  deliver(mailbox, exchange.getMessage().getBody(Delivery.class));
                });
      }
    };
  }

  /** From now on some handoffs are put off once, and two workers break down. */
  void stumble() {
    stumbling = true;
  }

  /** No delivery ends before {@code work} does. */
  <T> T whileHeld(Supplier<T> work) {
    CountDownLatch latch = new CountDownLatch(1);
    held = latch;
    try {
      return work.get();
    } finally {
      latch.countDown();
    }
  }

  private void deliver(Mailbox mailbox, Delivery delivery) {
    ConversationId conversation = delivery.handoff().conversation();
    AtomicBoolean occupied = busy.computeIfAbsent(conversation, id -> new AtomicBoolean());
    if (!occupied.compareAndSet(false, true)) {
      meetings.add(conversation);
    }
    try {
      serve(mailbox, delivery);
    } finally {
      occupied.set(false);
    }
  }

  private void serve(Mailbox mailbox, Delivery delivery) {
    Handoff handoff = delivery.handoff();
    if (stumbling && handoff.entry() % 5 == 0 && stumbled.add(handoff.id())) {
      if (faults.incrementAndGet() <= 2) {
        throw new IllegalStateException("a fault that nobody thought of");
      }
      mailbox.retry(delivery, LATER, Instant.now().plusMillis(30), true);
      return;
    }
    entries
        .computeIfAbsent(handoff.conversation(), id -> new ConcurrentLinkedQueue<>())
        .add(handoff.entry());
    mailbox.delivered(delivery);
    delivered.add(handoff.id());
  }

  void awaitDelivered(Handoff handoff, Duration limit) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(limit)
        .until(() -> delivered.contains(handoff.id()));
  }

  Set<HandoffId> delivered() {
    return delivered;
  }

  int stumbles() {
    return stumbled.size();
  }

  /** Conversations in which two workers met. */
  Collection<ConversationId> meetings() {
    return meetings;
  }

  List<List<Long>> entriesByConversation() {
    return entries.values().stream().<List<Long>>map(List::copyOf).toList();
  }
}
