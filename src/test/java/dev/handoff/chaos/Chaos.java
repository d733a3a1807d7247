package dev.handoff.chaos;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.handoff.sandbox.Settings;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The proof that nothing is lost and nothing made twice: several gateways as processes on one
 * PostgreSQL, a Zoho that fails, callers that do not give up, and mischief; in the end the history
 * is checked.
 */
final class Chaos {

  private static final Duration LONGEST_REST = Duration.ofMinutes(3);
  private static final Duration LATECOMERS = Duration.ofSeconds(2);

  private final Plan plan;
  private final Path logs;
  private final Instant begin = Instant.now();
  private final Instant giveUp;

  private Chaos(Plan plan, Path logs) {
    this.plan = plan;
    this.logs = logs;
    this.giveUp = begin.plusMillis((long) (plan.minutes() * 60_000));
  }

  /**
   * Takes {@code --seed=1 --handoffs=300 ...}; exit code 1 when a promise is broken, 2 for bad
   * input.
   */
  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    Plan plan;
    try {
      plan = Plan.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("chaos: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path logs = Path.of("target", "chaos", "run-" + System.currentTimeMillis());
    System.out.println(plan + "; logs in " + logs);
    Report report = run(plan, logs);
    System.out.println(report.text());
    System.exit(report.violations().isEmpty() ? 0 : 1);
  }

  /** Runs the plan and checks its history. */
  static Report run(Plan plan, Path logs) throws InterruptedException, IOException {
    Files.createDirectories(logs);
    Settings settings =
        Settings.defaults().withSearchDelay(Plan.SEARCH_DELAY).withSeed(plan.seed());
    try (SimulatedZoho zoho = SimulatedZoho.start(settings);
        HistoryFile file = new HistoryFile(logs.resolve("history.txt"))) {
      file.note("plan", plan);
      return new Chaos(plan, logs).run(zoho, file);
    }
  }

  private Report run(SimulatedZoho zoho, HistoryFile file) throws InterruptedException {
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    Store store = new Store(database);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    List<Node> nodes = new ArrayList<>();
    for (int i = 1; i <= plan.nodes(); i++) {
      nodes.add(new Node("node-" + i, settings(zoho, database), logs, http));
    }
    try {
      nodes.forEach(Node::start);
      Mischief.awaitReady(nodes);
      return run(zoho, file, store, http, nodes);
    } finally {
      nodes.forEach(Node::kill);
    }
  }

  private Report run(
      SimulatedZoho zoho, HistoryFile file, Store store, HttpClient http, List<Node> nodes)
      throws InterruptedException {
    Mischief mischief = new Mischief(plan, nodes, store, file);
    Load load =
        new Load(
            plan,
            http,
            nodes,
            file,
            giveUp,
            () -> (int) Math.ceil(plan.handoffs() * mischief.progress()));
    FaultPlan faults = new FaultPlan(zoho, plan.faults(), plan.seed());
    load.start();
    mischief.run(giveUp, faults::tick);
    while (!load.await(500)) {
      faults.tick();
    }
    boolean settled = settle(store, faults);
    file.note("settled", settled);
    nodes.forEach(Node::kill);
    History history = history(load, mischief, store, zoho, faults);
    List<Violation> violations = Checker.check(history);
    violations.forEach(one -> file.note("violation", one));
    return new Report(
        plan, logs, history, violations, faults, mischief, Duration.between(begin, Instant.now()));
  }

  private static Map<String, String> settings(SimulatedZoho zoho, Map<String, String> database) {
    Map<String, String> settings = new LinkedHashMap<>(Gateway.settings(zoho));
    settings.putAll(database);
    settings.remove("SERVER_PORT");
    settings.put("HANDOFF_RETRY_INITIAL", "200ms");
    settings.put("HANDOFF_RETRY_MAX", "2s");
    settings.put("HANDOFF_SYNC_WAIT", "300ms");
    settings.put("HANDOFF_DB_CONNECTIONS", "20");
    settings.put("handoff.intake.zobot-wait", "1s");
    settings.put("handoff.zoho.settle", Plan.SETTLE.toMillis() + "ms");
    settings.put("handoff.zoho.look-up.clocks", "1m");
    settings.put("handoff.zoho.look-up.search-lag", "10s");
    settings.put("handoff.zoho.connect-timeout-ms", "1000");
    settings.put("handoff.zoho.response-timeout-ms", "1500");
    settings.put("handoff.zoho.tokens.lease", "10s");
    settings.put("handoff.delivery.index-lag", Plan.SEARCH_DELAY.toMillis() + "ms");
    settings.put("HANDOFF_TAKE_OVER", Plan.TAKE_OVER.toMillis() + "ms");
    settings.put("handoff.delivery.departure", "1s");
    settings.put("handoff.zoho.limits.desk-parallel", "10");
    settings.put("handoff.zoho.limits.salesiq-parallel", "10");
    settings.put("handoff.zoho.limits.credits.reserve-percent", "0"); // a day's work in minutes
    return settings;
  }

  /** Waits until nothing is open, and then for what a node may still have had under way. */
  private boolean settle(Store store, FaultPlan faults) throws InterruptedException {
    Instant longest = Instant.now().plus(LONGEST_REST);
    while (store.open() > 0) {
      if (Instant.now().isAfter(longest)) {
        return false;
      }
      faults.tick();
      Thread.sleep(250);
    }
    Thread.sleep(LATECOMERS.toMillis());
    return true;
  }

  private static History history(
      Load load, Mischief mischief, Store store, SimulatedZoho zoho, FaultPlan faults) {
    List<String> oddities = new ArrayList<>(load.oddities());
    oddities.addAll(mischief.oddities());
    return new History(
        load.asked(),
        store.handoffs(),
        AtZoho.made(zoho),
        AtZoho.people(zoho),
        AtZoho.messages(zoho),
        faults.refreshes(),
        oddities);
  }
}
