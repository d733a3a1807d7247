package dev.handoff.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.handoff.intake.AnswerService.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerServiceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CountDownLatch done = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  @AfterEach
  void stop() {
    done.countDown();
    server.stop(0);
  }

  private AnswerService service(Duration timeout) {
    String url = "http://localhost:" + server.getAddress().getPort() + "/ask";
    return new AnswerService(settings(url, timeout), JSON);
  }

  private static AnswerServiceProperties settings(String url, Duration timeout) {
    return new AnswerServiceProperties(url, timeout, Duration.ofSeconds(2), Duration.ofSeconds(1));
  }

  private static void send(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void asksAsTheContractSays() {
    StringBuilder asked = new StringBuilder();
    server.createContext(
        "/ask",
        exchange -> {
          asked.append(exchange.getRequestMethod()).append(' ');
          asked.append(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          send(exchange, "{\"answer\":\"Yes.\",\"confidence\":\"85\",\"more\":1}");
        });

    assertThat(service(Duration.ofSeconds(5)).ask("c-1", "Really?"))
        .contains(new Answer("Yes.", 0.85));
    assertThat(asked.toString())
        .startsWith("POST ")
        .contains("\"conversationId\":\"c-1\"")
        .contains("\"message\":\"Really?\"");
  }

  @Test
  void serviceThatSaysNothingHasNoAnswer() {
    server.createContext("/ask", exchange -> await());

    assertThat(service(Duration.ofMillis(200)).ask("c-1", "Really?")).isEmpty();
  }

  @Test
  void serviceWhoseAnswerTricklesHasNoAnswer() {
    server.createContext(
        "/ask",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await();
        });

    assertThat(service(Duration.ofMillis(300)).ask("c-1", "Really?")).isEmpty();
  }

  @Test
  void serviceThatIsGoneHasNoAnswer() {
    AnswerService service = service(Duration.ofSeconds(5));
    server.stop(0);

    assertThat(service.ask("c-1", "Really?")).isEmpty();
  }

  @Test
  void withoutAServiceNobodyIsAsked() {
    AnswerServiceProperties none = settings(" ", Duration.ofSeconds(5));

    assertThat(new AnswerService(none, JSON).ask("c-1", "Really?")).isEmpty();
  }

  @Test
  void serviceThatFailsAgainAndAgainIsLeftAloneForAWhile() {
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean well = new AtomicBoolean();
    server.createContext(
        "/ask",
        exchange -> {
          asked.incrementAndGet();
          send(exchange, well.get() ? "{\"answer\":\"Yes.\",\"confidence\":1}" : "{\"answer\":7");
        });
    AnswerService service = service(Duration.ofSeconds(5));

    for (int i = 0; i < 20; i++) {
      assertThat(service.ask("c-1", "Really?")).isEmpty();
    }
    assertThat(asked).hasValue(6);

    well.set(true);
    Awaitility.await().until(() -> service.ask("c-1", "Really?").isPresent());
  }

  @Test
  void serviceTooSlowForSalesIqIsStillAskedForOthers() {
    AtomicBoolean slow = new AtomicBoolean(true);
    server.createContext(
        "/ask",
        exchange -> {
          if (slow.get()) {
            await();
          }
          send(exchange, "{\"answer\":\"Yes.\",\"confidence\":1}");
        });
    String url = "http://localhost:" + server.getAddress().getPort() + "/ask";
    AnswerService service =
        new AnswerService(
            new AnswerServiceProperties(
                url, Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofMinutes(5)),
            JSON);

    for (int i = 0; i < 6; i++) {
      assertThat(service.askQuickly("c-1", "Really?", null)).isEmpty();
    }
    slow.set(false);

    assertThat(service.askQuickly("c-1", "Really?", null)).isEmpty();
    assertThat(service.ask("c-1", "Really?")).isPresent();
  }

  @Test
  void serviceWithoutAPauseIsAlwaysAsked() {
    AtomicInteger asked = new AtomicInteger();
    server.createContext(
        "/ask",
        exchange -> {
          asked.incrementAndGet();
          send(exchange, "");
        });
    String url = "http://localhost:" + server.getAddress().getPort() + "/ask";
    AnswerService service =
        new AnswerService(
            new AnswerServiceProperties(
                url, Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ZERO),
            JSON);

    for (int i = 0; i < 20; i++) {
      assertThat(service.ask("c-1", "Really?")).isEmpty();
    }
    assertThat(asked).hasValue(20);
  }

  @Test
  void answerThatNeverEndsIsNone() {
    server.createContext(
        "/ask",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (exchange) {
            for (int i = 0; i < 4_000; i++) {
              exchange.getResponseBody().write(new byte[1 << 10]);
            }
          } catch (IOException gone) {
            done.countDown();
          }
        });

    assertThat(service(Duration.ofSeconds(5)).ask("c-1", "Really?")).isEmpty();
  }

  @Test
  void askedQuicklyItHasLessTimeAndGetsTheTrace() {
    StringBuffer trace = new StringBuffer();
    server.createContext(
        "/ask",
        exchange -> {
          trace.append(exchange.getRequestHeaders().getFirst("traceparent"));
          await();
        });
    String given = "00-11111111111111111111111111111111-2222222222222222-01";
    String url = "http://localhost:" + server.getAddress().getPort() + "/ask";
    AnswerService service =
        new AnswerService(
            new AnswerServiceProperties(
                url, Duration.ofMinutes(5), Duration.ofSeconds(1), Duration.ofSeconds(1)),
            JSON);

    assertThat(service.askQuickly("c-1", "Really?", given)).isEmpty();
    assertThat(trace.toString()).isEqualTo(given);
  }

  @Test
  void addressThatIsNoneIsNamed() {
    assertThatThrownBy(() -> settings("ftp://x", Duration.ofSeconds(5)))
        .hasMessage("HANDOFF_ANSWER_SERVICE_URL: ftp://x (expected: an http or https address)");
  }

  private void await() {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
