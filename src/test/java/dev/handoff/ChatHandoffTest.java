package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code POST /api/chat/handoff}: one ticket for each session (contract 4.4). */
class ChatHandoffTest {

  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static Gateway other;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    gateway = Gateway.start(zoho, database, Map.of());
    other = Gateway.start(zoho, database, Map.of());
  }

  @AfterAll
  static void stop() {
    other.close();
    gateway.close();
    zoho.close();
  }

  @AfterEach
  void heal() {
    zoho.faults().clear();
  }

  private static Gateway.Answer handOver(Gateway node, String session) {
    return node.post(
        "/api/chat/handoff",
        """
        {"sessionId": "%s", "userName": "Ana Roy", "userEmail": "%s@example.test",
         "handoffReason": "Order late",
         "history": [{"role": "user", "content": "Where is my order?"},
                     {"role": "assistant", "content": "I do not know."}]}
        """
            .formatted(session, session));
  }

  private static String session() {
    return "s-" + UUID.randomUUID();
  }

  @Test
  void opensATicketAndTellsItsNumber() {
    JsonNode answer = handOver(gateway, session()).json();

    assertThat(answer.path("success").asBoolean()).isTrue();
    assertThat(answer.path("message").asText())
        .isEqualTo("Ticket created successfully in Zoho Desk");
    assertThat(answer.has("alreadyExists")).isFalse();
    JsonNode ticket = zoho.tickets().get(zoho.tickets().size() - 1);
    assertThat(answer.path("ticketId").asText()).isEqualTo(ticket.path("id").asText());
    assertThat(answer.path("ticketNumber").asText())
        .isEqualTo(ticket.path("ticketNumber").asText());
    assertThat(ticket.path("description").asText())
        .contains("Where is my order?")
        .contains("I do not know.")
        .contains("Order late");
  }

  @Test
  void tellsTheSameTicketWhenTheSessionAsksAgain() {
    String session = session();
    JsonNode first = handOver(gateway, session).json();

    Gateway.Answer again = handOver(gateway, session);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("alreadyExists").asBoolean()).isTrue();
    assertThat(again.json().path("message").asText())
        .isEqualTo("Ticket already exists for this session");
    assertThat(again.json().path("ticketId")).isEqualTo(first.path("ticketId"));
    assertThat(again.headers()).containsKey("x-handoff-id");
  }

  @Test
  void opensOneTicketForFiftyCallsAtOnceOnTwoNodes() {
    String session = session();
    int before = zoho.tickets().size();
    ExecutorService threads = Executors.newFixedThreadPool(50);

    List<Gateway.Answer> answers =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> handOver(i % 2 == 0 ? gateway : other, session), threads))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    threads.shutdown();
    assertThat(zoho.tickets()).hasSize(before + 1);
    assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    assertThat(answers)
        .extracting(answer -> answer.json().path("ticketId").asText())
        .containsOnly(zoho.tickets().get(before).path("id").asText());
    assertThat(answers).filteredOn(answer -> !answer.json().has("alreadyExists")).hasSize(1);
  }

  @Test
  void saysThatItIsPendingWhileZohoIsDown() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK).forEver());
    Gateway slow =
        Gateway.start(zoho, TestDatabase.H2.fresh(), Map.of("HANDOFF_SYNC_WAIT", "300ms"));

    Gateway.Answer answer = handOver(slow, session());

    slow.close();
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("success").asBoolean()).isTrue();
    assertThat(answer.json().path("pending").asBoolean()).isTrue();
    assertThat(answer.json().path("handoffId").asText()).isNotEmpty();
    assertThat(answer.json().path("message").asText()).isNotEmpty();
  }

  @Test
  void tellsZohosReasonWhenTheTicketIsRefused() {
    zoho.faults()
        .add(
            Fault.answer(
                    422,
                    "{\"errorCode\":\"INVALID_DATA\",\"message\":\"The request failed.\","
                        + "\"errors\":[{\"fieldName\":\"/departmentId\",\"errorType\":\"invalid\"}]}")
                .on(Side.DESK, "POST", "^/tickets$"));

    Gateway.Answer answer = handOver(gateway, session());

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
    assertThat(answer.json().path("detail").asText()).contains("/departmentId");
    JsonNode handoff = gateway.get("/api/handoffs/" + answer.headers().get("x-handoff-id")).json();
    assertThat(handoff.path("state").asText()).isEqualTo("parked");
    assertThat(handoff.path("lastError").path("retryable").asBoolean()).isFalse();
  }

  @Test
  void tellsThatDeskKnowsNoSuchPlaceWithinTheCall() {
    zoho.faults()
        .add(
            Fault.answer(404, "{\"errorCode\":\"URL_NOT_FOUND\",\"message\":\"No such URL.\"}")
                .on(Side.DESK, "POST", "^/tickets$")
                .forEver());

    Gateway.Answer answer = handOver(gateway, session());

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.json().path("detail").asText()).contains("No such URL.");
  }

  @Test
  void givesTheTicketThatExistsThoughReadingItBackIsRefused() {
    zoho.faults()
        .add(
            Fault.answer(403, "{\"errorCode\": \"SCOPE_MISMATCH\", \"message\": \"No.\"}")
                .on(Side.DESK, "GET", "^/tickets/\\d+$"));

    Gateway.Answer answer = handOver(gateway, session());

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("ticketId").asText())
        .isEqualTo(zoho.tickets().get(zoho.tickets().size() - 1).path("id").asText());
    JsonNode handoff = gateway.get("/api/handoffs/" + answer.headers().get("x-handoff-id")).json();
    assertThat(handoff.path("state").asText()).isEqualTo("parked");
  }
}
