package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.GatewayProcess;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A node is stopped ({@code kill -STOP}) while it creates something at Zoho, another one takes
 * over, and then it goes on where it was ({@code kill -CONT}): it must not act a second time.
 */
class PausedNodeTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "HANDOFF_SYNC_WAIT", "0s",
          "HANDOFF_TAKE_OVER", "4s",
          "handoff.zoho.response-timeout-ms", "4000",
          "handoff.zoho.tokens.lease", "1s",
          "handoff.zoho.tokens.budget", "100");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static SimulatedZoho zoho;
  private static GatewayProcess paused;
  private static GatewayProcess other;

  /** What each kind creates. */
  enum Create {
    TICKET(HandoffKind.TICKET, Side.DESK, "^/tickets$", ""),
    CALL(
        HandoffKind.CALLBACK,
        Side.DESK,
        "^/calls$",
        ", \"callback\": {\"phone\": \"+15145550100\", \"time\": \"tomorrow at 3 PM\"}"),
    CONVERSATION(HandoffKind.CHAT, Side.SALESIQ, "/visitor/v1/.*/conversations$", "");

    final HandoffKind kind;
    final Side side;
    final String path;
    final String more;

    Create(HandoffKind kind, Side side, String path, String more) {
      this.kind = kind;
      this.side = side;
      this.path = path;
      this.more = more;
    }

    Fault struckBy(Kind fault) {
      return Fault.of(fault).on(side, "POST", path);
    }

    String order() {
      String id = UUID.randomUUID().toString();
      return """
          {"channel": "api", "conversationId": "%s", "kind": "%s",
           "visitor": {"email": "%s@example.test"}%s}
          """
          .formatted(id, kind.wireName(), id, more);
    }

    List<JsonNode> made(NewAtZoho news) {
      return switch (this) {
        case TICKET -> news.tickets();
        case CALL -> news.calls();
        case CONVERSATION -> news.conversations();
      };
    }

    List<LoggedRequest> sent(NewAtZoho news) {
      return news.requests(side, "POST", ".*" + path.substring(path.startsWith("^") ? 1 : 0));
    }
  }

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    paused = GatewayProcess.launch(zoho, database, SETTINGS);
    other = GatewayProcess.launch(zoho, database, SETTINGS);
    paused.awaitReady();
    other.awaitReady();
  }

  @AfterAll
  static void stop() {
    paused.close();
    other.close();
    zoho.close();
  }

  /** Accepted by one node while the other can't take it; gives its id. */
  private static String acceptAt(GatewayProcess node, GatewayProcess meanwhile, Create create) {
    meanwhile.pause();
    try {
      var answer = node.post("/api/handoffs", create.order()).join();
      assertThat(answer.statusCode()).isEqualTo(202);
      return answer.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    } finally {
      meanwhile.resume();
    }
  }

  private static void awaitDelivered(GatewayProcess node, String handoff) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> node.get("/api/handoffs/" + handoff).body().contains("\"delivered\""));
  }

  /** The request that the (last) fault strikes has come to Zoho. */
  private static void awaitArrival() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> zoho.faults().list().isEmpty());
  }

  private static long staleClaims(GatewayProcess node) throws IOException {
    try (var lines = Files.lines(node.log())) {
      return lines.filter(line -> line.contains("is no longer the newest")).count();
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNotCreateTwiceWhenStoppedWhileZohoWorks(Create create) throws IOException {
    NewAtZoho news = NewAtZoho.of(zoho);
    long stale = staleClaims(paused);
    zoho.faults().add(create.struckBy(Kind.DELAY).withDelay(Duration.ofMillis(3_500)));

    String handoff = acceptAt(paused, other, create);
    awaitArrival();
    paused.pause();
    awaitDelivered(other, handoff);
    paused.resume();

    await().atMost(PATIENCE).until(() -> staleClaims(paused) > stale);
    assertThat(create.made(news)).hasSize(1);
    assertThat(create.sent(news)).hasSize(1);
  }

  /** It waits for a new token, between writing the create down and sending it once more. */
  @Test
  void doesNotSendWhatItWroteDownBeforeItWasStopped() throws IOException {
    NewAtZoho news = NewAtZoho.of(zoho);
    long stale = staleClaims(paused);
    zoho.faults().add(Create.TICKET.struckBy(Kind.TOKEN_REJECTED));
    zoho.faults().add(Fault.of(Kind.DELAY).on(Side.ACCOUNTS).withDelay(Duration.ofSeconds(3)));

    String handoff = acceptAt(paused, other, Create.TICKET);
    awaitArrival();
    paused.pause();
    awaitDelivered(other, handoff);
    paused.resume();

    await().atMost(PATIENCE).until(() -> staleClaims(paused) > stale);
    assertThat(news.tickets()).hasSize(1);
    assertThat(Create.TICKET.sent(news)).as("one rejected, one by the other node").hasSize(2);
    assertThat(news.requests())
        .noneMatch(request -> request.headers().toString().contains("departure"));
  }
}
