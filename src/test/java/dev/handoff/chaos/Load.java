package dev.handoff.chaos;

import dev.handoff.chaos.Client.OddAnswerException;
import dev.handoff.chaos.History.Asked;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** All clients. Each holds one conversation after the other, of one to four handoffs. */
final class Load {

  private static final int LONGEST_TALK = 4;

  private final Plan plan;
  private final HttpClient http;
  private final List<Node> nodes;
  private final HistoryFile file;
  private final Instant giveUp;
  private final Gate gate;
  private final String run = "c" + Long.toString(System.currentTimeMillis(), 36);
  private final AtomicInteger conversations = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> oddities = new ConcurrentLinkedQueue<>();
  private final ExecutorService clients;

  Load(
      Plan plan,
      HttpClient http,
      List<Node> nodes,
      HistoryFile file,
      Instant giveUp,
      IntSupplier allowed) {
    this.plan = plan;
    this.http = http;
    this.nodes = nodes;
    this.file = file;
    this.giveUp = giveUp;
    this.gate = new Gate(allowed, giveUp);
    this.clients = Executors.newFixedThreadPool(plan.threads());
  }

  void start() {
    for (int i = 0; i < plan.threads(); i++) {
      clients.execute(this::talkOn);
    }
    clients.shutdown();
  }

  boolean await(long millis) throws InterruptedException {
    return clients.awaitTermination(millis, TimeUnit.MILLISECONDS);
  }

  int acknowledged() {
    return acknowledged.get();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  List<String> oddities() {
    return List.copyOf(oddities);
  }

  private void talkOn() {
    try {
      while (begun.get() < plan.handoffs() && Instant.now().isBefore(giveUp)) {
        talk(conversations.getAndIncrement());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      oddities.add("a client failed: " + e);
    }
  }

  private void talk(int number) throws InterruptedException {
    Random random = new Random(scatter(plan.seed(), number));
    Talk talk = new Talk(new Client(http, nodes, random, file, giveUp), random, run, number);
    int length = talk.door() == Talk.Door.API ? 1 + random.nextInt(LONGEST_TALK) : 1;
    for (int place = 0; place < length; place++) {
      int mine = begun.getAndIncrement();
      if (mine >= plan.handoffs() || !gate.pass(mine)) {
        return;
      }
      if (!ask(talk, talk.plan(place))) {
        return;
      }
    }
  }

  /** Neighbouring seeds would give neighbouring numbers. */
  private static long scatter(long seed, int number) {
    return new SplittableRandom(seed * 1_000_003 + number).nextLong();
  }

  /** Whether the conversation may go on; what is not acknowledged ends it. */
  private boolean ask(Talk talk, Asked wish) throws InterruptedException {
    file.note("asks", wish);
    Optional<Asked> taken = Optional.empty();
    try {
      taken = talk.ask(wish);
    } catch (OddAnswerException odd) {
      file.note("odd", odd.getMessage());
      oddities.add(odd.getMessage());
    }
    asked.add(taken.orElse(wish));
    file.note(taken.isPresent() ? "acknowledged" : "unacknowledged", taken.orElse(wish));
    taken.ifPresent(one -> acknowledged.incrementAndGet());
    return taken.isPresent();
  }

  /** Spreads the load over the whole run. */
  private record Gate(IntSupplier allowed, Instant giveUp) {

    boolean pass(int number) throws InterruptedException {
      while (number >= allowed.getAsInt()) {
        if (Instant.now().isAfter(giveUp)) {
          return false;
        }
        Thread.sleep(20);
      }
      return true;
    }
  }
}
