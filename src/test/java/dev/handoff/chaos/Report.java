package dev.handoff.chaos;

import dev.handoff.chaos.History.Asked;
import dev.handoff.chaos.Violation.Promise;
import dev.handoff.sandbox.Fault.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run came to, for people. */
final class Report {

  private static final int SHOWN = 20;

  private final Path logs;
  private final List<Violation> violations;
  private final long accepted;
  private final double shareOfFaults;
  private final Map<String, String> rows = new LinkedHashMap<>();

  Report(
      Plan plan,
      Path logs,
      History history,
      List<Violation> violations,
      FaultPlan faults,
      Mischief mischief,
      Duration took) {
    this.logs = logs;
    this.violations = violations;
    this.accepted = history.asked().stream().filter(Asked::acknowledged).count();
    row("accepted", accepted);
    row("delivered", state(history, "delivered"));
    row("parked", state(history, "parked"));
    row("not acknowledged", history.asked().stream().filter(one -> !one.acknowledged()).count());
    row("kills (SIGKILL)", mischief.done(Act.KILL));
    row("pauses (SIGSTOP)", mischief.done(Act.PAUSE));
    row("restarts (SIGTERM)", mischief.done(Act.RESTART));
    row("database connections cut, times", mischief.done(Act.BREAK_CONNECTIONS));
    row("calls at Zoho", faults.calls());
    this.shareOfFaults = faultRows(faults);
    row("tickets, calls, chats, contacts", made(history) + " " + history.people().size());
    row("lost", count(Promise.LOST) + count(Promise.OPEN));
    row("doubled", count(Promise.DOUBLED));
    row("out of order", count(Promise.OUT_OF_ORDER));
    row("other violations", violations.size() - broken());
    row("refreshes, and most within 10 minutes", refreshes(history));
    row("seconds", took.toSeconds());
    row("seed", plan.seed());
  }

  private static long state(History history, String state) {
    return history.stored().stream().filter(one -> one.state().equals(state)).count();
  }

  private static String made(History history) {
    Map<History.What, Long> counts =
        history.made().stream()
            .collect(
                Collectors.groupingBy(History.Made::what, TreeMap::new, Collectors.counting()));
    return counts.values().stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static String refreshes(History history) {
    return history.refreshes().size() + ", " + Checker.mostRefreshes(history.refreshes());
  }

  private double faultRows(FaultPlan faults) {
    Map<Kind, Integer> struck = faults.struck();
    int all = struck.values().stream().mapToInt(Integer::intValue).sum();
    row("of them with a fault", all + " = " + share(all, faults.calls()));
    struck.forEach(
        (kind, count) ->
            row(
                "  " + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                count + " = " + share(count, faults.calls())));
    return faults.calls() == 0 ? 0 : 1.0 * all / faults.calls();
  }

  private static String share(int part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0 : 100.0 * part / whole);
  }

  private long count(Promise promise) {
    return violations.stream().filter(one -> one.promise() == promise).count();
  }

  private long broken() {
    return count(Promise.LOST)
        + count(Promise.OPEN)
        + count(Promise.DOUBLED)
        + count(Promise.OUT_OF_ORDER);
  }

  private void row(String name, Object value) {
    rows.put(name, String.valueOf(value));
  }

  List<Violation> violations() {
    return violations;
  }

  long accepted() {
    return accepted;
  }

  /** Of Zoho's calls those that something went wrong with, 0 to 1. */
  double shareOfFaults() {
    return shareOfFaults;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    rows.forEach((name, value) -> text.append(String.format("%-40s %s%n", name, value)));
    if (violations.isEmpty()) {
      return text.append("no promise broken").toString();
    }
    text.append(violations.size()).append(" violations; look into ").append(logs);
    text.append(" (history.txt, and the nodes' logs by the handoff's id)\n");
    violations.stream().limit(SHOWN).forEach(one -> text.append(one).append('\n'));
    return text.toString();
  }
}
