package dev.handoff.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import dev.handoff.handoff.Handoffs;
import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Settings;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.MovableClock;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All cells of a kind at once against one gateway and one simulated Zoho, whose searches never show
 * what is new. When nothing is left but waiting for a while, the clock is moved to the end of it.
 */
final class MatrixRun implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration A_WHILE = Duration.ofSeconds(8);

  /** Codes of handoffs that wait because of what another one was told. */
  private static final Set<String> NOT_ASKED =
      Set.of("zoho_pause", "too_many_calls", "circuit_open", "credits_low", "refresh_paused");

  private final MovableClock clock = new MovableClock();
  private final SimulatedZoho zoho =
      SimulatedZoho.start(Settings.forTests().withClock(clock).withSearchDelay(Duration.ofDays(1)));
  private final Misrouting misrouting = new Misrouting();
  private final Gateway gateway;
  private final List<Cell> cells = new ArrayList<>();
  private final Map<Cell, String> ids = new LinkedHashMap<>();
  private final Map<String, Duration> waits = new HashMap<>();

  MatrixRun() {
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.H2.fresh(),
            settings(),
            context -> {
              Gateway.replaceClock(context, clock);
              context.registerBean("misrouting", ExecChainHandler.class, () -> misrouting);
            });
    Cache<?, ?> departments = gateway.bean("salesIqDepartmentCache", Cache.class);
    departments.policy().expireAfterWrite().orElseThrow().setExpiresAfter(1, TimeUnit.NANOSECONDS);
    for (Call call : Call.values()) {
      for (Trouble trouble : Trouble.all()) {
        if (trouble.isMetBy(call)) {
          cells.add(Cell.of(call, trouble, cells.size()));
        }
      }
    }
  }

  /** Patient enough that a busy machine adds no failures of its own. */
  private static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("handoff.zoho.response-timeout-ms", "" + Trouble.PATIENCE.toMillis());
    settings.put("handoff.zoho.answer-timeout-ms", "" + Trouble.PATIENCE.plusSeconds(1).toMillis());
    settings.put("handoff.zoho.connect-timeout-ms", "500");
    settings.put("handoff.zoho.settle", "2500ms");
    settings.put("handoff.zoho.tokens.budget", "100000");
    settings.put("handoff.zoho.limits.circuit.calls", "100000");
    settings.put("handoff.zoho.limits.desk-parallel", "24");
    settings.put("handoff.zoho.limits.salesiq-parallel", "24");
    settings.put("handoff.delivery.departure", "30s");
    settings.put("handoff.delivery.threads", "24");
    settings.put("handoff.delivery.polling", "100ms");
    settings.put("handoff.delivery.index-lag", "200ms");
    settings.put("HANDOFF_RETRY_MAX", "1s");
    return settings;
  }

  Map<Cell, Seen> run() throws InterruptedException {
    zoho.liftTokenLimit();
    String visit = openChat();
    cells.forEach(this::prepare);
    accept(visit, cells.stream().filter(cell -> !cell.trouble().stopsEveryCall()).toList());
    settle();
    accept(visit, cells.stream().filter(cell -> cell.trouble().stopsEveryCall()).toList());
    return seen(settle());
  }

  private void accept(String visit, List<Cell> some) {
    for (Cell cell : some) {
      ids.put(
          cell,
          gateway.bean(Handoffs.class).accept(cell.order(visit).build()).handoff().id().value());
      if (ids.size() % 50 == 0) {
        watch();
      }
    }
  }

  /** The handoffs as they are now; notes who waits for long because Zoho told it to. */
  private Map<String, Seen.Row> watch() {
    Map<String, Seen.Row> rows = rows();
    rows.values().stream()
        .filter(row -> !NOT_ASKED.contains(String.valueOf(row.code())))
        .forEach(row -> waits.merge(row.id(), row.pause(), MatrixRun::longer));
    return rows;
  }

  /** The chat at SalesIQ that bots' handoffs come from; its visit's number. */
  private String openChat() throws InterruptedException {
    gateway.bean(Handoffs.class).accept(TestOrder.chat().build());
    Instant giveUp = Instant.now().plus(PATIENCE);
    while (zoho.conversations().isEmpty() && Instant.now().isBefore(giveUp)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return zoho.conversations().get(0).path("reference_id").asText();
  }

  private void prepare(Cell cell) {
    cell.faults().forEach(zoho.faults()::add);
    if (cell.trouble().network() != null) {
      misrouting.once(cell.trace(), cell.trouble().network(), cell.call()::matches);
    }
  }

  private Map<String, Seen.Row> settle() throws InterruptedException {
    Instant giveUp = Instant.now().plus(PATIENCE);
    while (true) {
      Map<String, Seen.Row> rows = watch();
      List<Seen.Row> open = rows.values().stream().filter(row -> !row.isSettled()).toList();
      if (open.isEmpty() || Instant.now().isAfter(giveUp)) {
        return rows;
      }
      skipAWhile(open);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Only while no delivery runs: none shall seem to be dead. */
  private void skipAWhile(Collection<Seen.Row> open) {
    Instant now = clock.instant();
    boolean allWait =
        open.stream()
            .allMatch(
                row ->
                    row.state().equals("retrying")
                        && row.nextAttemptAt() != null
                        && row.nextAttemptAt().isAfter(now.plus(A_WHILE)));
    if (allWait) {
      Instant last = open.stream().map(Seen.Row::nextAttemptAt).max(Instant::compareTo).get();
      clock.advance(Duration.between(now, last));
    }
  }

  private Map<String, Seen.Row> rows() {
    return gateway
        .bean(JdbcClient.class)
        .sql("select * from handoff")
        .query(MatrixRun::row)
        .list()
        .stream()
        .collect(Collectors.toMap(Seen.Row::id, row -> row));
  }

  private static Seen.Row row(ResultSet row, int number) throws SQLException {
    OffsetDateTime next = row.getObject("next_attempt_at", OffsetDateTime.class);
    return new Seen.Row(
        row.getString("id"),
        row.getString("state"),
        row.getInt("attempts"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        next == null ? null : next.toInstant(),
        row.getString("error_code"),
        row.getString("error_message"),
        row.getString("error_remedy"),
        row.getString("correlation"));
  }

  private Map<Cell, Seen> seen(Map<String, Seen.Row> rows) {
    Map<String, List<LoggedRequest>> requests =
        zoho.requests().stream().collect(Collectors.groupingBy(MatrixRun::trace));
    Map<Cell, Seen> seen = new LinkedHashMap<>();
    ids.forEach(
        (cell, id) -> {
          Seen.Row row = rows.get(id);
          seen.put(
              cell,
              new Seen(
                  row.state(),
                  row.attempts(),
                  String.valueOf(row.code()),
                  String.valueOf(row.message()),
                  String.valueOf(row.remedy()),
                  row.correlation(),
                  waits.getOrDefault(id, Duration.ZERO),
                  requests.getOrDefault(cell.trace(), List.of())));
        });
    return seen;
  }

  private static String trace(LoggedRequest request) {
    String parent = request.headers().getOrDefault("traceparent", "");
    return parent.isEmpty() ? "" : parent.split("-")[1];
  }

  SimulatedZoho zoho() {
    return zoho;
  }

  boolean everyTroubleWasMet() {
    return zoho.faults().list().isEmpty() && misrouting.isUsedUp();
  }

  /** Contacts, tickets, calls and conversations that belong to each cell. */
  Map<Cell, Map<String, Integer>> records(Map<Cell, Seen> seen) {
    List<JsonNode> contacts = zoho.contacts();
    List<JsonNode> tickets = zoho.tickets();
    List<JsonNode> calls = zoho.calls();
    List<JsonNode> conversations = zoho.conversations();
    List<JsonNode> parts = new ArrayList<>(zoho.comments());
    parts.addAll(zoho.messages());
    Map<Cell, Map<String, Integer>> all = new LinkedHashMap<>();
    seen.forEach(
        (cell, what) -> {
          Map<String, Integer> counts = new LinkedHashMap<>();
          counts.put("contacts", count(contacts, one -> isOf(one, cell)));
          counts.put("tickets", count(tickets, one -> carries(one, "description", what)));
          counts.put("calls", count(calls, one -> carries(one, "description", what)));
          counts.put("conversations", count(conversations, one -> carries(one, "question", what)));
          counts.put("parts", count(parts, one -> isPart(one, what)));
          all.put(cell, counts);
        });
    return all;
  }

  private static int count(List<JsonNode> records, Predicate<JsonNode> rule) {
    return (int) records.stream().filter(rule).count();
  }

  private static boolean isOf(JsonNode contact, Cell cell) {
    return contact.path("phone").asText().equals(cell.phone())
        || contact.path("email").asText().equals(cell.email());
  }

  private static boolean isPart(JsonNode record, Seen seen) {
    String text = record.path("content").asText(record.at("/message/text").asText());
    return text.startsWith("Transcript, part") && text.contains(seen.correlation());
  }

  private static boolean carries(JsonNode record, String field, Seen seen) {
    return record.path(field).asText().contains(seen.correlation());
  }

  @Override
  public void close() throws Exception {
    gateway.close();
    zoho.close();
    misrouting.close();
  }
}
