package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in files, replaced while the gateway runs. */
class SecretFilesInUseTest {

  @TempDir static Path folder;

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    zoho = SimulatedZoho.start();
    Map<String, String> settings = new HashMap<>();
    settings.put("handoff.tables.polling", "50ms");
    settings.put("handoff.retry.credential", "200ms");
    settings.put("handoff.zoho.tokens.first-look", "50ms");
    inFile(settings, "HANDOFF_API_KEYS", "older-key," + Gateway.API_KEY);
    inFile(settings, "HANDOFF_OPS_PASSWORD", Gateway.OPS_PASSWORD);
    inFile(settings, "ZOHO_WEBHOOK_SECRET", "desk-secret-one");
    inFile(settings, "BOTPRESS_KEYS", "botpress-key-one-0001");
    inFile(settings, "ZOHO_REFRESH_TOKEN", "1000.expired.token");
    inFile(settings, "ZOHO_CLIENT_SECRET", "wrong-secret");
    gateway = Gateway.start(zoho, TestDatabase.H2.fresh(), settings);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  private static void inFile(Map<String, String> settings, String name, String secret)
      throws IOException {
    settings.put(name, "");
    settings.put(name + "_FILE", write(name, secret).toString());
  }

  private static Path write(String name, String secret) throws IOException {
    return Files.writeString(folder.resolve(name), secret + "\n");
  }

  private static int withKey(String key) {
    return gateway.send("GET", "/api/handoffs/x", null, Map.of("X-Api-Key", key)).status();
  }

  @Test
  void apiKeysAreRotated() throws IOException {
    assertThat(withKey(Gateway.API_KEY)).isEqualTo(404);
    assertThat(withKey("newest-key-0001")).isEqualTo(401);

    write("HANDOFF_API_KEYS", Gateway.API_KEY + ",newest-key-0001");

    await().untilAsserted(() -> assertThat(withKey("newest-key-0001")).isEqualTo(404));
    assertThat(withKey("older-key")).isEqualTo(401);
    assertThat(withKey(Gateway.API_KEY)).isEqualTo(404);
    assertThat(
            List.of(
                Operator.get(gateway, "/ops/api/doctor").text(),
                Operator.get(gateway, "/actuator/health").text()))
        .allSatisfy(
            text ->
                assertThat(text)
                    .contains("HANDOFF_API_KEYS: key 2 has 15 characters; with fewer than 16")
                    .doesNotContain("HANDOFF_API_KEYS: key 1 has 9 characters"));
  }

  @Test
  void operatorsPasswordIsChangedAndAnEmptyOneRefused() throws Exception {
    Browser person = new Browser(gateway);
    person.logIn();
    assertThat(person.get("/ops/api/session").statusCode()).isEqualTo(200);
    InputStream stream = person.open("/ops/api/events");
    Map<String, String> changed =
        Map.of("Authorization", Operator.basic(Gateway.OPS_USER + ":another-password"));
    write("HANDOFF_OPS_PASSWORD", "another-password");
    await()
        .untilAsserted(
            () ->
                assertThat(gateway.send("GET", "/ops/api/tables", null, changed).status())
                    .isEqualTo(200));
    assertThat(Operator.get(gateway, "/ops/api/tables").status()).isEqualTo(401);
    assertThat(person.get("/ops/api/session").statusCode()).as("the session").isEqualTo(401);
    CompletableFuture<byte[]> rest =
        CompletableFuture.supplyAsync(() -> assertDoesNotThrow(stream::readAllBytes));
    assertThat(rest).as("the stream ends").succeedsWithin(Duration.ofSeconds(40));

    write("HANDOFF_OPS_PASSWORD", "");
    await()
        .untilAsserted(
            () ->
                assertThat(gateway.send("GET", "/actuator/health", null, changed).text())
                    .contains("HANDOFF_OPS_PASSWORD is empty"));
    assertThat(gateway.send("GET", "/ops/api/tables", null, changed).status()).isEqualTo(200);

    write("HANDOFF_OPS_PASSWORD", Gateway.OPS_PASSWORD);
    await()
        .untilAsserted(
            () -> assertThat(Operator.get(gateway, "/ops/api/tables").status()).isEqualTo(200));
  }

  @Test
  void webhookSecretAndPathKeyAreReplaced() throws IOException {
    write("ZOHO_WEBHOOK_SECRET", "desk-secret-two");
    write("BOTPRESS_KEYS", "botpress-key-two-0002");

    await().untilAsserted(() -> assertThat(desk("desk-secret-two")).isEqualTo(200));
    assertThat(desk("desk-secret-one")).isEqualTo(403);
    await().untilAsserted(() -> assertThat(ping("botpress-key-two-0002")).isEqualTo(200));
    assertThat(ping("botpress-key-one-0001")).isEqualTo(401);

    write("BOTPRESS_KEYS", "short");
    await()
        .untilAsserted(
            () ->
                assertThat(Operator.get(gateway, "/actuator/health").text()).contains("too short"));
    assertThat(ping("botpress-key-two-0002")).isEqualTo(200);
    assertThat(ping("short")).isEqualTo(401);
  }

  private static int desk(String secret) {
    return gateway
        .send("POST", "/api/zoho/webhook", "[]", Map.of("X-Zoho-Webhook-Secret", secret))
        .status();
  }

  private static int ping(String key) {
    return gateway
        .send("POST", "/botpress/" + key + "/ping", "{\"type\":\"ping\"}", Map.of())
        .status();
  }

  @Test
  void healthTellsOfZohosCredentialAsSoonAsItsFilesChange() throws IOException {
    write("ZOHO_CLIENT_SECRET", zoho.settings().ordinary().clientSecret());
    write("ZOHO_REFRESH_TOKEN", zoho.settings().ordinary().refreshToken());
    await().untilAsserted(() -> assertThat(zohoStatus()).isEqualTo("UP"));

    write("ZOHO_REFRESH_TOKEN", "1000.revoked.token");
    await().untilAsserted(() -> assertThat(zohoStatus()).isEqualTo("DOWN"));
    assertThat(Operator.get(gateway, "/actuator/health").text())
        .contains("Failed to refresh Zoho token: invalid_code (ordinary credential)");
  }

  private static String zohoStatus() {
    return Operator.get(gateway, "/actuator/health").json().at("/components/zoho/status").asText();
  }

  @Test
  void zohosCredentialWorksOnceItsFilesAreRight() throws IOException {
    String ticket =
        """
        {"channel": "api", "conversationId": "secret-1", "kind": "ticket", "reason": "x",
         "visitor": {"name": "Ana Roy", "email": "secret-1@example.test"}}
        """;
    String id = gateway.post("/api/handoffs", ticket).json().path("id").asText();

    write("ZOHO_CLIENT_SECRET", zoho.settings().ordinary().clientSecret());
    write("ZOHO_REFRESH_TOKEN", zoho.settings().ordinary().refreshToken());

    await()
        .untilAsserted(
            () ->
                assertThat(gateway.get("/api/handoffs/" + id).json().path("state").asText())
                    .isEqualTo("delivered"));
  }
}
