package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the log holds, and that no visitor is ever in it. */
@ExtendWith(OutputCaptureExtension.class)
class LogTest {

  private static final String NAME = "Zebulon Quixworthy";
  private static final String EMAIL = "zebulon.quix@private.example";
  private static final String PHONE = "+15145550177";
  private static final String WORDS = "my secret rash from Timbuktu";
  private static final List<String> PERSONAL =
      List.of("Zebulon", "Quixworthy", "zebulon.quix", "5145550177", "secret rash", "Timbuktu");

  private static SimulatedZoho zoho;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
  }

  @AfterAll
  static void stop() {
    zoho.close();
  }

  @AfterEach
  void mend() {
    zoho.reset();
  }

  private static Gateway gateway(Map<String, String> more) {
    return Gateway.start(zoho, TestDatabase.H2.fresh(), more);
  }

  private static Gateway.Answer order(Gateway gateway, String kind) {
    return gateway.post(
        "/api/handoffs",
        """
        {"channel":"web","conversationId":"%s","kind":"%s","reason":"%s","subject":"%s",
         "visitor":{"name":"%s","email":"%s","phone":"%s"},
         "callback":{"phone":"%s","time":"tomorrow at 3 PM","timeZone":"America/Toronto"},
         "transcript":[{"author":"visitor","text":"%s"}]}
        """
            .formatted(UUID.randomUUID(), kind, WORDS, WORDS, NAME, EMAIL, PHONE, PHONE, WORDS));
  }

  private static void awaitState(Gateway gateway, String id, String state) {
    await()
        .until(
            () -> state.equals(gateway.get("/api/handoffs/" + id).json().path("state").asText()));
  }

  private static void assertNobodyIsIn(CapturedOutput output) {
    assertThat(output.getAll()).doesNotContainIgnoringCase(PERSONAL.toArray(String[]::new));
  }

  @Test
  void isQuietInGoodTimesAndNamesNobody(CapturedOutput output) {
    try (Gateway gateway = gateway(Map.of())) {
      int started = output.getAll().length();
      for (String kind : new String[] {"ticket", "callback", "chat"}) {
        assertThat(order(gateway, kind).json().path("state").asText()).isEqualTo("delivered");
      }

      assertThat(output.getAll().substring(started).lines())
          .hasSize(2)
          .allMatch(line -> line.contains(" INFO ") && line.contains("refreshed"));
      assertNobodyIsIn(output);
    }
  }

  @Test
  void isQuietAtTheStart(CapturedOutput output) {
    Map<String, String> own =
        Map.of("HANDOFF_API_KEYS", "a-key-that-is-long-enough", "camel.main.name", "alone-in-jmx");
    try (Gateway gateway = gateway(own)) {
      assertThat(gateway.get("/actuator/health/readiness").status()).isEqualTo(200);

      assertThat(output.getAll())
          .doesNotContain("WARN", "ERROR", "commons-logging", "jdbc-overrides");
    }
  }

  @Test
  void showsTheHandoffsIdInItsLines(CapturedOutput output) {
    try (Gateway gateway = gateway(Map.of())) {
      zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts"));

      String id = order(gateway, "ticket").json().path("id").asText();
      awaitState(gateway, id, "delivered");

      assertThat(output.getAll().lines())
          .anyMatch(line -> line.contains(" WARN ") && line.contains("[" + id + "]"));
      assertThat(output.getAll()).doesNotContain("[]");
    }
  }

  @Test
  void namesNobodyWhateverZohoSays(CapturedOutput output) {
    try (Gateway gateway = gateway(Map.of("HANDOFF_SYNC_WAIT", "300ms"))) {
      String quoting = "'" + EMAIL + "' of " + NAME + " " + PHONE + ": " + WORDS;
      for (String body :
          List.of(
              "{\"errorCode\":\"INVALID_DATA\",\"message\":\"%s\",\"errors\":[{\"fieldName\":\"%s\",\"errorType\":\"invalid\"}]}",
              "{\"error\":\"%s\",\"x\":\"%s\"}",
              "{\"errorCode\":\"%s\",\"message\":\"%s\"}",
              "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}")) {
        zoho.faults()
            .add(
                Fault.answer(422, body.formatted(quoting, quoting))
                    .on(Side.DESK, "POST", "/tickets"));
        String id = order(gateway, "ticket").json().path("id").asText();
        awaitState(gateway, id, "parked");
      }

      assertNobodyIsIn(output);
    }
  }

  @Test
  void namesNobodyWhenTheStoreFailsInTheMiddle(CapturedOutput output) {
    try (Gateway gateway = gateway(Map.of("HANDOFF_SYNC_WAIT", "300ms"))) {
      JdbcClient db = gateway.bean(JdbcClient.class);
      db.sql("alter table handoff alter column error_message varchar(3)").update();
      zoho.faults()
          .add(
              Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\",\"message\":\"no " + EMAIL + "\"}")
                  .on(Side.DESK, "POST", "/tickets")
                  .forEver());
      order(gateway, "ticket");
      await().until(() -> output.getAll().contains("DataIntegrityViolationException at "));

      assertNobodyIsIn(output);
    }
  }

  @Test
  void namesNobodyWhenTheStoreRefusesTheRequest(CapturedOutput output) {
    try (Gateway gateway = gateway(Map.of())) {
      gateway
          .bean(JdbcClient.class)
          .sql("alter table handoff_messages alter column content varchar(3)")
          .update();

      assertThat(order(gateway, "ticket").status()).isEqualTo(503);
      assertNobodyIsIn(output);
    }
  }

  @Test
  void namesNobodyWithoutADatabase(CapturedOutput output) {
    try (Gateway gateway = gateway(Map.of())) {
      gateway.bean(HikariDataSource.class).close();

      assertThat(order(gateway, "ticket").status()).isEqualTo(503);
      assertNobodyIsIn(output);
    }
  }

  @Test
  void namesNobodyWhenTheRequestIsBroken(CapturedOutput output) {
    try (Gateway gateway = gateway(Map.of())) {
      gateway.post("/api/handoffs", "{\"visitor\":{\"email\":\"" + EMAIL + "\", " + WORDS);
      gateway.post("/api/handoffs", "[\"" + EMAIL + "\"]");
      gateway.post("/api/chat/handoff", "{\"sessionId\":{\"" + NAME + "\":\"" + EMAIL + "\"}}");
      gateway.post("/webhook/salesiq", "{\"message\":\"" + WORDS + "\",\"visitor\":\"" + EMAIL);
      gateway.get("/api/handoffs/" + EMAIL + "%0d%0aforged");

      assertNobodyIsIn(output);
    }
  }

  @Test
  void isJsonLineByLineWhenAskedFor(CapturedOutput output) throws Exception {
    try (Gateway gateway = gateway(Map.of("HANDOFF_LOG_FORMAT", "json"))) {
      int started = output.getOut().length();
      zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts"));
      String id = order(gateway, "ticket").json().path("id").asText();
      awaitState(gateway, id, "delivered");

      List<String> lines = output.getOut().substring(started).lines().toList();
      assertThat(lines).isNotEmpty();
      boolean found = false;
      for (String line : lines) {
        JsonNode entry = new ObjectMapper().readTree(line);
        assertThat(entry.path("@timestamp").asText()).isNotEmpty();
        found |= id.equals(entry.path("handoff").asText());
      }
      assertThat(found).isTrue();
      assertNobodyIsIn(output);
    }
  }
}
