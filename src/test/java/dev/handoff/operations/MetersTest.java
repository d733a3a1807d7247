package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All meters together, after traffic of every odd kind: their labels, and what the docs say. */
class MetersTest {

  private static final String ODD = "zq7x";
  private static final Path METRICS = Path.of("docs/observability/metrics.md");
  private static final Pattern SERIES = Pattern.compile("([a-z_0-9]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** The labels of the gateway's own meters and all that they may say. */
  private static final Map<String, Set<String>> OWN =
      Map.ofEntries(
          Map.entry("kind", Set.of("chat", "callback", "ticket", "auto")),
          Map.entry("channel", Set.of("salesiq", "hitl", "web", "agent", "api")),
          Map.entry("how", Set.of("assigned", "replied")),
          Map.entry("side", Set.of("desk", "salesiq", "visitor", "accounts")),
          Map.entry("effect", Set.of("create", "once", "repeatable")),
          Map.entry("state", Set.of("closed", "open", "half_open")),
          Map.entry("credential", Set.of("ordinary", "organisation")),
          Map.entry("condition", Set.of("well", "degraded", "dead")),
          Map.entry("target", Set.of("bot", "botpress")),
          Map.entry("source", Set.of("salesiq", "desk")),
          Map.entry(
              "what",
              Set.of(
                  ("handoffs follow-ups messages dialogues conversations bot-events audit"
                          + " idempotency-keys inbound-events hitl-users phone-contacts kept-events")
                      .split(" "))),
          Map.entry(
              "event",
              Set.of(
                  "assigned replied completed missed other list execution thread ticket"
                      .split(" "))),
          Map.entry(
              "door",
              Set.of(
                  "salesiq_bot salesiq_events desk chat hitl botpress escalations handoffs widget"
                      .concat(" api other")
                      .split(" "))),
          Map.entry(
              "outcome",
              Set.of(
                  ("ok unauthorised refused too_many unavailable failed"
                          + " done token_rejected wait unknown"
                          + " applied repeated stale kept dropped ignored caught_up asked_again"
                          + " skipped given_up")
                      .split(" "))));

  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static String text;
  private static List<Line> lines;

  private record Line(String name, Map<String, String> labels) {}

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway = Gateway.start(zoho);
    oddTraffic();
    text = Operator.get(gateway, "/actuator/prometheus").text();
    lines = text.lines().filter(line -> !line.startsWith("#")).map(MetersTest::line).toList();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  private static void oddTraffic() {
    for (String method : List.of("GET", "POST", "DELETE", "PROPFIND")) {
      for (String path :
          List.of(
              "/" + ODD,
              "/api/" + ODD,
              "/api/chat/sessions/" + ODD + "/messages",
              "/api/handoffs/" + ODD,
              "/botpress/" + ODD + ODD + ODD + ODD + ODD + "/ping",
              "/webhook/" + ODD,
              "/ops/api/handoffs?q=" + ODD,
              "/widget/sessions/" + ODD)) {
        gateway.send(
            HttpRequest.newBuilder(gateway.uri(path))
                .header("X-" + ODD, ODD)
                .method(method, HttpRequest.BodyPublishers.ofString("{\"" + ODD + "\":\"" + ODD))
                .build());
      }
    }
    gateway.post(
        "/webhook/salesiq/events",
        "{\"event\":\"" + ODD + "\",\"entity\":{\"id\":\"" + ODD + "\"}}");
    gateway.post("/webhook/salesiq", "{\"handler\":\"" + ODD + "\"}");
    gateway.post(
        "/api/zoho/webhook",
        "{\"ticketId\":\"" + ODD + "\",\"content\":\"x\"}",
        Map.of("X-Zoho-Webhook-Secret", ODD));
    zoho.faults()
        .add(
            Fault.answer(418, "{\"errorCode\":\"" + ODD + "\",\"message\":\"" + ODD + "\"}")
                .on(Side.DESK, "POST", "/tickets"));
    for (String kind : List.of("ticket", "chat", "callback", "auto", "ticket")) {
      gateway.post(
          "/api/handoffs",
          "{\"channel\":\"web\",\"conversationId\":\"%s-%s\",\"kind\":\"%s\",\"visitor\":{\"email\":\"%s%s@example.test\"},\"reason\":\"%s\",\"callback\":{\"phone\":\"+15145550100\",\"time\":\"tomorrow at 3 PM\",\"timeZone\":\"America/Toronto\"}}"
              .formatted(ODD, System.nanoTime(), kind, ODD, kind, ODD));
    }
    await().until(() -> Operator.metric(gateway, "handoff_dead_letters", "") >= 1);
  }

  private static Line line(String text) {
    Matcher series = SERIES.matcher(text);
    assertThat(series.matches()).as(text).isTrue();
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    return new Line(series.group(1), labels);
  }

  @Test
  void noLabelHoldsWhatCameFromOutside() {
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line.labels().values())
                    .as(line.toString())
                    .noneMatch(
                        value ->
                            value.contains(ODD)
                                || value.contains("@")
                                || value.matches(".*\\d{7,}.*")
                                || value.matches(".*[0-9a-f]{8}-[0-9a-f]{4}-.*")));
  }

  @Test
  void theGatewaysOwnLabelsSayOnlyWordsThatAreKnownBeforehand() {
    for (Line line : lines) {
      if (line.name().startsWith("handoff_")) {
        line.labels()
            .forEach(
                (label, value) -> {
                  if (!label.equals("le") && !label.equals("quantile")) {
                    assertThat(OWN).as(line.toString()).containsKey(label);
                    assertThat(OWN.get(label)).as(line.toString()).contains(value);
                  }
                });
      }
    }
  }

  @Test
  void noMeterHasEndlessSeries() {
    Map<String, Long> series =
        lines.stream().collect(Collectors.groupingBy(Line::name, Collectors.counting()));

    assertThat(series).allSatisfy((name, many) -> assertThat(many).as(name).isLessThan(300));
  }

  @Test
  void thePageNamesEveryMeterOfTheGateway() throws IOException {
    assertThat(Files.readString(METRICS))
        .as("%s is out of date; put this table there", METRICS)
        .contains(table());
  }

  @Test
  void boardAndAlertsAskOnlyForWhatIsThere() throws IOException {
    Set<String> there =
        lines.stream().map(Line::name).collect(Collectors.toCollection(TreeSet::new));
    there.addAll(List.of("up", "ALERTS"));

    for (String expression : Expressions.all()) {
      assertThat(there).as(expression).containsAll(Expressions.metrics(expression));
    }
  }

  private static String table() {
    StringBuilder table = new StringBuilder("| metric | type | labels | of | meaning |\n");
    table.append("| --- | --- | --- | --- | --- |\n");
    for (String name : ofGateway("TYPE").keySet()) {
      if (!name.endsWith("_max")) {
        String meaning = ofGateway("HELP").get(name);
        table.append(
            "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                    name,
                    ofGateway("TYPE").get(name),
                    labels(name),
                    meaning.contains("all nodes") ? "all nodes: take the max" : "the node",
                    meaning));
      }
    }
    return table.toString();
  }

  /** What Prometheus is told beside the numbers: {@code TYPE} or {@code HELP}, by name. */
  private static Map<String, String> ofGateway(String what) {
    Map<String, String> told = new TreeMap<>();
    text.lines()
        .filter(line -> line.startsWith("# " + what + " handoff_"))
        .map(line -> line.split(" ", 4))
        .forEach(parts -> told.put(parts[2], parts[3]));
    return told;
  }

  private static String labels(String name) {
    Set<String> labels = new TreeSet<>();
    lines.stream()
        .filter(line -> line.name().matches(name + "(_bucket|_count|_sum)?"))
        .forEach(line -> labels.addAll(line.labels().keySet()));
    labels.remove("le");
    return labels.isEmpty() ? "" : "`" + String.join("`, `", labels) + "`";
  }
}
