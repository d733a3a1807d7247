package dev.handoff.setup.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The doctor's report over HTTP, of a gateway that is well. */
class DoctorApiTest {

  static final Map<String, String> LOGIN =
      Map.of(
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(
                      (Gateway.OPS_USER + ":" + Gateway.OPS_PASSWORD)
                          .getBytes(StandardCharsets.UTF_8)));

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway = Gateway.start(zoho);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @Test
  void aHealthyGatewayHasNothingThatFailed() {
    Gateway.Answer answer = gateway.send("GET", "/ops/api/doctor", null, LOGIN);

    assertThat(answer.status()).isEqualTo(200);
    JsonNode report = answer.json();
    assertThat(report.path("ok").asBoolean()).as(answer.text()).isTrue();
    assertThat(report.path("checkedAt").asText()).endsWith("Z");
    assertThat(report.path("findings")).isNotEmpty();
    report
        .path("findings")
        .forEach(
            finding -> {
              assertThat(finding.path("check").asText()).isNotEmpty();
              assertThat(finding.path("level").asText()).isIn("ok", "warning");
              if (!finding.path("check").asText().equals("SalesIQ webhooks")) {
                assertThat(finding.path("what").asText()).doesNotStartWith("not checked");
              }
              assertThat(finding.has("remedy"))
                  .isEqualTo(!finding.path("level").asText().equals("ok"));
            });
    assertThat(answer.text())
        .doesNotContain(zoho.settings().ordinary().clientSecret())
        .doesNotContain(zoho.settings().ordinary().refreshToken())
        .doesNotContain(Gateway.OPS_PASSWORD);
  }

  @Test
  void askingAgainAtOnceAsksNobody() {
    gateway.send("GET", "/ops/api/doctor", null, LOGIN);
    int before = zoho.requests().size();

    gateway.send("GET", "/ops/api/doctor", null, LOGIN);

    assertThat(zoho.requests()).hasSize(before);
  }

  @Test
  void wantsTheOperatorsLogin() {
    assertThat(gateway.get("/ops/api/doctor").status()).isEqualTo(401);
  }
}
