package dev.handoff.handoff;

import static dev.handoff.testing.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.delivery.Choosing;
import dev.handoff.routing.HandoffChoice;
import dev.handoff.routing.Reception;
import dev.handoff.routing.RoutingRules;
import dev.handoff.testing.Together;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface MailboxClaims extends HasStorage {

  HandoffError ERROR =
      new HandoffError("ticket", "http_503", "Desk said: later", "Wait a little.", true);

  private List<Handoff> acceptedInOneConversation(int number) {
    ConversationKey key = ConversationKey.of(Channel.HITL, UUID.randomUUID().toString());
    return IntStream.range(0, number).mapToObj(i -> storage().accept(order().in(key))).toList();
  }

  private Optional<HandoffId> claimable(Handoff handoff) {
    return storage()
        .mailbox
        .claim(handoff.conversation(), storage().clock.instant())
        .map(delivery -> delivery.handoff().id());
  }

  private Optional<Instant> nextDue(Handoff handoff) {
    return storage().mailbox.decideNext(handoff.conversation(), Function.identity());
  }

  private Instant soon() {
    return storage().clock.instant().plusSeconds(60);
  }

  @Test
  default void handoffsLeaveTheMailboxInTheOrderOfTheirAcceptance() {
    List<Handoff> accepted = acceptedInOneConversation(3);

    for (Handoff expected : accepted) {
      Delivery delivery = storage().claim(expected);
      assertThat(delivery.handoff().id()).isEqualTo(expected.id());
      assertThat(delivery.handoff().state()).isEqualTo(HandoffState.DELIVERING);
      storage().mailbox.delivered(delivery);
    }

    assertThat(claimable(accepted.get(0))).isEmpty();
  }

  @Test
  default void aHandoffThatWaitsHoldsUpTheOnesBehindIt() {
    List<Handoff> accepted = acceptedInOneConversation(2);
    storage().mailbox.retry(storage().claim(accepted.get(0)), ERROR, soon(), true);

    assertThat(claimable(accepted.get(0))).isEmpty();
    storage().clock.advance(Duration.ofSeconds(60).minusMillis(1));
    assertThat(claimable(accepted.get(0))).isEmpty();
    storage().clock.advance(Duration.ofMillis(1));
    assertThat(claimable(accepted.get(0))).contains(accepted.get(0).id());
  }

  /** The chat is the first again when its time has come, and its words stay behind it. */
  @Test
  default void aChatThatCouldNotBeOpenedHoldsUpNoTicket() {
    ConversationKey key = ConversationKey.of(Channel.SALESIQ, UUID.randomUUID().toString());
    Handoff chat = storage().accept(order().in(key).kind(HandoffKind.CHAT));
    storage().followUps.say(key, new Words(AuthorType.VISITOR, null, "Hello?", null, null), null);
    storage().mailbox.retry(storage().claim(chat), ERROR, soon(), true);
    assertThat(claimable(chat)).isEmpty();
    Handoff ticket = storage().accept(order().in(key).kind(HandoffKind.TICKET));

    Delivery first = storage().claim(ticket);

    assertThat(first.handoff().id()).isEqualTo(ticket.id());
    storage().mailbox.retry(first, ERROR, soon().plusSeconds(60), true);
    assertThat(nextDue(chat)).contains(soon());
    storage().clock.advance(Duration.ofSeconds(60));
    assertThat(claimable(chat)).contains(chat.id());
  }

  @Test
  default void aParkedHandoffLetsTheNextOneGoOn() {
    List<Handoff> accepted = acceptedInOneConversation(2);
    storage().mailbox.park(storage().claim(accepted.get(0)), ERROR);

    assertThat(claimable(accepted.get(0))).contains(accepted.get(1).id());
  }

  @Test
  default void everyClaimIsCounted() {
    Handoff handoff = storage().accept(order());

    assertThat(storage().claim(handoff).handoff().claim()).isEqualTo(1);
    assertThat(storage().claim(handoff).handoff().claim()).isEqualTo(2);
  }

  @Test
  default void onlyOneOfManyClaimsIsTheNewest() {
    Handoff handoff = storage().accept(order());

    List<Delivery> claims = Together.run(20, number -> storage().claim(handoff));

    assertThat(claims).extracting(claim -> claim.handoff().claim()).doesNotHaveDuplicates();
    assertThat(claims)
        .filteredOn(claim -> !isStale(() -> storage().mailbox.delivered(claim)))
        .hasSize(1);
  }

  private static boolean isStale(Runnable write) {
    try {
      write.run();
      return false;
    } catch (StaleClaimException stale) {
      return true;
    }
  }

  @Test
  default void theChoiceIsKept() {
    Handoff handoff = storage().accept(order().kind(null));
    assertThat(handoff.kind()).isNull();

    Delivery chosen = storage().mailbox.chosen(storage().claim(handoff), HandoffKind.CALLBACK);

    assertThat(chosen.handoff().kind()).isEqualTo(HandoffKind.CALLBACK);
    assertThat(chosen.handoff()).isEqualTo(storage().now(handoff));
    assertThat(chosen.handoff().askedKind()).isNull();
  }

  @Test
  default void aChoiceIsNotKeptWithoutItsReason() {
    Handoff handoff = storage().accept(order().kind(null));
    Delivery delivery = storage().claim(handoff);
    Journal broken =
        (Journal)
            Proxy.newProxyInstance(
                Journal.class.getClassLoader(),
                new Class<?>[] {Journal.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("journal");
                });
    RoutingRules rules = new RoutingRules(Set.of(), false, false, Duration.ZERO);
    Choosing choosing =
        new Choosing(
            new HandoffChoice(rules, Reception.ALWAYS),
            storage().mailbox,
            broken,
            storage().store.tx());

    assertThatThrownBy(() -> choosing.choose(delivery)).hasMessage("journal");

    assertThat(storage().now(handoff).kind()).isNull();
  }

  @Test
  default void aDeliveredHandoffIsSettledAndForgetsItsError() {
    Handoff handoff = storage().accept(order());
    storage().mailbox.retry(storage().claim(handoff), ERROR, storage().clock.instant(), true);
    Delivery delivery = storage().claim(handoff);
    storage().events.clear();

    storage().mailbox.delivered(delivery);

    Handoff now = storage().now(handoff);
    assertThat(now.state()).isEqualTo(HandoffState.DELIVERED);
    assertThat(now.lastError()).isNull();
    assertThat(now.nextAttemptAt()).isNull();
    assertThat(now.settledAt()).isEqualTo(storage().clock.instant());
    assertThat(storage().events).containsExactly(new HandoffChanged(now));
  }

  @Test
  default void aRetryKeepsTheErrorAndCountsTheAttempt() {
    Delivery delivery = storage().claimed();

    storage().mailbox.retry(delivery, ERROR, soon(), true);

    Handoff now = storage().now(delivery.handoff());
    assertThat(now.state()).isEqualTo(HandoffState.RETRYING);
    assertThat(now.lastError()).isEqualTo(ERROR);
    assertThat(now.nextAttemptAt()).isEqualTo(soon());
    assertThat(now.attempts()).isEqualTo(1);
    assertThat(now.settledAt()).isNull();
  }

  @Test
  default void aRetryThatDoesNotCountLeavesTheAttemptsAlone() {
    Delivery delivery = storage().claimed();

    storage().mailbox.retry(delivery, ERROR, soon(), false);

    assertThat(storage().now(delivery.handoff()).attempts()).isZero();
  }

  @Test
  default void aParkedHandoffKeepsWhyAndIsSettled() {
    Delivery delivery = storage().claimed();
    HandoffError refused = new HandoffError(null, "422", "\u05D0 \uD83D\uDE42", null, false);

    storage().mailbox.park(delivery, refused);

    Handoff now = storage().now(delivery.handoff());
    assertThat(now.state()).isEqualTo(HandoffState.PARKED);
    assertThat(now.lastError()).isEqualTo(refused);
    assertThat(now.attempts()).isEqualTo(1);
    assertThat(now.nextAttemptAt()).isNull();
    assertThat(now.settledAt()).isEqualTo(storage().clock.instant());
  }

  @Test
  default void errorsOfAnySizeAndWithAnyCharacterAreKept() {
    Delivery delivery = storage().claimed();
    String words = "<html>\u0000" + "x".repeat(50_000);

    storage().journal.failed(delivery, "ticket", words, false);
    storage().mailbox.park(delivery, new HandoffError("ticket", words, words, words, false));

    HandoffError kept = storage().now(delivery.handoff()).lastError();
    assertThat(kept.code()).hasSize(120).startsWith("<html>xxx");
    assertThat(kept.message()).isEqualTo(words.replace("\u0000", ""));
  }

  @Test
  default void nothingIsWrittenAfterAnotherWorkerTookOver() {
    Map<String, Consumer<Delivery>> writes =
        Map.of(
            "begin", delivery -> storage().journal.begin(delivery, "ticket"),
            "done", delivery -> storage().journal.done(delivery, "ticket", Map.of()),
            "failed", delivery -> storage().journal.failed(delivery, "ticket", "503", true),
            "chosen", delivery -> storage().mailbox.chosen(delivery, HandoffKind.CHAT),
            "delivered", delivery -> storage().mailbox.delivered(delivery),
            "retry", delivery -> storage().mailbox.retry(delivery, ERROR, soon(), true),
            "park", delivery -> storage().mailbox.park(delivery, ERROR));

    writes.forEach(
        (name, write) -> {
          Delivery stale = storage().claimed();
          Delivery newer = storage().claim(stale.handoff());
          storage().events.clear();

          assertThatThrownBy(() -> write.accept(stale))
              .as(name)
              .isInstanceOf(StaleClaimException.class)
              .hasMessage(
                  "handoff "
                      + stale.handoff().id()
                      + ": claim 1 is no longer the newest; another worker has taken it over");

          assertThat(storage().now(stale.handoff())).as(name).isEqualTo(newer.handoff());
          assertThat(storage().handoffs.journal(stale.handoff())).as(name).isEmpty();
          assertThat(storage().events).as(name).isEmpty();
        });
  }

  @Test
  default void nothingIsWrittenAfterTheHandoffWasSettled() {
    Delivery delivery = storage().claimed();
    storage().mailbox.park(delivery, ERROR);

    assertThat(isStale(() -> storage().mailbox.delivered(delivery))).isTrue();
    assertThat(isStale(() -> storage().journal.begin(delivery, "ticket"))).isTrue();
    assertThat(storage().now(delivery.handoff()).state()).isEqualTo(HandoffState.PARKED);
  }

  @Test
  default void aChoiceNeverHandsOutTheClaimOfAnotherWorker() {
    for (int round = 0; round < 100; round++) {
      Delivery delivery = storage().claimed();
      AtomicReference<Delivery> chosen = new AtomicReference<>();

      Together.run(
          2,
          number ->
              number == 0
                  ? storage().claim(delivery.handoff())
                  : isStale(
                      () -> chosen.set(storage().mailbox.chosen(delivery, HandoffKind.TICKET))));

      if (chosen.get() != null) {
        assertThat(chosen.get().handoff().claim()).isEqualTo(delivery.handoff().claim());
      }
    }
  }

  @Test
  default void theNextDueTimeIsThatOfTheFirstOpenHandoff() {
    List<Handoff> accepted = acceptedInOneConversation(2);
    assertThat(nextDue(accepted.get(0))).contains(storage().clock.instant());

    storage().mailbox.retry(storage().claim(accepted.get(0)), ERROR, soon(), true);
    assertThat(nextDue(accepted.get(0))).contains(soon());

    storage().clock.advance(Duration.ofSeconds(60));
    storage().mailbox.delivered(storage().claim(accepted.get(0)));
    assertThat(nextDue(accepted.get(0))).contains(storage().clock.instant());

    storage().mailbox.delivered(storage().claim(accepted.get(1)));
    assertThat(nextDue(accepted.get(0))).isEmpty();
  }

  @Test
  default void anOrderWaitsForADecisionUnderWay() {
    Handoff first = storage().accept(order());
    storage().mailbox.delivered(storage().claim(first));

    CompletableFuture<Handoff> order =
        storage()
            .mailbox
            .decideNext(
                first.conversation(),
                due -> {
                  assertThat(due).isEmpty();
                  CompletableFuture<Handoff> next =
                      CompletableFuture.supplyAsync(
                          () -> storage().accept(order().in(first.key())));
                  assertThatThrownBy(() -> next.get(300, TimeUnit.MILLISECONDS))
                      .isInstanceOf(TimeoutException.class);
                  return next;
                });

    assertThat(order).succeedsWithin(Duration.ofSeconds(10));
    assertThat(nextDue(first)).contains(storage().clock.instant());
  }

  @Test
  default void aDecisionThatFailsChangesNothing() {
    Handoff handoff = storage().accept(order());
    Map<String, Long> before = storage().rows();

    assertThatThrownBy(
            () ->
                storage()
                    .mailbox
                    .decideNext(
                        handoff.conversation(),
                        due -> {
                          storage().store.db().sql("delete from scheduled_tasks").update();
                          throw new IllegalStateException("no decision");
                        }))
        .hasMessage("no decision");

    assertThat(storage().rows()).isEqualTo(before);
  }
}
