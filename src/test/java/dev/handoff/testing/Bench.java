package dev.handoff.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.StepState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Settings;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.limits.ZohoLimits;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A running gateway and its simulated Zoho, with short words for what tests do with them. */
public final class Bench implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MovableClock clock;
  private final SimulatedZoho zoho;
  private final Gateway gateway;

  private Bench(MovableClock clock, SimulatedZoho zoho, Gateway gateway) {
    this.clock = clock;
    this.zoho = zoho;
    this.gateway = gateway;
  }

  public static Bench start() {
    return start(Map.of());
  }

  /** Starts with these settings over {@link Gateway#settings}. Both sides share one clock. */
  public static Bench start(Map<String, String> more) {
    return start(TestDatabase.H2, more);
  }

  /** The same on that database. */
  public static Bench start(TestDatabase database, Map<String, String> more) {
    MovableClock clock = new MovableClock();
    SimulatedZoho zoho = SimulatedZoho.start(Settings.forTests().withClock(clock));
    Map<String, String> settings = new HashMap<>();
    settings.put("handoff.zoho.tokens.budget", "100000");
    settings.put("handoff.delivery.polling", "100ms");
    settings.put("handoff.delivery.index-lag", "200ms");
    settings.putAll(more);
    return new Bench(clock, zoho, Gateway.start(zoho, database.fresh(), settings, clock));
  }

  public MovableClock clock() {
    return clock;
  }

  public SimulatedZoho zoho() {
    return zoho;
  }

  public Gateway gateway() {
    return gateway;
  }

  public void fault(Fault fault) {
    zoho.faults().add(fault);
  }

  /** Empties the simulated Zoho and the gateway's memory of it. */
  public void reset() {
    zoho.reset();
    for (String cache : List.of("zohoTokenCache", "salesIqDepartmentCache", "deskContactCache")) {
      gateway.bean(cache, Cache.class).invalidateAll();
    }
    gateway.bean(JdbcClient.class).sql("delete from phone_contact").update();
    forgetPauses();
  }

  /** Lets calls to Zoho go out again, whatever failed or was asked for before. */
  public void forgetPauses() {
    for (ZohoHost host : ZohoHost.values()) {
      gateway.bean(ZohoLimits.class).reset(host);
    }
  }

  public Handoff accept(TestOrder order) {
    return gateway.bean(Handoffs.class).accept(order.build()).handoff();
  }

  /** The handoff once it is in that state. */
  public Handoff await(Handoff handoff, HandoffState state) {
    return await(handoff, now -> now.state() == state);
  }

  public Handoff await(Handoff handoff, Predicate<Handoff> condition) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> now(handoff), condition);
  }

  /** Accepts and waits until it is delivered. */
  public Handoff deliver(TestOrder order) {
    return await(accept(order), HandoffState.DELIVERED);
  }

  public Handoff now(Handoff handoff) {
    return gateway
        .bean(Handoffs.class)
        .find(handoff.conversation().tenant(), handoff.id())
        .orElseThrow();
  }

  /** What the finished steps recorded, the first one winning. */
  public Map<String, String> facts(Handoff handoff) {
    Map<String, String> facts = new HashMap<>();
    for (JournalStep step : gateway.bean(Handoffs.class).journal(handoff)) {
      if (step.state() == StepState.DONE) {
        step.facts().forEach(facts::putIfAbsent);
      }
    }
    return facts;
  }

  /**
   * The requests that reached this side with that method and a path in which the regex is found.
   */
  public List<LoggedRequest> requests(Side side, String method, String path) {
    return zoho.requests().stream()
        .filter(request -> request.side() == side && request.method().equals(method))
        .filter(request -> request.path().matches(".*" + path + ".*"))
        .toList();
  }

  /** A contact that somebody else makes at Desk; gives its id. */
  public String contactAtDesk(String fields) {
    return atDesk("/contacts", "Desk.contacts.CREATE", List.of(fields)).get(0);
  }

  /** Records that somebody else makes at Desk; gives their ids. */
  public List<String> atDesk(String path, String scope, List<String> records) {
    Settings.Credential client = zoho.settings().ordinary();
    String form =
        "grant_type=client_credentials&soid=ZohoDesk.1&scope="
            + scope
            + "&client_id="
            + client.clientId()
            + "&client_secret="
            + client.clientSecret();
    HttpRequest.Builder token =
        HttpRequest.newBuilder(URI.create(zoho.accountsUrl() + "/oauth/v2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    String accessToken = gateway.send(token.build()).json().path("access_token").asText();
    return records.stream()
        .map(
            fields ->
                HttpRequest.newBuilder(URI.create(zoho.deskUrl() + path))
                    .header("Authorization", "Zoho-oauthtoken " + accessToken)
                    .header("orgId", zoho.settings().orgId())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(fields))
                    .build())
        .map(request -> made(gateway.send(request)))
        .toList();
  }

  private static String made(Gateway.Answer answer) {
    if (answer.status() != 200) {
      throw new AssertionError("Desk answered " + answer.status() + ": " + answer.text());
    }
    return answer.json().path("id").asText();
  }

  /** The only one of these records. */
  public static JsonNode only(List<JsonNode> records) {
    if (records.size() != 1) {
      throw new AssertionError("expected one record but there are " + records.size());
    }
    return records.get(0);
  }

  @Override
  public void close() {
    gateway.close();
    zoho.close();
  }
}
