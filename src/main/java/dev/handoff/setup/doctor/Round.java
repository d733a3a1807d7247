package dev.handoff.setup.doctor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of checks: each begins when those that it needs are through, the others stand side by
 * side. A check that hangs or breaks costs its own line and those that need it, nothing more.
 */
final class Round {

  private static final Logger log = LoggerFactory.getLogger(Round.class);

  /** How a check went. */
  private record Result(List<Finding> findings, boolean isWell) {}

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "doctor");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<String, Check> checks = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<Result>> results = new LinkedHashMap<>();
  private final Duration whole;

  private Round(List<Check> checks, Duration whole) {
    checks.forEach(check -> this.checks.put(check.name(), check));
    this.whole = whole;
  }

  /** Runs them all; is back after {@code whole} whatever hangs. */
  static List<Finding> of(List<Check> checks, Duration whole) {
    Round round = new Round(checks, whole);
    try {
      checks.forEach(round::begin);
      return checks.stream()
          .map(check -> Objects.requireNonNull(round.results.get(check.name())).join())
          .flatMap(result -> result.findings().stream())
          .toList();
    } finally {
      round.threads.shutdown();
    }
  }

  private CompletableFuture<Result> begin(Check check) {
    CompletableFuture<Result> known = results.get(check.name());
    if (known != null) {
      return known;
    }
    Map<String, CompletableFuture<Result>> needed = new LinkedHashMap<>();
    check.needs().stream()
        .map(checks::get)
        .filter(Objects::nonNull)
        .forEach(other -> needed.put(other.name(), begin(other)));
    CompletableFuture<Result> result =
        CompletableFuture.allOf(needed.values().toArray(CompletableFuture[]::new))
            .thenCompose(through -> lookUnlessHopeless(check, needed))
            .completeOnTimeout(late(check, whole), whole.toMillis(), TimeUnit.MILLISECONDS);
    results.put(check.name(), result);
    return result;
  }

  private CompletableFuture<Result> lookUnlessHopeless(
      Check check, Map<String, CompletableFuture<Result>> needed) {
    Optional<String> obstacle =
        needed.entrySet().stream()
            .filter(other -> !other.getValue().join().isWell())
            .map(Map.Entry::getKey)
            .findFirst();
    if (obstacle.isPresent()) {
      String because = "'" + obstacle.get() + "' did not go well";
      return CompletableFuture.completedFuture(
          new Result(List.of(Finding.notChecked(check.name(), because)), false));
    }
    return CompletableFuture.supplyAsync(() -> look(check), threads)
        .completeOnTimeout(
            late(check, check.limit()), check.limit().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Result look(Check check) {
    try {
      List<Finding> findings = check.look();
      return new Result(findings, findings.stream().noneMatch(Finding::isFailed));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return late(check, check.limit());
    } catch (Exception unforeseen) {
      log.warn("the doctor's check '{}' broke: {}", check.name(), Words.types(unforeseen));
      return new Result(
          List.of(
              Finding.warning(
                  check.name(),
                  "could not be checked: " + Words.of(unforeseen),
                  "See the lines above; when they are well, report this line.")),
          false);
    }
  }

  private static Result late(Check check, Duration limit) {
    return new Result(
        List.of(
            Finding.warning(
                check.name(),
                "could not be checked: no end after " + limit.toSeconds() + " s",
                "Look whether a firewall or proxy swallows connections, then look again.")),
        false);
  }
}
