package dev.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.handoff.DeadLetters.Replay;
import dev.handoff.testing.Orders;
import dev.handoff.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

interface DeadLetterClaims extends HasStorage {

  private Handoff parked(Handoff accepted) {
    Delivery delivery = storage().claim(accepted);
    storage().mailbox.park(delivery, MailboxClaims.ERROR);
    return storage().now(accepted);
  }

  private Handoff parked() {
    return parked(storage().accept(Orders.order()));
  }

  private Replay replay(Mend mend) {
    return new Replay(mend, Set.of(), Set.of(), storage().clock.instant(), "");
  }

  private Handoff replayed(Handoff handoff, Mend mend) {
    return storage().deadLetters.replay(handoff, replay(mend), "ana");
  }

  private static HandoffFilter text(String text) {
    return new HandoffFilter(null, null, null, text, null, null, null, null);
  }

  private List<Handoff> found(HandoffFilter filter) {
    return storage().search.newest("main", filter, null, 100);
  }

  private static HandoffRequest from(String email) {
    Visitor visitor = new Visitor(null, email, null, null, null, null, null);
    return new HandoffRequest(visitor, "help", null, null, null, null, null, ChannelRefs.NONE);
  }

  @Test
  default void aReplayIsOpenAgainWithAllAttemptsAndWithoutItsError() {
    Handoff parked = parked();
    storage().clock.advance(Duration.ofDays(3));
    storage().events.clear();

    Handoff now = replayed(parked, Mend.NOTHING);

    assertThat(now.state()).isEqualTo(HandoffState.RECEIVED);
    assertThat(now.attempts()).isZero();
    assertThat(now.attemptsSince()).isEqualTo(storage().clock.instant());
    assertThat(now.nextAttemptAt()).isNull();
    assertThat(now.lastError()).isNull();
    assertThat(now.settledAt()).isNull();
    assertThat(now.createdAt()).isEqualTo(parked.createdAt());
    assertThat(now.correlation()).isEqualTo(parked.correlation());
    assertThat(storage().events)
        .extracting(event -> event.handoff().state())
        .containsExactly(HandoffState.RECEIVED);
    assertThat(storage().claim(parked).handoff().id()).isEqualTo(parked.id());
  }

  @Test
  default void ofManyReplaysAndDiscardsAtTheSameTimeOneWinsAndIsAudited() {
    Handoff parked = parked();

    List<Boolean> won =
        Together.run(
            8,
            number -> {
              try {
                if (number % 2 == 0) {
                  replayed(parked, Mend.NOTHING);
                } else {
                  storage().deadLetters.discard(parked, "no", "bob");
                }
                return true;
              } catch (NotParkedException other) {
                return false;
              }
            });

    assertThat(won).containsOnlyOnce(true);
    assertThat(storage().audit.newest("main", parked.id().value(), null, 10)).hasSize(1);
  }

  @Test
  default void whatHasChangedSinceItWasSeenIsLeftAlone() {
    Handoff seen = parked();
    Handoff again = parked(replayed(seen, Mend.NOTHING));

    assertThatThrownBy(() -> replayed(seen, Mend.NOTHING)).isInstanceOf(NotParkedException.class);
    assertThatThrownBy(() -> storage().deadLetters.discard(seen, "no", "ana"))
        .isInstanceOf(NotParkedException.class);
    assertThat(storage().now(seen)).isEqualTo(again);
  }

  @Test
  default void anActWithoutItsAuditDoesNotHappen() {
    Handoff parked = parked();
    Audit broken = storage().failingAudit();

    assertThatThrownBy(
            () -> storage().deadLetters(broken).replay(parked, replay(Mend.NOTHING), "ana"))
        .hasMessage("audit");
    assertThatThrownBy(() -> storage().deadLetters(broken).discard(parked, "no", "ana"))
        .hasMessage("audit");

    assertThat(storage().now(parked)).isEqualTo(parked);
  }

  @Test
  default void finishedAndUncertainStepsStayExceptThoseToBeDoneAnew() {
    Handoff accepted = storage().accept(Orders.order());
    Delivery delivery = storage().claim(accepted);
    delivery = storage().journal.done(delivery, "contact", Map.of("contactId", "1"));
    delivery = storage().journal.done(delivery, "department", Map.of());
    storage().journal.failed(delivery, "ticket", "timeout", true);
    storage().mailbox.park(delivery, MailboxClaims.ERROR);
    Handoff parked = storage().now(accepted);

    Instant now = storage().clock.instant();
    Replay how = new Replay(Mend.NOTHING, Set.of("department", "unknown"), Set.of(), now, "");
    storage().deadLetters.replay(parked, how, "ana");

    Delivery next = storage().claim(accepted);
    assertThat(next.isDone("contact")).isTrue();
    assertThat(next.fact("contactId")).isEqualTo("1");
    assertThat(next.isDone("department")).isFalse();
    assertThat(next.isUncertain("department")).isFalse();
    assertThat(next.isUncertain("ticket")).isTrue();
  }

  @Test
  default void laterMendsComeOnTopOfEarlierOnes() {
    Handoff parked = parked(storage().accept(Orders.order().asking(from("Old@example.test"))));

    Handoff once = parked(replayed(parked, new Mend("new@example.test", "1", null, "one")));
    Handoff twice = replayed(once, new Mend(null, null, "7", "two"));

    assertThat(twice.mend()).isEqualTo(new Mend("new@example.test", "1", "7", "two"));
    assertThat(twice.request().visitor().email()).isEqualTo("new@example.test");
    assertThat(twice.request().visitor().phone()).isEqualTo("1");
    assertThat(twice.request().subject()).isEqualTo("two");
    assertThat(twice.request().reason()).isEqualTo("help");
    assertThat(found(text("NEW@example.test"))).extracting(Handoff::id).contains(parked.id());
    assertThat(found(text("old@example.test"))).isEmpty();
  }

  @Test
  default void aReplayForLaterKeepsNobodyOfItsConversationWaiting() {
    ConversationKey key = ConversationKey.of(Channel.HITL, UUID.randomUUID().toString());
    Handoff parked = parked(storage().accept(Orders.order().in(key)));
    Instant later = storage().clock.instant().plusSeconds(3600);
    storage().deadLetters.replay(parked, Replay.asItIs(later, ""), "ana");

    assertThat(next(parked)).contains(later);
    Handoff fresh = storage().accept(Orders.order().in(key));
    Delivery delivery = storage().claim(fresh);

    assertThat(delivery.handoff().id()).isEqualTo(fresh.id());
    storage().mailbox.delivered(delivery);
    assertThat(next(parked)).contains(later);
    storage().clock.advance(Duration.ofSeconds(3600));
    assertThat(storage().claim(parked).handoff().id()).isEqualTo(parked.id());
  }

  @Test
  default void aReplayForLaterIsNotForgottenOverAnotherThatWaitsLonger() {
    ConversationKey key = ConversationKey.of(Channel.HITL, UUID.randomUUID().toString());
    Handoff parked = parked(storage().accept(Orders.order().in(key)));
    Handoff fresh = storage().accept(Orders.order().in(key));
    Instant soon = storage().clock.instant().plusSeconds(5);
    Instant later = soon.plusSeconds(3600);
    storage()
        .mailbox
        .retry(
            storage().claim(fresh), new HandoffError("ticket", "x", "x", null, true), later, true);

    storage().deadLetters.replay(parked, Replay.asItIs(soon, ""), "ana");

    assertThat(next(parked)).contains(soon);
    storage().clock.advance(Duration.ofSeconds(5));
    assertThat(storage().claim(parked).handoff().id()).isEqualTo(parked.id());
  }

  private Optional<Instant> next(Handoff handoff) {
    return storage().mailbox.decideNext(handoff.conversation(), Function.identity());
  }

  @Test
  default void aDiscardedHandoffIsNeitherWorkedOffNorTheNewest() {
    ConversationKey key = ConversationKey.of(Channel.WEB, UUID.randomUUID().toString());
    Handoff parked = parked(storage().accept(Orders.order().in(key).once()));

    Handoff discarded = storage().deadLetters.discard(parked, "Spam", "ana");

    assertThat(discarded.state()).isEqualTo(HandoffState.DISCARDED);
    assertThat(discarded.settledAt()).isEqualTo(storage().clock.instant());
    assertThat(storage().mailbox.claim(parked.conversation(), storage().clock.instant())).isEmpty();
    assertThat(storage().accept(Orders.order().in(key).once()).id()).isNotEqualTo(parked.id());
    AuditEntry act = storage().audit.newest("main", parked.id().value(), null, 10).get(0);
    assertThat(act.who()).isEqualTo("ana");
    assertThat(act.act()).isEqualTo("discard");
    assertThat(act.detail()).isEqualTo("Spam");
    assertThat(act.at()).isEqualTo(storage().clock.instant());
  }

  @Test
  default void listsAreReadPageByPageInBothDirections() {
    String run = UUID.randomUUID().toString();
    List<HandoffId> made =
        IntStream.range(0, 7)
            .mapToObj(
                number -> {
                  if (number % 3 == 0) {
                    storage().clock.advance(Duration.ofSeconds(1));
                  }
                  return storage()
                      .accept(
                          Orders.order().in(ConversationKey.of(Channel.API, run + "-" + number)))
                      .id();
                })
            .toList();

    List<HandoffId> down = new ArrayList<>();
    Position last = null;
    for (int page = 0; page < 5; page++) {
      for (Handoff handoff : storage().search.newest("main", text(run), last, 2)) {
        down.add(handoff.id());
        last = Position.of(handoff);
      }
    }
    List<Handoff> up = storage().search.oldest("main", text(run), null, 4);
    List<Handoff> rest = storage().search.oldest("main", text(run), Position.of(up.get(3)), 9);

    assertThat(down).hasSize(7).containsExactlyInAnyOrderElementsOf(made);
    assertThat(down.get(6)).isIn(made.subList(0, 3));
    assertThat(up)
        .extracting(Handoff::id)
        .containsExactly(down.get(6), down.get(5), down.get(4), down.get(3));
    assertThat(rest).extracting(Handoff::id).containsExactly(down.get(2), down.get(1), down.get(0));
    assertThat(storage().search.count("main", text(run))).isEqualTo(7);
    assertThat(storage().search.count("other", text(run))).isZero();
  }

  @Test
  default void aHandoffIsFoundByAnyOfItsNamesInAnyCase() {
    String name = "Case-" + UUID.randomUUID();
    String number = UUID.randomUUID().toString().substring(0, 12);
    Handoff handoff =
        storage()
            .accept(
                Orders.order()
                    .in(ConversationKey.of(Channel.WEB, name))
                    .asking(from("Zoë." + name + "@Example.test")));
    Delivery delivery = storage().claim(handoff);
    storage().journal.done(delivery, "ticket", Map.of("ticketNumber", "T" + number));

    for (String part :
        List.of(
            handoff.id().value().substring(3, 30),
            name.toUpperCase(Locale.ROOT),
            "ZOË." + name,
            "t" + number)) {
      assertThat(found(text(part))).as(part).extracting(Handoff::id).containsExactly(handoff.id());
    }
  }

  @Test
  default void wildcardsAndQuotesStandForThemselves() {
    String run = UUID.randomUUID().toString();
    List<String> names =
        List.of("100%_a!b\\c'; drop table handoff; --", "100xya!b", "100%_a!b\\c' or 1=1");
    names.forEach(
        name -> storage().accept(Orders.order().in(ConversationKey.of(Channel.WEB, run + name))));

    names.forEach(name -> assertThat(found(text(run + name))).as(name).hasSize(1));
    assertThat(found(text(run + "%"))).isEmpty();
    assertThat(found(text(run + "100%"))).hasSize(2);
    assertThat(found(text(run + "___"))).isEmpty();
  }

  @Test
  default void everyPartOfAFilterNarrowsTheList() {
    String code = UUID.randomUUID().toString();
    Handoff handoff =
        storage()
            .accept(
                Orders.order()
                    .kind(HandoffKind.CALLBACK)
                    .in(ConversationKey.of(Channel.AGENT, UUID.randomUUID().toString())));
    storage()
        .mailbox
        .park(storage().claim(handoff), new HandoffError("call", code, "No", null, false));
    Instant at = handoff.createdAt();

    assertThat(
            found(
                filter(
                    HandoffState.PARKED,
                    "callback",
                    Channel.AGENT,
                    "call",
                    code,
                    at,
                    at.plusMillis(1))))
        .extracting(Handoff::id)
        .containsExactly(handoff.id());
    assertThat(found(filter(HandoffState.DELIVERED, null, null, null, code, null, null))).isEmpty();
    assertThat(found(filter(null, "ticket", null, null, code, null, null))).isEmpty();
    assertThat(found(filter(null, "auto", null, null, code, null, null))).isEmpty();
    assertThat(found(filter(null, null, Channel.WEB, null, code, null, null))).isEmpty();
    assertThat(found(filter(null, null, null, "ticket", code, null, null))).isEmpty();
    assertThat(found(filter(null, null, null, null, code, at.plusMillis(1), null))).isEmpty();
    assertThat(found(filter(null, null, null, null, code, null, at))).isEmpty();
  }

  private static HandoffFilter filter(
      HandoffState state,
      String kind,
      Channel channel,
      String step,
      String code,
      Instant from,
      Instant to) {
    return new HandoffFilter(state, kind, channel, null, step, code, from, to);
  }

  @Test
  default void journalsOfManyComeInOneReading() {
    Delivery one = storage().claimed();
    storage().journal.done(one, "contact", Map.of("contactId", "1"));
    Handoff none = storage().accept(Orders.order());

    Map<HandoffId, List<JournalStep>> journals =
        storage().search.journals(List.of(one.handoff(), none));

    assertThat(journals.get(one.handoff().id()))
        .isEqualTo(storage().handoffs.journal(one.handoff()));
    assertThat(journals.get(none.id())).isEmpty();
    assertThat(storage().search.journals(List.of())).isEmpty();
  }

  @Test
  default void theAuditIsReadPageByPage() {
    String subject = UUID.randomUUID().toString();
    for (int i = 0; i < 3; i++) {
      storage().audit.note("main", "ana\0" + "x".repeat(200), "act", subject, "n" + i);
      storage().clock.advance(Duration.ofSeconds(1));
    }

    List<AuditEntry> first = storage().audit.newest("main", subject, null, 2);
    Position last = new Position(first.get(1).at(), first.get(1).id());

    assertThat(first).extracting(AuditEntry::detail).containsExactly("n2", "n1");
    assertThat(first.get(0).who()).hasSize(120).startsWith("anax");
    assertThat(storage().audit.newest("main", subject, last, 2))
        .extracting(AuditEntry::detail)
        .containsExactly("n0");
  }
}
