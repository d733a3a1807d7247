package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.GatewayProcess;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two processes on one PostgreSQL; what becomes of the work when one of them ends. */
class RollingRestartTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
  private final List<GatewayProcess> nodes = new CopyOnWriteArrayList<>();
  private SimulatedZoho zoho;

  @BeforeEach
  void startZoho() {
    zoho = SimulatedZoho.start();
  }

  @AfterEach
  void stop() {
    nodes.forEach(GatewayProcess::close);
    zoho.close();
  }

  private GatewayProcess launch() {
    Map<String, String> settings = new HashMap<>();
    settings.put("HANDOFF_SYNC_WAIT", "0s");
    settings.put("handoff.zoho.tokens.budget", "100");
    settings.put("handoff.zoho.response-timeout-ms", "20000");
    GatewayProcess node = GatewayProcess.launch(zoho, database, settings);
    nodes.add(node);
    return node;
  }

  private static String order(String conversation) {
    return """
        {"channel": "api", "conversationId": "%s", "kind": "ticket", "subject": "%s",
         "visitor": {"email": "%s@example.test"}}
        """
        .formatted(conversation, conversation, conversation);
  }

  /** With the settings as they are shipped. */
  @Test
  void aKilledNodesWorkIsTakenOverWithinThirtySeconds() {
    GatewayProcess first = launch();
    GatewayProcess second = launch();
    first.awaitReady();
    second.awaitReady();
    zoho.faults().add(Fault.of(Kind.HANG).on(Side.DESK, "GET", "/contacts/search"));
    second.pause();
    assertThat(first.post("/api/handoffs", order("killed")).join().statusCode()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> zoho.faults().list().isEmpty());

    first.kill();
    second.resume();

    await().atMost(Duration.ofSeconds(30)).until(() -> zoho.tickets().size() == 1);
    await().atMost(PATIENCE).until(() -> undelivered() == 0);
    assertThat(zoho.tickets()).hasSize(1);
    assertThat(zoho.contacts()).hasSize(1);
  }

  private long undelivered() {
    return TestDatabase.count(
        database, "handoff where state <> '" + HandoffState.DELIVERED.wireName() + "'");
  }

  @Test
  void losesNothingUnderLoad() throws InterruptedException {
    GatewayProcess first = launch();
    GatewayProcess second = launch();
    first.awaitReady();
    second.awaitReady();
    Load load = new Load(List.of(first, second));
    load.start();

    load.awaitMore(50);
    first.terminate();
    first.awaitEnd();
    GatewayProcess third = launch().awaitReady();
    load.goTo(List.of(second, third));
    load.awaitMore(50);
    second.terminate();
    second.awaitEnd();
    load.awaitMore(50);
    load.stop();

    assertThat(load.otherAnswers).isEmpty();
    await().atMost(PATIENCE).until(() -> undelivered() == 0);
    assertThat(zoho.tickets())
        .extracting(ticket -> ticket.path("subject").asText())
        .doesNotHaveDuplicates()
        .containsAll(load.accepted);
  }

  /** Callers that go to the other node when one is away, and come again when told so. */
  private static final class Load {

    private static final int CALLERS = 8;

    /** What comes in meanwhile has to be delivered within this test, too. */
    private static final long BREATH = 400;

    private final ConcurrentLinkedQueue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> otherAnswers = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final List<Thread> callers = new CopyOnWriteArrayList<>();
    private volatile List<GatewayProcess> nodes;
    private volatile boolean over;

    Load(List<GatewayProcess> nodes) {
      this.nodes = nodes;
    }

    void start() {
      for (int i = 0; i < CALLERS; i++) {
        Thread caller = new Thread(this::call);
        callers.add(caller);
        caller.start();
      }
    }

    void goTo(List<GatewayProcess> others) {
      nodes = others;
    }

    void awaitMore(int count) {
      int enough = accepted.size() + count;
      await().atMost(PATIENCE).until(() -> accepted.size() >= enough);
    }

    void stop() throws InterruptedException {
      over = true;
      for (Thread caller : callers) {
        caller.join();
      }
    }

    private void call() {
      while (!over) {
        String conversation = UUID.randomUUID().toString();
        GatewayProcess node = nodes.get(number.incrementAndGet() % nodes.size());
        try {
          HttpResponse<String> answer = node.post("/api/handoffs", order(conversation)).join();
          int status = answer.statusCode();
          if (status / 100 == 2) {
            accepted.add(conversation);
          } else if (status != 503 || answer.headers().firstValue("Retry-After").isEmpty()) {
            otherAnswers.merge(status + " " + answer.headers().map(), 1, Integer::sum);
          }
          Thread.sleep(BREATH);
        } catch (CompletionException gone) {
          if (!(gone.getCause() instanceof IOException)) {
            otherAnswers.merge(String.valueOf(gone.getCause()), 1, Integer::sum);
          }
        } catch (InterruptedException stop) {
          return;
        }
      }
    }
  }
}
