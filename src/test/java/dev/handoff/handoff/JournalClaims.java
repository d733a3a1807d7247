package dev.handoff.handoff;

import static dev.handoff.testing.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

interface JournalClaims extends HasStorage {

  private Instant later() {
    storage().clock.advance(Duration.ofSeconds(7));
    return storage().clock.instant();
  }

  /** What the next worker would see. */
  private Delivery takenOver(Delivery delivery) {
    return storage().claim(delivery.handoff());
  }

  @Test
  default void aStepThatBeganIsUncertainForTheNextWorkerOnly() {
    Delivery delivery = storage().claimed();
    Instant began = later();

    storage().journal.begin(delivery, "ticket");

    assertThat(delivery.isUncertain("ticket")).isFalse();
    Delivery next = takenOver(delivery);
    assertThat(next.isUncertain("ticket")).isTrue();
    assertThat(next.isDone("ticket")).isFalse();
    assertThat(next.step("ticket"))
        .contains(new JournalStep("ticket", StepState.STARTED, began, began, null, Map.of()));
  }

  @Test
  default void aFinishedStepGivesItsFactsAtOnceAndToTheNextWorker() {
    Delivery delivery = storage().claimed();
    Map<String, String> facts = Map.of("ticketId", "7", "subject", "\uD83D\uDE42 \"\u05D0\"");

    Delivery done = storage().journal.done(delivery, "ticket", facts);

    assertThat(done.isDone("ticket")).isTrue();
    assertThat(done.fact("ticketId")).isEqualTo("7");
    Delivery next = takenOver(delivery);
    assertThat(next.isDone("ticket")).isTrue();
    assertThat(next.step("ticket").orElseThrow().facts()).isEqualTo(facts);
    assertThat(next.requiredFact("ticketId")).isEqualTo("7");
  }

  @Test
  default void aMissingFactNamesTheHandoffAndTheRemedy() {
    Delivery delivery = storage().claimed();

    assertThatThrownBy(() -> delivery.requiredFact("ticketId"))
        .hasMessage(
            "journal of handoff "
                + delivery.handoff().id()
                + ": no finished step recorded 'ticketId'; place the step that does before the one"
                + " that needs it");
  }

  @Test
  default void theBeginningOfAStepSurvivesItsEnd() {
    Delivery delivery = storage().claimed();
    Instant began = later();
    storage().journal.begin(delivery, "one");
    storage().journal.begin(delivery, "two");
    storage().journal.begin(delivery, "three");
    Instant ended = later();

    storage().journal.done(delivery, "one", Map.of());
    storage().journal.failed(delivery, "two", "422", false);
    storage().journal.failed(delivery, "three", "timeout", true);

    assertThat(storage().handoffs.journal(delivery.handoff()))
        .containsExactly(
            new JournalStep("one", StepState.DONE, began, ended, null, Map.of()),
            new JournalStep("two", StepState.FAILED, began, ended, "422", Map.of()),
            new JournalStep("three", StepState.UNCERTAIN, began, ended, "timeout", Map.of()));
  }

  @Test
  default void anUncertainStepIsNeitherDoneNorForgotten() {
    Delivery delivery = storage().claimed();

    storage().journal.failed(delivery, "ticket", "timeout", true);

    Delivery next = takenOver(delivery);
    assertThat(next.isUncertain("ticket")).isTrue();
    assertThat(next.isDone("ticket")).isFalse();
  }

  @Test
  default void aFailedStepIsCertainlyNotCarriedOut() {
    Delivery delivery = storage().claimed();
    storage().journal.begin(delivery, "ticket");

    storage().journal.failed(delivery, "ticket", "429", false);

    assertThat(takenOver(delivery).isUncertain("ticket")).isFalse();
  }

  @Test
  default void aStepThatBeginsAgainForgetsItsFormerEnd() {
    Delivery delivery = storage().claimed();
    storage().journal.begin(delivery, "ticket");
    storage().journal.failed(delivery, "ticket", "429", false);
    Instant again = later();

    storage().journal.begin(delivery, "ticket");

    assertThat(storage().step(delivery, "ticket"))
        .isEqualTo(new JournalStep("ticket", StepState.STARTED, again, again, null, Map.of()));
  }

  @Test
  default void aFinishedStepIsNeverOverwritten() {
    Delivery delivery = storage().claimed();
    storage().journal.done(delivery, "ticket", Map.of("ticketId", "7"));
    JournalStep done = storage().step(delivery, "ticket");
    later();

    storage().journal.begin(delivery, "ticket");
    storage().journal.failed(delivery, "ticket", "timeout", true);
    storage().journal.done(delivery, "ticket", Map.of("ticketId", "8"));

    assertThat(storage().step(delivery, "ticket")).isEqualTo(done);
  }

  @Test
  default void stepsKeepTheOrderOfTheirBeginning() {
    Delivery delivery = storage().claimed();
    storage().journal.done(delivery, "contact", Map.of());
    storage().journal.begin(delivery, "ticket");
    storage().journal.done(delivery, "read-back", Map.of());
    storage().journal.done(delivery, "ticket", Map.of());

    assertThat(storage().handoffs.journal(delivery.handoff()))
        .extracting(JournalStep::name)
        .containsExactly("contact", "ticket", "read-back");
  }

  @Test
  default void journalsOfDifferentHandoffsNeverMix() {
    Delivery one = storage().claimed();
    Delivery other = storage().claim(storage().accept(order()));

    storage().journal.done(one, "ticket", Map.of("ticketId", "1"));
    storage().journal.done(other, "ticket", Map.of("ticketId", "2"));

    assertThat(takenOver(one).fact("ticketId")).isEqualTo("1");
    assertThat(takenOver(other).fact("ticketId")).isEqualTo("2");
  }
}
