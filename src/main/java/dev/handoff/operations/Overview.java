package dev.handoff.operations;

import static dev.handoff.operations.DeadLetterActs.TENANT;

import dev.handoff.handoff.HandoffTrends;
import dev.handoff.handoff.HandoffTrends.Arrived;
import dev.handoff.handoff.HandoffTrends.Standing;
import dev.handoff.handoff.HandoffTrends.Waited;
import dev.handoff.handoff.ParkedBotEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How it goes, in numbers: handoffs from the database, so of all nodes; calls of this node. */
@Component
final class Overview {

  /** Waits are computed from that many of the newest handoffs, so that the query stays short. */
  private static final int MOST_WAITS = 10_000;

  private static final int TIMES_AS_LONG = 20;

  private final HandoffTrends trends;
  private final ParkedBotEvents bots;
  private final ZohoCallLog calls;
  private final Map<TimeRange, CompletableFuture<Counted>> counted = new HashMap<>();

  Overview(HandoffTrends trends, ParkedBotEvents bots, ZohoCallLog calls) {
    this.trends = trends;
    this.bots = bots;
    this.calls = calls;
  }

  /**
   * All of it as JSON fields. What was counted last is told again for twenty times as long as it
   * took, so that many consoles cost the database no more than one. Who asks for the same while it
   * is counted waits for that count, and fails with it; who asks for another time does not.
   */
  Map<String, Object> of(TimeRange range, Instant now) {
    CompletableFuture<Counted> mine = new CompletableFuture<>();
    CompletableFuture<Counted> chosen = choose(range.key(), mine);
    if (chosen == mine) {
      long begun = System.nanoTime();
      try {
        Map<String, Object> view = count(range, now);
        long end = System.nanoTime();
        mine.complete(new Counted(view, end + (end - begun) * TIMES_AS_LONG));
      } catch (RuntimeException | Error e) {
        mine.completeExceptionally(e);
      }
    }
    try {
      return chosen.join().view();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  /** What is known or being counted for that time; {@code mine} when the caller is to count. */
  private synchronized CompletableFuture<Counted> choose(
      TimeRange key, CompletableFuture<Counted> mine) {
    long now = System.nanoTime();
    counted
        .values()
        .removeIf(
            each ->
                each.isCompletedExceptionally()
                    || (each.isDone() && each.join().until() - now < 0));
    CompletableFuture<Counted> known = counted.putIfAbsent(key, mine);
    return known == null ? mine : known;
  }

  private record Counted(Map<String, Object> view, long until) {}

  private Map<String, Object> count(TimeRange range, Instant now) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("at", now.toString());
    view.put("from", range.from().toString());
    view.put("to", range.to().toString());
    view.put("bucketSeconds", range.width().toSeconds());
    view.put("standing", trends.standing(TENANT).stream().map(Overview::standing).toList());
    view.put(
        "arrived",
        trends.arrived(TENANT, range.from(), range.to(), range.width()).stream()
            .map(each -> arrived(each, range))
            .toList());
    view.put("firstPerson", firstPerson(range));
    view.put("bots", bots.standings(TENANT).stream().map(Overview::bot).toList());
    view.put("calls", calls(range));
    return view;
  }

  private static Map<String, Object> standing(Standing each) {
    return fields(
        "state", each.state().wireName(), "many", each.many(), "oldest", each.oldest().toString());
  }

  private static Map<String, Object> arrived(Arrived each, TimeRange range) {
    return fields(
        "at",
        range.start(each.bucket()).toString(),
        "channel",
        each.channel().wireName(),
        "kind",
        each.kind() == null ? "auto" : each.kind().wireName(),
        "state",
        each.state().wireName(),
        "many",
        each.many());
  }

  private static Map<String, Object> bot(ParkedBotEvents.Standing each) {
    Instant oldest = each.oldest();
    return fields(
        "target",
        each.target(),
        "waiting",
        each.waiting(),
        "oldest",
        oldest == null ? null : oldest.toString(),
        "parked",
        each.parked());
  }

  private Map<String, Object> firstPerson(TimeRange range) {
    List<Waited> waits = trends.waited(TENANT, range.from(), range.to(), range.width(), MOST_WAITS);
    NavigableMap<Long, List<Duration>> byBucket = new TreeMap<>();
    waits.forEach(
        wait -> byBucket.computeIfAbsent(wait.bucket(), any -> new ArrayList<>()).add(wait.time()));
    List<Map<String, Object>> buckets = new ArrayList<>();
    byBucket.forEach(
        (bucket, times) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("at", range.start(bucket).toString());
          one.putAll(shares(times));
          buckets.add(one);
        });
    Map<String, Object> all = shares(waits.stream().map(Waited::time).toList());
    all.put("newest", MOST_WAITS);
    all.put("buckets", buckets);
    return all;
  }

  private static Map<String, Object> shares(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("many", sorted.size());
    if (!sorted.isEmpty()) {
      view.put("p50Seconds", seconds(sorted, 0.5));
      view.put("p95Seconds", seconds(sorted, 0.95));
    }
    return view;
  }

  /** The shortest time within which that share had a person. */
  private static double seconds(List<Duration> sorted, double share) {
    int place = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, place)).toMillis() / 1000.0;
  }

  private Map<String, Object> calls(TimeRange range) {
    List<Map<String, Object>> names = new ArrayList<>();
    calls
        .byName(range.from(), range.to())
        .forEach((name, times) -> names.add(with("call", name, times)));
    Duration width =
        range.width().compareTo(ZohoCallLog.SLOT) < 0 ? ZohoCallLog.SLOT : range.width();
    List<Map<String, Object>> buckets = new ArrayList<>();
    calls
        .bySide(range.from(), range.to(), width)
        .forEach(
            (bucket, sides) ->
                sides.forEach(
                    (side, times) -> {
                      Map<String, Object> one = with("side", side, times);
                      one.put("at", Instant.ofEpochSecond(bucket * width.toSeconds()).toString());
                      buckets.add(one);
                    }));
    return fields(
        "since",
        calls.since().toString(),
        "bucketSeconds",
        width.toSeconds(),
        "names",
        names,
        "buckets",
        buckets);
  }

  private static Map<String, Object> with(String what, String name, CallTimes times) {
    return fields(
        what,
        name,
        "many",
        times.count(),
        "failed",
        times.failed(),
        "p50Millis",
        times.millis(0.5),
        "p95Millis",
        times.millis(0.95),
        "longestMillis",
        times.longestMillis());
  }

  /** Names and values in turn; what has no value is left out. */
  static Map<String, Object> fields(@Nullable Object... namesAndValues) {
    Map<String, Object> view = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null) {
        view.put(String.valueOf(namesAndValues[i]), value);
      }
    }
    return view;
  }
}
