package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.ConfigFolders;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables that are edited while the gateway runs. */
class TablesInUseTest {

  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static Path tables;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    String folder =
        ConfigFolders.withTables(Map.of("categories.yaml", "categories: { vip: { category: A } }"));
    tables = Path.of(folder, "tables");
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.H2.fresh(),
            Map.of("handoff.config", folder, "handoff.tables.polling", "50ms"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  private static Gateway.Answer ticket(String id, String category) {
    return gateway.post(
        "/api/handoffs",
        """
        {"channel": "api", "conversationId": "%s", "kind": "ticket",
         "visitor": {"name": "Ana Roy", "email": "%s@example.test"}, "reason": "x"%s}
        """
            .formatted(id, id, category.isEmpty() ? "" : ", \"category\": \"" + category + "\""));
  }

  private static JsonNode table(String name) {
    for (JsonNode table : Operator.get(gateway, "/ops/api/tables").json().path("tables")) {
      if (table.path("name").asText().equals(name)) {
        return table;
      }
    }
    throw new AssertionError("no table " + name);
  }

  private static JsonNode health() {
    return Operator.get(gateway, "/actuator/health").json().path("components").path("tables");
  }

  @Test
  void changedCategoriesAreTakenAndWrongOnesRefusedWhole() throws IOException {
    Path file = tables.resolve("categories.yaml");
    assertThat(ticket("t-1", "gold").status()).isEqualTo(422);
    String before = table("categories").path("loadedAt").asText();

    Files.writeString(file, "categories: { vip: { category: A }, gold: { category: B } }");
    await().untilAsserted(() -> assertThat(ticket("t-2", "gold").status()).isEqualTo(201));
    assertThat(table("categories").path("loadedAt").asText()).isGreaterThan(before);
    assertThat(table("categories").path("sources").get(0).asText()).isEqualTo(file.toString());
    assertThat(health().path("details").path("degraded").asBoolean(true)).isFalse();

    Files.writeString(file, "categories:\n  silver: { category: C }\n  gold: { categroy: B }\n");
    String reason =
        file
            + ":3: categories.gold.categroy: an unknown name (expected: one of category,"
            + " classification, department-id, priority). Did you mean 'category'?";
    await()
        .untilAsserted(
            () ->
                assertThat(table("categories").path("refused").path("reasons").path(0).asText())
                    .isEqualTo(reason));
    assertThat(ticket("t-3", "silver").status()).isEqualTo(422);
    assertThat(ticket("t-4", "gold").status()).isEqualTo(201);
    assertThat(health().path("status").asText()).isEqualTo("UP");
    assertThat(health().path("details").path("reason").asText()).isEqualTo(reason);

    Files.delete(file);
    await().untilAsserted(() -> assertThat(ticket("t-5", "billing").status()).isEqualTo(201));
    assertThat(health().path("details").path("degraded").asBoolean(true)).isFalse();
  }

  @Test
  void fileThatVanishesIsToldInHealthAndAmongTheTables() throws IOException {
    Path file = Files.createDirectories(tables.resolve("texts")).resolve("nl.yaml");
    Files.writeString(file, "greeting: Hallo");
    await()
        .untilAsserted(
            () -> assertThat(table("texts").path("sources").toString()).contains(file.toString()));

    Files.delete(file);

    String reason = file + ": no file any more (expected: the file that is in force). Put it back";
    await()
        .untilAsserted(
            () ->
                assertThat(table("texts").path("refused").path("reasons").path(0).asText())
                    .startsWith(reason));
    assertThat(table("texts").path("sources").toString()).contains(file.toString());
    assertThat(health().path("details").path("reason").asText()).startsWith(reason);
    Files.writeString(file, "greeting: Hallo");
    await().untilAsserted(() -> assertThat(table("texts").has("refused")).isFalse());
  }

  @Test
  void retriesOfOneKindOfFailureEndSooner() throws IOException {
    Files.writeString(tables.resolve("retry.yaml"), "outage: { attempts: 1 }");
    await()
        .untilAsserted(
            () ->
                assertThat(table("retry").path("sources").toString())
                    .contains(tables.resolve("retry.yaml").toString()));
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "GET", "").times(1));

    String id = ticket("retry-1", "").json().path("id").asText();

    await()
        .untilAsserted(
            () ->
                assertThat(gateway.get("/api/handoffs/" + id).json().path("state").asText())
                    .isEqualTo("parked"));
  }

  @Test
  void strangersSeeNoTables() {
    assertThat(gateway.get("/ops/api/tables").status()).isEqualTo(401);
  }
}
