package dev.handoff.sandbox;

import static dev.handoff.sandbox.ZohoClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.handoff.sandbox.Fault.Kind;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

  private final SimulatedZoho zoho = SimulatedZoho.start();
  private final ZohoClient client = ZohoClient.ordinary(zoho);

  @AfterEach
  void close() {
    zoho.close();
  }

  // Which requests, and how often

  @Test
  void strikesOnceByDefault() {
    zoho.faults().add(Fault.answer(503, "down"));

    assertThat(createContact().statusCode()).isEqualTo(503);
    assertThat(createContact().statusCode()).isEqualTo(200);
    assertThat(zoho.faults().list()).isEmpty();
  }

  @Test
  void strikesAsOftenAsTold() {
    zoho.faults().add(Fault.answer(503, "down").times(2));

    assertThat(Stream.generate(this::status).limit(3)).containsExactly(503, 503, 200);
  }

  @Test
  void strikesForEverUntilRemoved() {
    long id = zoho.faults().add(Fault.answer(503, "down").forEver());

    assertThat(Stream.generate(this::status).limit(3)).containsOnly(503);
    assertThat(zoho.faults().remove(id)).isTrue();
    assertThat(status()).isEqualTo(200);
  }

  @Test
  void strikesOnlyWhatMatches() {
    zoho.faults().add(Fault.answer(503, "down").on(Side.DESK, "POST", "^/contacts$"));

    assertThat(client.desk("/contacts").statusCode()).isEqualTo(204);
    assertThat(client.desk("POST", "/tickets", "{}").statusCode()).isEqualTo(422);
    assertThat(createContact().statusCode()).isEqualTo(503);
  }

  @Test
  void strikesOnlyItsSide() {
    zoho.faults().add(Fault.answer(503, "down").on(Side.SALESIQ));

    assertThat(status()).isEqualTo(200);
  }

  @Test
  void strikesWithProbabilityTheSameWayEachTime() {
    Fault half = Fault.answer(503, "down").forEver().withProbability(0.5);
    zoho.faults().add(half);

    long struck = Stream.generate(this::status).limit(40).filter(status -> status == 503).count();

    assertThat(struck).isBetween(10L, 30L);
  }

  @Test
  void strikesOtherRequestsWithAnotherSeed() {
    Fault half = Fault.answer(503, "down").forEver().withProbability(0.5);
    zoho.faults().add(half);
    try (SimulatedZoho other = SimulatedZoho.start(Settings.forTests().withSeed(2))) {
      ZohoClient otherClient = ZohoClient.ordinary(other);
      other.faults().add(half);

      assertThat(forty(otherClient)).isNotEqualTo(forty(client));
    }
  }

  private static List<Integer> forty(ZohoClient client) {
    return Stream.generate(() -> client.desk("/contacts").statusCode()).limit(40).toList();
  }

  @Test
  void tellsTheWatcherOfStruckRequestsToo() {
    List<LoggedRequest> seen = new CopyOnWriteArrayList<>();
    zoho.watch(seen::add);
    zoho.faults().add(Fault.answer(503, "down"));

    createContact();
    createContact();

    assertThat(seen).extracting(LoggedRequest::status).endsWith(503, 200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'answer','path':'['}",
        "{'kind':'answer','times':-1}",
        "{'kind':'answer','probability':0}",
        "{'kind':'answer','probability':1.1}",
        "{'kind':'answer','status':99}",
        "{'kind':'answer','delayMillis':-1}",
        "{'kind':'explode'}"
      })
  void refusesFaultThatMakesNoSense(String text) {
    assertThatThrownBy(() -> ZohoClient.MAPPER.readValue(ZohoClient.quoted(text), Fault.class))
        .isInstanceOf(JsonMappingException.class);
  }

  @Test
  void readsFaultFromJson() throws Exception {
    Fault fault =
        ZohoClient.MAPPER.readValue(
            ZohoClient.quoted(
                "{'kind':'commit-then-error','side':'desk','method':'post','path':'/tickets',"
                    + "'times':2,'status':503}"),
            Fault.class);

    assertThat(fault)
        .isEqualTo(
            Fault.of(Kind.COMMIT_THEN_ERROR)
                .on(Side.DESK, "POST", "/tickets")
                .times(2)
                .withStatus(503));
  }

  // What happens

  @Test
  void answersWhatIsGiven() {
    zoho.faults().add(Fault.answer(418, "{\"a\":1}").withHeaders(Map.of("Retry-After", "7")));

    HttpResponse<String> answer = createContact();

    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(answer.body()).isEqualTo("{\"a\":1}");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(zoho.contacts()).isEmpty();
  }

  @Test
  void rejectsTokenInDesksManner() {
    zoho.faults().add(Fault.of(Kind.TOKEN_REJECTED));

    HttpResponse<String> answer = createContact();

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(json(answer).path("errorCode").asText()).isEqualTo("INVALID_OAUTH");
  }

  @Test
  void rejectsTokenInSalesIqsManner() {
    zoho.faults().add(Fault.of(Kind.TOKEN_REJECTED).withStatus(200).withCode(1002));

    HttpResponse<String> answer = client.salesiq("/api/v2/sandbox/apps");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).at("/error/code").asInt()).isEqualTo(1002);
  }

  @Test
  void rejectsRefreshTokenInAccountsManner() {
    zoho.faults().add(Fault.of(Kind.TOKEN_REJECTED).on(Side.ACCOUNTS));

    assertThat(client.refreshAnswer(zoho.settings().ordinary()).body())
        .isEqualTo("{\"error\":\"invalid_code\"}");
  }

  @Test
  void limitsTheDayWithRetryAfter() {
    zoho.faults().add(Fault.of(Kind.DAILY_LIMIT));

    HttpResponse<String> answer = createContact();

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(json(answer).path("errorCode").asText()).isEqualTo("THRESHOLD_EXCEEDED");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
    assertThat(answer.headers().firstValue("X-Rate-Limit-Remaining-v3")).isPresent();
  }

  @Test
  void limitsConcurrencyWithoutRetryAfter() {
    zoho.faults().add(Fault.of(Kind.CONCURRENCY_LIMIT));

    HttpResponse<String> answer = createContact();

    assertThat(json(answer).path("errorCode").asText()).isEqualTo("TOO_MANY_REQUESTS");
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
  }

  @Test
  void locksAddressOnSalesIq() {
    zoho.faults().add(Fault.of(Kind.RATE_LOCK));

    assertThat(json(client.salesiq("/api/v2/sandbox/apps")).at("/error/code").asInt())
        .isEqualTo(1023);
  }

  @Test
  void failsWithoutCommit() {
    zoho.faults().add(Fault.of(Kind.SERVER_ERROR).withStatus(503));

    HttpResponse<String> answer = createContact();

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json(answer).path("errorCode").asText()).isEqualTo("INTERNAL_SERVER_ERROR");
    assertThat(zoho.contacts()).isEmpty();
  }

  @Test
  void answersHtmlPage() {
    zoho.faults().add(Fault.of(Kind.HTML_PAGE));

    HttpResponse<String> answer = createContact();

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    assertThat(answer.body()).startsWith("<!doctype html>");
  }

  @Test
  void answersEmptyBody() {
    zoho.faults().add(Fault.of(Kind.EMPTY_BODY));

    HttpResponse<String> answer = createContact();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void cutsBodyAfterCommit() {
    zoho.faults().add(Fault.of(Kind.CUT_BODY));

    assertThatThrownBy(this::createContact).isInstanceOf(UncheckedIOException.class);
    assertThat(zoho.contacts()).hasSize(1);
  }

  @Test
  void delaysThenAnswers() {
    zoho.faults().add(Fault.of(Kind.DELAY).withDelay(Duration.ofMillis(20)));

    assertThat(createContact().statusCode()).isEqualTo(200);
  }

  @Test
  void commitsBeforeDelay() {
    zoho.faults().add(Fault.of(Kind.DELAY_AFTER_COMMIT).withDelay(Duration.ofMinutes(1)));
    client.withTimeout(Duration.ofMillis(200));

    assertThatThrownBy(this::createContact).hasMessageContaining("timed out");
    await().until(() -> zoho.contacts().size() == 1);
  }

  @Test
  void commitsThenFails() {
    zoho.faults().add(Fault.of(Kind.COMMIT_THEN_ERROR));

    assertThat(createContact().statusCode()).isEqualTo(500);
    assertThat(zoho.contacts()).hasSize(1);
  }

  @Test
  void commitsThenResetsConnection() {
    zoho.faults().add(Fault.of(Kind.COMMIT_THEN_RESET));

    assertThatThrownBy(this::createContact).hasRootCauseInstanceOf(SocketException.class);
    assertThat(zoho.contacts()).hasSize(1);
    assertThat(last().status()).isZero();
  }

  @Test
  void resetsConnectionBeforeCommit() {
    zoho.faults().add(Fault.of(Kind.RESET));

    assertThatThrownBy(this::createContact).hasRootCauseInstanceOf(SocketException.class);
    assertThat(zoho.contacts()).isEmpty();
  }

  @Test
  void commitsThenHangsUntilClientGivesUp() {
    zoho.faults().add(Fault.of(Kind.COMMIT_THEN_HANG));
    client.withTimeout(Duration.ofMillis(200));

    assertThatThrownBy(this::createContact).hasMessageContaining("timed out");
    await().until(() -> zoho.contacts().size() == 1);
  }

  @Test
  void hangsWithoutCommit() {
    zoho.faults().add(Fault.of(Kind.HANG));
    client.withTimeout(Duration.ofMillis(200));

    assertThatThrownBy(this::createContact).hasMessageContaining("timed out");
    assertThat(zoho.contacts()).isEmpty();
  }

  @Test
  void servesHundredsOfSlowRequestsAtTheSameTime() {
    zoho.faults().add(Fault.of(Kind.DELAY).withDelay(Duration.ofMillis(500)).times(200));
    ExecutorService threads = Executors.newFixedThreadPool(200);

    CompletableFuture<?>[] all =
        IntStream.range(0, 200)
            .mapToObj(i -> CompletableFuture.runAsync(this::status, threads))
            .toArray(CompletableFuture[]::new);

    assertThat(CompletableFuture.allOf(all)).succeedsWithin(Duration.ofSeconds(20));
    threads.shutdownNow();
  }

  // The log

  @Test
  void logsEveryRequest() {
    createContact();

    LoggedRequest request = last();

    assertThat(request.side()).isEqualTo(Side.DESK);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/contacts");
    assertThat(request.headers()).containsEntry("orgid", "700000001");
    assertThat(request.body()).contains("Roy");
    assertThat(request.status()).isEqualTo(200);
    assertThat(request.toString()).isEqualTo("POST DESK/contacts -> 200");
  }

  @Test
  void forgetsEverythingOnReset() {
    createContact();
    zoho.faults().add(Fault.of(Kind.RESET));
    zoho.change(switches -> switches.withLegacyExpiresIn(true));

    zoho.reset();

    assertThat(zoho.contacts()).isEmpty();
    assertThat(zoho.requests()).isEmpty();
    assertThat(zoho.faults().list()).isEmpty();
    assertThat(zoho.switches()).isEqualTo(Switches.defaults());
    assertThat(zoho.refreshes()).isEqualTo(new Refreshes(0, 0));
    assertThat(client.desk("/departments").statusCode()).isEqualTo(401);
  }

  private LoggedRequest last() {
    return zoho.requests().get(zoho.requests().size() - 1);
  }

  private int status() {
    return client.desk("/departments").statusCode();
  }

  private HttpResponse<String> createContact() {
    return client.desk("POST", "/contacts", "{\"lastName\":\"Roy\"}");
  }
}
