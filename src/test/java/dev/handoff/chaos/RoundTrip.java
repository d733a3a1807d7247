package dev.handoff.chaos;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.chaos.Violation.Promise;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * Conversations between a bot platform and operators while gateways are killed and Zoho and the
 * platform fail now and then: everything said must arrive once and in order, both ways.
 */
final class RoundTrip {

  private static final Duration LONGEST_REST = Duration.ofMinutes(3);

  private final RoundPlan plan;
  private final Plan trouble;
  private final HistoryFile file;
  private final Instant giveUp;
  private final AtomicInteger next = new AtomicInteger();
  private final ConcurrentLinkedQueue<Round> rounds = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Violation> odd = new ConcurrentLinkedQueue<>();

  private RoundTrip(RoundPlan plan, HistoryFile file) {
    this.plan = plan;
    this.trouble = plan.trouble();
    this.file = file;
    this.giveUp = Instant.now().plusMillis((long) (plan.minutes() * 60_000));
  }

  /** Exit code 1 when a promise is broken, 2 for bad input. */
  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    RoundPlan plan;
    try {
      plan = RoundPlan.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("hitl: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path logs = Path.of("target", "hitl", "run-" + System.currentTimeMillis());
    System.out.println(plan + "; logs in " + logs);
    Result result = run(plan, logs);
    System.out.println(result.text());
    System.exit(result.violations().isEmpty() ? 0 : 1);
  }

  /** What a run came to. */
  record Result(Map<String, Object> figures, List<Violation> violations) {

    String text() {
      StringBuilder text = new StringBuilder();
      figures.forEach((name, value) -> text.append(String.format("%-44s %s%n", name, value)));
      if (violations.isEmpty()) {
        return text.append("no promise broken").toString();
      }
      text.append(violations.size()).append(" violations\n");
      violations.stream().limit(20).forEach(one -> text.append(one).append('\n'));
      return text.toString();
    }
  }

  static Result run(RoundPlan plan, Path logs) throws InterruptedException, IOException {
    Files.createDirectories(logs);
    try (SimulatedZoho zoho = SimulatedZoho.start(Settings.defaults().withSeed(plan.seed()));
        BotPlatform platform = new BotPlatform(plan.faults(), plan.seed());
        HistoryFile file = new HistoryFile(logs.resolve("history.txt"))) {
      file.note("plan", plan);
      return new RoundTrip(plan, file).run(zoho, platform, logs);
    }
  }

  private Result run(SimulatedZoho zoho, BotPlatform platform, Path logs)
      throws InterruptedException {
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    Store store = new Store(database);
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    List<Node> nodes = new ArrayList<>();
    for (int i = 1; i <= plan.nodes(); i++) {
      nodes.add(new Node("node-" + i, settings(zoho, database, platform), logs, http));
    }
    try {
      nodes.forEach(Node::start);
      Mischief.awaitReady(nodes);
      return run(zoho, platform, store, http, nodes);
    } finally {
      nodes.forEach(Node::kill);
    }
  }

  private Result run(
      SimulatedZoho zoho, BotPlatform platform, Store store, HttpClient http, List<Node> nodes)
      throws InterruptedException {
    Instant begin = Instant.now();
    Mischief mischief = new Mischief(trouble, nodes, store, file);
    FaultPlan faults = new FaultPlan(zoho, plan.faults(), plan.seed());
    ExecutorService clients = Executors.newFixedThreadPool(plan.threads());
    for (int i = 0; i < plan.threads(); i++) {
      clients.execute(() -> play(zoho, http, nodes, mischief));
    }
    clients.shutdown();
    mischief.run(giveUp, faults::tick);
    while (!clients.awaitTermination(500, TimeUnit.MILLISECONDS)) {
      faults.tick();
    }
    boolean settled = settle(store, faults);
    Duration took = Duration.between(begin, Instant.now());
    return result(zoho, platform, store, mischief, faults, settled, took);
  }

  private void play(SimulatedZoho zoho, HttpClient http, List<Node> nodes, Mischief mischief) {
    for (int number = next.getAndIncrement();
        number < plan.conversations();
        number = next.getAndIncrement()) {
      Random random = new Random(plan.seed() * 1_000_003 + number);
      Client client = new Client(http, nodes, random, file, giveUp);
      Round round = new Round(client, zoho, "talk-" + number, plan.turns(), giveUp);
      rounds.add(round);
      try {
        while (number >= plan.conversations() * mischief.progress()
            && Instant.now().isBefore(giveUp)) {
          Thread.sleep(20);
        }
        round.play(number % 2 == 1);
        file.note(round.isWhole() ? "played" : "broken off", round.id());
      } catch (Client.OddAnswerException e) {
        odd.add(new Violation(Promise.ODD_ANSWER, round.id() + ": " + e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static Map<String, String> settings(
      SimulatedZoho zoho, Map<String, String> database, BotPlatform platform) {
    Map<String, String> settings = new LinkedHashMap<>(Gateway.settings(zoho));
    settings.putAll(database);
    settings.remove("SERVER_PORT");
    settings.put("BOT_CALLBACK_URL", platform.url());
    settings.put("BOT_CALLBACK_SECRET", BotPlatform.SECRET);
    settings.put("handoff.bot-events.initial", "200ms");
    settings.put("handoff.bot-events.max", "1s");
    settings.put("handoff.relay.assignment", "30m");
    settings.put("HANDOFF_RETRY_INITIAL", "200ms");
    settings.put("HANDOFF_RETRY_MAX", "2s");
    settings.put("HANDOFF_SYNC_WAIT", "300ms");
    settings.put("HANDOFF_DB_CONNECTIONS", "20");
    settings.put("handoff.zoho.settle", Plan.SETTLE.toMillis() + "ms");
    settings.put("handoff.zoho.look-up.clocks", "1m");
    settings.put("handoff.zoho.connect-timeout-ms", "1000");
    settings.put("handoff.zoho.response-timeout-ms", "1500");
    settings.put("handoff.zoho.tokens.lease", "10s");
    settings.put("HANDOFF_TAKE_OVER", Plan.TAKE_OVER.toMillis() + "ms");
    settings.put("handoff.delivery.departure", "1s");
    settings.put("handoff.zoho.limits.salesiq-parallel", "10");
    return settings;
  }

  private static boolean settle(Store store, FaultPlan faults) throws InterruptedException {
    Instant longest = Instant.now().plus(LONGEST_REST);
    while (store.open() > 0 || store.openEvents() > 0) {
      if (Instant.now().isAfter(longest)) {
        return false;
      }
      faults.tick();
      Thread.sleep(250);
    }
    return true;
  }

  private Result result(
      SimulatedZoho zoho,
      BotPlatform platform,
      Store store,
      Mischief mischief,
      FaultPlan faults,
      boolean settled,
      Duration took) {
    List<Violation> broken = new ArrayList<>(odd);
    broken.addAll(platform.odd());
    if (!settled) {
      broken.add(new Violation(Promise.OPEN, "work is left after " + LONGEST_REST));
    }
    store.handoffs().stream()
        .filter(one -> one.state().equals("parked"))
        .forEach(one -> broken.add(new Violation(Promise.PARKED, one.toString())));
    Map<String, List<String>> visitors = visitors(zoho);
    rounds.forEach(round -> check(round, visitors, platform, broken));
    broken.forEach(one -> file.note("violation", one));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("conversations", rounds.stream().filter(Round::isWhole).count());
    figures.put(
        "visitor to operator, operator to visitor",
        rounds.stream().mapToInt(one -> one.visitorSaid().size()).sum()
            + ", "
            + rounds.stream().mapToInt(one -> one.humanDid().size()).sum());
    figures.put(
        "kills, orderly restarts", mischief.done(Act.KILL) + ", " + mischief.done(Act.RESTART));
    figures.put("database connections cut, times", mischief.done(Act.BREAK_CONNECTIONS));
    figures.put(
        "calls at Zoho, with a fault",
        faults.calls() + ", " + faults.struck().values().stream().mapToInt(i -> i).sum());
    figures.put("events refused by the platform", platform.refused());
    figures.put("events that came again, by their id", platform.repeated());
    figures.put("seconds, seed", took.toSeconds() + ", " + plan.seed());
    return new Result(figures, broken);
  }

  /** What visitors said in each chat at SalesIQ, after the question. */
  private static Map<String, List<String>> visitors(SimulatedZoho zoho) {
    Map<String, List<String>> said = new HashMap<>();
    for (JsonNode message : zoho.messages()) {
      if (message.at("/sender/id").asText().startsWith("$")) {
        said.computeIfAbsent(message.path("conversation_id").asText(), chat -> new ArrayList<>())
            .add(message.at("/message/text").asText());
      }
    }
    return said;
  }

  private static void check(
      Round round,
      Map<String, List<String>> visitors,
      BotPlatform platform,
      List<Violation> broken) {
    if (!round.isWhole()) {
      broken.add(new Violation(Promise.OPEN, round.id() + " was not played to its end"));
      return;
    }
    List<String> inChat = visitors.getOrDefault(round.chat(), List.of());
    broken.addAll(
        SaidOnce.check(
            round.id() + " to the operator",
            round.visitorSaid(),
            inChat.subList(Math.min(1, inChat.size()), inChat.size())));
    broken.addAll(
        SaidOnce.check(
            round.id() + " to the platform", round.humanDid(), platform.heard(round.id())));
  }
}
