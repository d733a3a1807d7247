package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The MBeans and routes that Hawtio shows, read through Jolokia as programs do. */
class JmxTest {

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.H2.fresh(),
            Map.of(
                "HANDOFF_SYNC_WAIT",
                "1s",
                "HANDOFF_RETRY_INITIAL",
                "1h",
                "HANDOFF_RETRY_MAX",
                "1h"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  private static JsonNode read(String mbean) {
    JsonNode answer =
        Operator.post(gateway, "/jolokia", "{\"type\":\"read\",\"mbean\":\"" + mbean + "\"}")
            .json();
    assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
    return answer.path("value");
  }

  private static void order() {
    gateway.post(
        "/api/handoffs",
        "{\"channel\":\"api\",\"conversationId\":\"%s\",\"kind\":\"ticket\",\"visitor\":{\"email\":\"%s@example.test\"}}"
            .formatted(UUID.randomUUID(), UUID.randomUUID()));
  }

  @Test
  void showsHandoffsByStateWithTheBacklogAndItsAge() {
    order();
    await().until(() -> counts().path("delivered").asLong() > 0 && open() == 0);
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts"));
    order();
    await().until(() -> counts().path("retrying").asLong() > 0);
    JsonNode handoffs = read("dev.handoff:type=Handoffs");

    assertThat(handoffs.path("Counts").path("delivered").asLong()).isPositive();
    assertThat(handoffs.path("Counts").path("retrying").asLong()).isEqualTo(1);
    assertThat(handoffs.path("Counts").path("parked").asLong(-1)).isZero();
    assertThat(handoffs.path("Backlog").asLong()).isEqualTo(1);
    assertThat(handoffs.path("OldestOpenAgeSeconds").asLong(-1)).isBetween(0L, 60L);
  }

  private static JsonNode counts() {
    return read("dev.handoff:type=Handoffs").path("Counts");
  }

  private static long open() {
    return read("dev.handoff:type=Handoffs").path("Backlog").asLong(-1);
  }

  @Test
  void showsEachCredentialWithoutItsTokens() {
    order();
    await()
        .until(
            () ->
                read("dev.handoff:type=ZohoTokens,credential=ordinary").path("Generation").asLong()
                    > 0);

    JsonNode ordinary = read("dev.handoff:type=ZohoTokens,credential=ordinary");
    JsonNode organisation = read("dev.handoff:type=ZohoTokens,credential=organisation");

    assertThat(ordinary.path("Condition").asText()).isEqualTo("well");
    assertThat(ordinary.path("Generation").asLong()).isPositive();
    assertThat(ordinary.path("ExpiresAt").asText()).startsWith("20");
    assertThat(ordinary.path("Problem").isNull()).isTrue();
    assertThat(organisation.path("ServedBy").asText()).isEqualTo("organisation");
    assertThat(ordinary.toString() + organisation)
        .doesNotContain("1000.")
        .doesNotContain(zoho.settings().ordinary().refreshToken());
  }

  @Test
  void showsEachHostOfZohoAndLetsTheNextCallGoOut() {
    order();
    JsonNode desk =
        await()
            .until(
                () -> read("dev.handoff:type=ZohoSide,side=desk"),
                side ->
                    side.path("CreditsSpent").asLong() > 0 && side.path("Parallel").asInt(-1) == 0);
    JsonNode salesiq = read("dev.handoff:type=ZohoSide,side=salesiq");

    assertThat(desk.path("Circuit").asText()).isEqualTo("closed");
    assertThat(desk.path("CircuitSince").asText()).startsWith("20");
    assertThat(desk.path("Parallel").asInt(-1)).isZero();
    assertThat(desk.path("ParallelAllowed").asInt()).isEqualTo(5);
    assertThat(desk.path("CreditsLeft").asLong()).isBetween(90_000L, 100_000L);
    assertThat(desk.path("CreditsSpent").asLong()).isPositive();
    assertThat(salesiq.path("CreditsLeft").isNull()).isTrue();
  }

  @Test
  void aPersonEndsAPauseThatZohoAskedFor() {
    zoho.faults()
        .add(
            Fault.of(Fault.Kind.DAILY_LIMIT)
                .on(Side.DESK)
                .withHeaders(Map.of("Retry-After", "86400")));
    order();
    await()
        .until(
            () ->
                read("dev.handoff:type=ZohoSide,side=desk")
                    .path("HeldUntil")
                    .asText()
                    .startsWith("20"));

    JsonNode done =
        Operator.post(
                gateway,
                "/jolokia",
                "{\"type\":\"exec\",\"mbean\":\"dev.handoff:type=ZohoSide,side=desk\",\"operation\":\"callAgain\"}")
            .json();

    assertThat(done.path("status").asInt()).as(done.toString()).isEqualTo(200);
    JsonNode desk = read("dev.handoff:type=ZohoSide,side=desk");
    assertThat(desk.path("HeldUntil").isNull()).isTrue();
    assertThat(desk.path("Troubles").isEmpty()).isTrue();
  }

  @Test
  void showsRoutesByIdWithADescriptionForEachThatIsWrittenInAFile() {
    JsonNode routes =
        Operator.post(
                gateway,
                "/jolokia",
                "{\"type\":\"read\",\"mbean\":\"org.apache.camel:type=routes,*\",\"attribute\":[\"RouteId\",\"Description\"]}")
            .json()
            .path("value");

    assertThat(routes.size()).isGreaterThan(20);
    routes.forEach(
        route ->
            assertThat(route.path("Description").asText(""))
                .as(route.path("RouteId").asText())
                .hasSizeGreaterThan(10));
  }

  @Test
  void everyAttributeOperationAndParameterIsDescribed() {
    JsonNode beans =
        Operator.post(gateway, "/jolokia", "{\"type\":\"list\",\"path\":\"dev.handoff\"}")
            .json()
            .path("value");

    assertThat(beans.size()).isGreaterThan(7);
    for (Map.Entry<String, JsonNode> bean : beans.properties()) {
      isDescribed(bean.getKey(), bean.getValue());
      bean.getValue().path("attr").properties().forEach(JmxTest::isDescribed);
      bean.getValue().path("op").properties().forEach(JmxTest::isDescribed);
    }
  }

  /** A name alone, or a word made from it, is no description. */
  private static void isDescribed(Map.Entry<String, JsonNode> part) {
    isDescribed(part.getKey(), part.getValue());
    part.getValue().path("args").forEach(argument -> isDescribed(part.getKey(), argument));
  }

  private static void isDescribed(String name, JsonNode what) {
    assertThat(what.path("desc").asText("")).as(name).hasSizeGreaterThan(5).contains(" ");
  }

  @Test
  void showsThisNodeWithItsStreamsAndHowFarItHasCaughtUp() {
    JsonNode node = read("dev.handoff:type=Node");

    assertThat(node.path("Streams").asInt(-1)).isZero();
    assertThat(node.path("MostStreams").asInt()).isEqualTo(12_000);
    assertThat(node.path("CatchUpAgeSeconds").isNull()).as("switched off in tests").isTrue();
  }

  @Test
  void showsHowManyHandoffsRetryAndHowManyRefreshesAreLeft() {
    assertThat(read("dev.handoff:type=Handoffs").path("Retrying").asLong(-1)).isNotNegative();
    JsonNode ordinary = read("dev.handoff:type=ZohoTokens,credential=ordinary");
    assertThat(ordinary.path("Refreshes").asInt()).isBetween(0, 9);
    assertThat(ordinary.path("RefreshBudget").asInt()).isEqualTo(9);
  }

  /** Whoever could do these could read every secret or write any file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          org.apache.camel:context=handoff,type=context,name="handoff" | requestBody
          org.apache.camel:context=handoff,type=context,name="handoff" | requestBody(java.lang.String,java.lang.Object)
          org.apache.camel:context=handoff,type=context,name="handoff" | sendBody
          org.apache.camel:context=handoff,type=context,name="handoff" | createEndpoint
          org.apache.camel:context=handoff,type=context,name="handoff" | suspend
          org.apache.camel:context=handoff,type=routes,name="handoff-api" | updateRouteFromXml
          org.apache.camel:context=handoff,type=routes,name="handoff-api" | remove
          com.sun.management:type=DiagnosticCommand | vmSystemProperties
          com.sun.management:type=DiagnosticCommand | vmCommandLine
          com.sun.management:type=DiagnosticCommand | jvmtiAgentLoad
          com.sun.management:type=HotSpotDiagnostic | dumpHeap
          jdk.management.jfr:type=FlightRecorder | newRecording
          jdk.management.jfr:type=FlightRecorder | copyTo
          java.util.logging:type=Logging | setLoggerLevel
          """)
  void refusesWhatReachesBeyondTheGateway(String mbean, String operation) {
    JsonNode answer = exec(mbean, operation, "language:simple:${env:PATH}", "x");

    assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
    assertThat(answer.has("value")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          org.apache.camel:context=handoff,type=context,name="handoff" | dumpRoutesAsXml()
          org.apache.camel:context=handoff,type=routes,name="handoff-api" | dumpRouteAsXml()
          org.apache.camel:context=handoff,type=routes,name="handoff-api" | reset()
          org.apache.camel:context=handoff,type=services,name=DefaultInflightRepository | browse()
          hawtio:type=security,name=RBACRegistry | list()
          java.lang:type=Threading | findDeadlockedThreads
          """)
  void doesWhatHawtioShows(String mbean, String operation) {
    JsonNode answer = exec(mbean, operation);

    assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
  }

  @Test
  void keepsTheJavaMachinesPropertiesToItselfAndShowsTheRest() {
    String runtime = "java.lang:type=Runtime";
    for (String secret : List.of("SystemProperties", "InputArguments")) {
      JsonNode answer = ask(Map.of("type", "read", "mbean", runtime, "attribute", secret));
      assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
    }
    JsonNode all =
        ask(Map.of("type", "read", "mbean", runtime, "config", Map.of("ignoreErrors", "true")));
    assertThat(all.path("value").path("VmName").asText()).isNotBlank();
    assertThat(all.path("value").path("SystemProperties").path("error").asText())
        .contains("forbidden");
  }

  @Test
  void writesNoAttributeThatWouldLogWhatVisitorsSay() {
    JsonNode answer =
        ask(
            Map.of(
                "type", "write",
                "mbean", "org.apache.camel:context=handoff,type=context,name=\"handoff\"",
                "attribute", "Tracing",
                "value", true));

    assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
  }

  @Test
  void asksNoOtherJavaMachine() {
    JsonNode answer =
        ask(
            Map.of(
                "type", "read",
                "mbean", "java.lang:type=Memory",
                "target", Map.of("url", "service:jmx:rmi:///jndi/rmi://localhost:1/jmxrmi")));

    assertThat(answer.path("error").asText("")).as("what asking over RMI said").isEmpty();
  }

  private static JsonNode exec(String mbean, String operation, Object... arguments) {
    return ask(
        Map.of("type", "exec", "mbean", mbean, "operation", operation, "arguments", arguments));
  }

  private static JsonNode ask(Map<String, ?> request) {
    return Operator.post(
            gateway, "/jolokia", JsonMapper.builder().build().valueToTree(request).toString())
        .json();
  }

  /** Hawtio's first question is about every operation of every MBean at once. */
  @Test
  void takesARequestAboutManyMBeansThatIsLongerThanAWebhookMayBe() {
    String one = "{\"type\":\"version\",\"config\":{\"mimeType\":\"application/json\"}}";
    String many = "[" + (one + ",").repeat(1_200_000 / one.length()) + one + "]";
    assertThat(many.length()).isGreaterThan(1 << 20);

    Gateway.Answer answer = Operator.post(gateway, "/hawtio/jolokia", many);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get(0).path("status").asInt()).isEqualTo(200);
  }
}
