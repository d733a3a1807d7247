package dev.handoff.keeping;

import static dev.handoff.keeping.HasBench.fresh;
import static dev.handoff.keeping.HasVisitors.address;
import static dev.handoff.keeping.HasVisitors.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A visitor is forgotten while somebody has their request in hand: nothing is written after it. */
interface InHandClaims extends HasVisitors {

  /** Zoho takes its time over the next such call, and then answers well. */
  private void slow(String method, String path) {
    bench()
        .fault(Fault.of(Kind.DELAY).withDelay(Duration.ofSeconds(1)).on(Side.DESK, method, path));
  }

  private void awaitAtZoho() {
    await().until(() -> bench().zoho().faults().list().isEmpty());
  }

  /** The worker has come back from Zoho, and found that there is nothing left to do. */
  private void awaitDone(Handoff handoff) {
    await()
        .until(
            () ->
                count(
                        "scheduled_tasks where task_name = 'conversation' and task_instance like ?",
                        "%" + handoff.conversation().value() + "%")
                    == 0);
    assertThat(bench().now(handoff).state()).isEqualTo(HandoffState.DISCARDED);
  }

  @Test
  default void aContactFoundAfterTheEraseIsNotMappedToTheCallersId() {
    String email = address();
    String callersId = fresh("crm");
    bench().contactAtDesk("{\"lastName\":\"Z\",\"email\":\"%s\"}".formatted(email));
    slow("GET", "/contacts/search$");
    Handoff handoff = bench().accept(TestOrder.ticket().email(email).crmContactId(callersId));
    awaitAtZoho();

    erased(by(email) + "&force=true");
    awaitDone(handoff);

    assertThat(places(List.of(email, callersId))).isEmpty();
  }

  @Test
  default void aContactFoundAfterTheEraseIsNotKeptForItsNumber() {
    String digits = "1514555" + "%04d".formatted(System.nanoTime() % 10_000);
    bench().contactAtDesk("{\"lastName\":\"Z\",\"phone\":\"+%s\"}".formatted(digits));
    slow("GET", "/contacts/search$");
    Handoff handoff = bench().accept(TestOrder.callback().email(null).phone("+" + digits));
    awaitAtZoho();
    assertThat(count("phone_contact where handoff = ?", handoff.id().value())).isEqualTo(1);

    erased("phone=" + digits + "&force=true");
    awaitDone(handoff);

    assertThat(count("phone_contact where handoff = ?", handoff.id().value())).isZero();
    assertThat(places(List.of(digits))).isEmpty();
  }

  /** The Zobot's call still waits for the delivery, and has to promise an answer then. */
  @Test
  default void whatTheZobotStillOwesIsNotWrittenAfterTheErase() {
    String email = address();
    String name = fresh("Zora");
    SalesIqVisitor visitor = SalesIqVisitor.at(bench().gateway()).knowing("name", name);
    visitor.lands();
    visitor.says("A question");
    visitor.says("3");
    bench().fault(Fault.of(Kind.HANG).on(Side.DESK, "POST", "/tickets$"));
    CompletableFuture<SalesIqVisitor.Reply> waiting =
        CompletableFuture.supplyAsync(() -> visitor.says(email));
    awaitAtZoho();

    erased(by(email) + "&force=true");

    assertThat(waiting.join().replies()).isNotNull();
    assertThat(places(List.of(email, name, visitor.conversationId()))).isEmpty();
  }
}
