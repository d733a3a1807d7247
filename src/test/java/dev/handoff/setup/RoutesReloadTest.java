package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/** Flows edited while the gateway runs. */
@ExtendWith(OutputCaptureExtension.class)
class RoutesReloadTest {

  private static final String TICKET = "delivery/ticket.camel.yaml";

  @TempDir static Path temporary;
  private static Path routes;
  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static int number;

  private static final Fault SLOW_TICKET =
      new Fault(
          Fault.Kind.DELAY, null, "POST", "/tickets", 1, null, null, null, null, null, 1000L, null);

  @BeforeAll
  static void start() throws IOException {
    routes = temporary.toRealPath().resolve("routes");
    FileSystemUtils.copyRecursively(Path.of("routes"), routes);
    zoho = SimulatedZoho.start();
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.H2.fresh(),
            Map.of("handoff.routes", routes.toString(), "handoff.routes-reload", "true"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  private static void swap(String file, String before, String after) throws IOException {
    String text = Files.readString(routes.resolve(file));
    assertThat(text).contains(before);
    Files.writeString(routes.resolve(file), text.replace(before, after));
  }

  private static int count(CapturedOutput output, String words) {
    return output.getAll().split(java.util.regex.Pattern.quote(words), -1).length - 1;
  }

  /** Waits for one more of what the log says of a change. */
  private static void edit(CapturedOutput output, String told, Edit edit) throws IOException {
    int before = count(output, told);
    edit.run();
    await().atMost(Duration.ofSeconds(40)).until(() -> count(output, told) > before);
  }

  private interface Edit {
    void run() throws IOException;
  }

  private static final String TAKEN = "The flows are taken over";

  private static String ticket() {
    number++;
    return """
        {"channel": "web", "conversationId": "reload-%1$d", "kind": "ticket", "reason": "R",
         "visitor": {"name": "Ana Roy", "email": "reload-%1$d@example.test"},
         "transcript": [{"role": "visitor", "text": "Hello"}]}"""
        .formatted(number);
  }

  private static Gateway.Answer send() {
    return gateway.post("/api/handoffs", ticket());
  }

  @Test
  void takesOverAnEditedDeliveryWithItsTemplates(CapturedOutput output) throws IOException {
    assertThat(send().json().path("steps").findValuesAsText("name"))
        .startsWith("contact", "ticket", "read-back");

    edit(output, TAKEN, () -> swap(TICKET, "name: read-back", "name: looked-at"));

    Gateway.Answer answer = send();
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("steps").findValuesAsText("name"))
        .startsWith("contact", "ticket", "looked-at");
    edit(output, TAKEN, () -> swap(TICKET, "name: looked-at", "name: read-back"));
    assertThat(send().json().path("steps").findValuesAsText("name"))
        .startsWith("contact", "ticket", "read-back");
  }

  @Test
  void takesOverAnEditedTemplateForAllThatUseIt(CapturedOutput output) throws IOException {
    edit(
        output,
        TAKEN,
        () -> swap("delivery/step.camel.yaml", "'{{name}}', ${body}", "'again-{{name}}', ${body}"));
    assertThat(send().json().path("steps").findValuesAsText("name"))
        .contains("again-contact", "again-ticket");
    edit(
        output,
        TAKEN,
        () -> swap("delivery/step.camel.yaml", "'again-{{name}}', ${body}", "'{{name}}', ${body}"));
    assertThat(send().status()).isEqualTo(201);
  }

  @Test
  void refusesABrokenFileAndGoesOnWithTheOldOnes(CapturedOutput output) throws IOException {
    edit(
        output,
        ": the bean 'ticketDraft' has no method 'fact'; did you mean 'facts'?",
        () -> swap(TICKET, "method: facts", "method: fact"));
    assertThat(output).contains("The flows are not taken over; the old ones go on");
    assertThat(send().status()).isEqualTo(201);

    swap(TICKET, "method: fact\n", "method: facts\n");
    edit(output, TAKEN, () -> swap(TICKET, "the whole story", "the story"));
    assertThat(send().status()).isEqualTo(201);
  }

  @Test
  void aFailureAfterTheDeliveryIsOnlyToldInTheLog(CapturedOutput output) throws IOException {
    String file = "delivery/after-delivery.camel.yaml";
    String shipped = Files.readString(routes.resolve(file));
    edit(
        output,
        TAKEN,
        () ->
            swap(
                file,
                "        - log:",
                """
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: words of ana
                - log:"""
                    .indent(8)
                    .stripTrailing()));

    Gateway.Answer answer = send();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("state").asText()).isEqualTo("delivered");
    String id = answer.json().path("id").asText();
    await()
        .until(
            () ->
                output
                    .getAll()
                    .contains(
                        "handoff "
                            + id
                            + " is delivered, but direct:after-delivery failed"
                            + " (IllegalStateException)"));
    assertThat(output.getAll().lines().filter(line -> line.contains("handoff " + id)))
        .as("nobody tries to settle it once more")
        .hasSize(1);
    assertThat(output).doesNotContain("words of ana");
    edit(output, TAKEN, () -> Files.writeString(routes.resolve(file), shipped));
  }

  @Test
  void aFileThatCannotBeReadIsNotTakenForDeleted(CapturedOutput output) throws IOException {
    Path ticket = routes.resolve(TICKET);
    Path away = temporary.resolve("ticket-of-before");
    edit(
        output,
        "ticket.camel.yaml is a link to nothing",
        () -> {
          Files.move(ticket, away);
          Files.createSymbolicLink(ticket, temporary.resolve("nothing"));
        });

    assertThat(send().status()).isEqualTo(201);

    Files.delete(ticket);
    Files.move(away, ticket);
    edit(output, TAKEN, () -> swap(TICKET, "Opens one Desk ticket", "Opens one ticket"));
    assertThat(send().status()).isEqualTo(201);
    assertThat(count(output, "is a link to nothing")).isEqualTo(1);
  }

  /** The delivery under way ends as it began; what comes meanwhile waits. */
  @Test
  void losesNothingThatIsUnderWay(CapturedOutput output) throws Exception {
    zoho.faults().add(SLOW_TICKET);
    int tickets = zoho.tickets().size();
    int asked = zoho.requests().size();
    CompletableFuture<Gateway.Answer> under = CompletableFuture.supplyAsync(RoutesReloadTest::send);
    await().until(() -> zoho.requests().size() > asked);

    edit(output, TAKEN, () -> swap(TICKET, "Opens the ticket, once", "Opens a ticket, once"));

    assertThat(under.get().status()).isBetween(201, 202);
    await().until(() -> zoho.tickets().size() == tickets + 1);
  }
}
