package dev.handoff.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;

/** Kills, pauses, restarts and cut connections, one after the other, while the load goes on. */
final class Mischief {

  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  private final List<Node> nodes;
  private final Store store;
  private final HistoryFile file;
  private final Random random;
  private final List<Act> acts;
  private final Map<Act, Integer> done = new EnumMap<>(Act.class);
  private final List<String> oddities = new ArrayList<>();
  private volatile int begun;

  Mischief(Plan plan, List<Node> nodes, Store store, HistoryFile file) {
    this.nodes = nodes;
    this.store = store;
    this.file = file;
    this.random = new Random(plan.seed());
    this.acts = plan.acts();
    Collections.shuffle(acts, random);
  }

  /** Goes through all acts, or as far as the time allows; all nodes run afterwards. */
  void run(Instant until, Runnable tick) throws InterruptedException {
    for (Act act : acts) {
      if (Instant.now().isAfter(until)) {
        break;
      }
      tick.run();
      rest(500, 1500);
      Node victim = nodes.get(random.nextInt(nodes.size()));
      file.note("mischief", act + " " + victim.name());
      begun++;
      act(act, victim);
      done.merge(act, 1, Integer::sum);
    }
    begun = acts.size();
    awaitReady(nodes);
  }

  /** The share of the handoffs that may have been asked for by now; all of them at the end. */
  double progress() {
    return (begun + 1.0) / (acts.size() + 1.0);
  }

  int done(Act act) {
    return done.getOrDefault(act, 0);
  }

  List<String> oddities() {
    return oddities;
  }

  private void act(Act act, Node victim) throws InterruptedException {
    switch (act) {
      case KILL -> {
        victim.kill();
        rest(0, 1000);
        victim.start();
      }
      case PAUSE -> {
        victim.pause();
        long takeOver = Plan.TAKE_OVER.toMillis();
        rest(takeOver + 500, takeOver + 2 * Plan.SETTLE.toMillis());
        victim.goOn();
      }
      case RESTART -> {
        if (!victim.terminate()) {
          oddities.add(victim.name() + " did not end within a minute of SIGTERM");
        }
        victim.start();
      }
      case BREAK_CONNECTIONS -> file.note("cut", store.breakConnections() + " connections");
    }
    if (random.nextInt(5) > 0) {
      awaitReady(List.of(victim));
    } // else the next act may strike while this node still starts
  }

  static void awaitReady(List<Node> nodes) {
    for (Node node : nodes) {
      Awaitility.await(node.name() + " serves")
          .atMost(LONGEST_START)
          .pollInterval(Duration.ofMillis(200))
          .until(node::isReady);
    }
  }

  private void rest(long least, long most) throws InterruptedException {
    Thread.sleep(least + random.nextInt((int) (most - least)));
  }
}
