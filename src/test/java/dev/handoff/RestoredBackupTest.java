package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database put back from a backup knows less than Zoho does. */
class RestoredBackupTest {

  private final Map<String, String> database = TestDatabase.H2.fresh();
  private SimulatedZoho zoho;

  @BeforeEach
  void start() {
    zoho = SimulatedZoho.start();
  }

  @AfterEach
  void stop() {
    zoho.close();
  }

  private Path file() {
    String url = database.get("SPRING_DATASOURCE_URL");
    return Path.of(url.substring("jdbc:h2:file:".length(), url.indexOf(';')) + ".mv.db");
  }

  private static void awaitDelivered(Gateway gateway, String id) {
    await()
        .untilAsserted(
            () ->
                assertThat(gateway.get("/api/handoffs/" + id).json().path("state").asText())
                    .isEqualTo("delivered"));
  }

  private static final Fault CONTACT_FAILS =
      Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts.*").forEver();

  /** One handoff, backed up while Zoho fails and delivered after that. */
  private String deliveredAfterTheBackup(Fault before) throws IOException {
    Path backup = Files.createTempDirectory("backup").resolve("data.mv.db");
    zoho.faults().add(before);
    String id;
    try (Gateway gateway = Gateway.start(zoho, database, Map.of("HANDOFF_SYNC_WAIT", "10ms"))) {
      id =
          gateway
              .post(
                  "/api/handoffs",
                  """
                  {"channel":"api","conversationId":"restored","kind":"ticket",
                   "visitor":{"email":"ana@example.test"},"subject":"Where is my parcel?"}
                  """)
              .json()
              .path("id")
              .asText();
      await().until(() -> gateway.get("/api/handoffs/" + id).json().path("attempts").asInt() > 0);
    }
    Files.copy(file(), backup);
    zoho.faults().clear();
    try (Gateway gateway = Gateway.start(zoho, database, Map.of("HANDOFF_RETRY_INITIAL", "50ms"))) {
      awaitDelivered(gateway, id);
    }
    Files.delete(file());
    Files.copy(backup, file());
    assertThat(zoho.tickets()).hasSize(1);
    return id;
  }

  private void findsTheTicketAgain(String id) {
    Map<String, String> restored =
        Map.of(
            "HANDOFF_RETRY_INITIAL",
            "50ms",
            "HANDOFF_RESTORED_AT",
            Instant.now().toString(),
            "handoff.zoho.look-up.clocks",
            "1s");
    try (Gateway gateway = Gateway.start(zoho, database, restored)) {
      awaitDelivered(gateway, id);

      assertThat(zoho.tickets()).hasSize(1);
      assertThat(gateway.get("/api/handoffs/" + id).json().at("/zoho/ticketId").asText())
          .isEqualTo(zoho.tickets().get(0).path("id").asText());
    }
  }

  @Test
  void whatZohoKnowsMoreThanTheBackupIsFoundAndNotMadeAgain() throws IOException {
    findsTheTicketAgain(deliveredAfterTheBackup(CONTACT_FAILS));
  }

  @Test
  void aTicketThatTheBackupKnowsAsRefusedIsLookedForAllTheSame() throws IOException {
    findsTheTicketAgain(
        deliveredAfterTheBackup(
            Fault.of(Fault.Kind.CONCURRENCY_LIMIT).on(Side.DESK, "POST", "/tickets").forEver()));
  }

  @Test
  void aLookUpThatFailsAfterTheRestoreIsMadeAgain() throws IOException {
    String id = deliveredAfterTheBackup(CONTACT_FAILS);
    zoho.faults()
        .add(
            Fault.of(Fault.Kind.SERVER_ERROR)
                .on(Side.DESK, "GET", "/(contacts/[0-9]+/tickets|tickets).*")
                .times(1));

    findsTheTicketAgain(id);
  }
}
