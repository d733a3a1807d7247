package dev.handoff.handoff;

import static dev.handoff.testing.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.EventCorrelation.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What comes before its conversation is known waits, is told in order, and never for ever. */
interface EarlyEventClaims extends HasStorage {

  Operator NORA = new Operator("9", "Nora", null);

  private Told hear(List<String> ids, HumanEvent event) {
    return storage().correlation.hear("main", References.SALESIQ, ids, event);
  }

  private Instant now() {
    return storage().clock.instant();
  }

  private HumanEvent replied(String id, Instant at) {
    return new HumanEvent.Replied("salesiq", id, at, NORA, "said " + id);
  }

  private HumanEvent completed() {
    return new HumanEvent.Ended(
        "salesiq", "completed:1", now().plusSeconds(9), ReleaseReason.COMPLETED, null);
  }

  /** A chat whose id at Zoho nobody knows yet. */
  private Handoff chat() {
    ConversationKey key = ConversationKey.of(Channel.HITL, UUID.randomUUID().toString());
    return storage().accept(order().in(key).kind(HandoffKind.CHAT));
  }

  private void opened(Handoff chat, String id) {
    storage().journal.done(storage().claim(chat), "conversation", Map.of("conversationId", id));
  }

  private List<String> said(Handoff chat) {
    return storage()
        .store
        .db()
        .sql(
            "select content from handoff_messages where conversation = :id"
                + " and author_type = 'agent' order by number")
        .param("id", chat.conversation().value())
        .query(String.class)
        .list();
  }

  private KeptEventId last() {
    return storage().kept.get(storage().kept.size() - 1);
  }

  private void forgetKept() {
    storage().store.db().sql("delete from kept_event").update();
    storage().store.db().sql("delete from kept_event_id").update();
  }

  @Test
  default void anEventThatOvertakesTheOpeningWaitsForIt() {
    forgetKept();
    Handoff chat = chat();
    String id = UUID.randomUUID().toString();

    assertThat(hear(List.of(id, "hash-" + id), replied("m1", now()))).isEqualTo(Told.KEPT);
    assertThat(storage().correlation.lookAgain(last())).isPresent();
    assertThat(said(chat)).isEmpty();
    opened(chat, "hash-" + id);

    assertThat(storage().correlation.lookAgain(last())).isEmpty();
    assertThat(said(chat)).containsExactly("said m1");
    assertThat(storage().followUps.ownership(chat.key()).owner()).isEqualTo(Owner.HUMAN);
  }

  @Test
  default void eventsThatWaitAreToldAsThingsHappened() {
    forgetKept();
    Handoff chat = chat();
    String id = UUID.randomUUID().toString();
    hear(List.of(id), completed());
    hear(List.of("other-" + id, id), replied("second", now().plusSeconds(2)));
    hear(List.of(id), replied("first", now().plusSeconds(1)));
    opened(chat, id);

    storage().correlation.lookAgain(last());

    assertThat(said(chat)).containsExactly("said first", "said second");
    assertThat(storage().followUps.ownership(chat.key()).owner()).isEqualTo(Owner.RELEASED);
    assertThat(storage().store.count("kept_event_id", "name = ?", id)).isZero();
  }

  @Test
  default void aLaterEventDoesNotOvertakeOneThatStillWaits() {
    forgetKept();
    Handoff chat = chat();
    String id = UUID.randomUUID().toString();
    hear(List.of(id), replied("first", now()));
    opened(chat, id);

    assertThat(hear(List.of(id), replied("second", now().plusSeconds(1)))).isEqualTo(Told.APPLIED);

    assertThat(said(chat)).containsExactly("said first", "said second");
    assertThat(storage().correlation.lookAgain(last())).isEmpty();
    assertThat(said(chat)).hasSize(2);
  }

  @Test
  default void everyIdThatAnEventTellsIsKnownFromThenOn() {
    Handoff chat = chat();
    String id = UUID.randomUUID().toString();
    opened(chat, id);
    Handoff other = chat();
    opened(other, "other-" + id);
    hear(List.of("numeric-" + id, id, "other-" + id), replied("m1", now()));

    assertThat(hear(List.of("numeric-" + id), replied("m2", now()))).isEqualTo(Told.APPLIED);
    assertThat(said(chat)).containsExactly("said m1", "said m2");
    hear(List.of("other-" + id), replied("m3", now()));
    assertThat(said(other)).containsExactly("said m3");
  }

  @Test
  default void whatIsToldTwiceWaitsOnce() {
    forgetKept();
    String id = UUID.randomUUID().toString();
    hear(List.of(id), replied("m1", now()));
    hear(List.of(id), replied("m1", now()));

    assertThat(storage().store.count("kept_event", "name = ?", id)).isEqualTo(1);
  }

  @Test
  default void anEventOfNobodysConversationIsDroppedInTheEnd() {
    forgetKept();
    String id = UUID.randomUUID().toString();
    hear(List.of(id), replied("m1", now()));
    storage().clock.advance(Duration.ofMinutes(9));
    assertThat(storage().correlation.lookAgain(last())).isPresent();
    storage().clock.advance(Duration.ofMinutes(1));

    assertThat(storage().correlation.lookAgain(last())).isEmpty();
    assertThat(storage().store.count("kept_event", "name = ?", id)).isZero();
    assertThat(storage().store.count("kept_event_id", "name = ?", id)).isZero();
  }

  /** It is woken when its chat's delivery goes on, so nobody need look often. */
  @Test
  default void theLongerAnEventWaitsTheRarerSomebodyLooks() {
    forgetKept();
    String id = UUID.randomUUID().toString();
    Instant begin = now();
    hear(List.of(id), replied("m1", begin));

    assertThat(nextLook(begin, 10)).isEqualTo(Duration.ofSeconds(10));
    assertThat(nextLook(begin, 50)).isEqualTo(Duration.ofSeconds(30));
    assertThat(nextLook(begin, 90)).isEqualTo(Duration.ofSeconds(90));
    assertThat(nextLook(begin, 300)).isEqualTo(Duration.ofMinutes(2));
  }

  private Duration nextLook(Instant begin, int seconds) {
    storage().clock.advance(Duration.between(now(), begin.plusSeconds(seconds)));
    return Duration.between(now(), storage().correlation.lookAgain(last()).orElseThrow());
  }

  @Test
  default void aFloodOfUnknownEventsIsBounded() {
    forgetKept();
    for (int i = 0; i < 3; i++) {
      assertThat(hear(List.of("flood-" + i), replied("m", now()))).isEqualTo(Told.KEPT);
    }

    assertThat(hear(List.of("flood-4"), replied("m", now()))).isEqualTo(Told.DROPPED);
    assertThat(storage().store.count("kept_event", "tenant = 'main'")).isEqualTo(3);
    forgetKept();
  }

  @Test
  default void whatZohoTellsOfAHandoffWakesTheEventsThatWait() {
    forgetKept();
    Handoff chat = chat();
    String id = UUID.randomUUID().toString();
    hear(List.of(id), replied("m1", now()));
    opened(chat, id);
    int scheduled = storage().kept.size();

    storage().correlation.known(chat);

    assertThat(storage().kept).hasSize(scheduled + 1);
    assertThat(last()).isEqualTo(storage().kept.get(scheduled - 1));
  }

  /** What an event was kept for is told by another one at the same moment, and tidied up. */
  @Test
  default void anEventWhoseIdsWentWithAnotherIsKnownByItsName() {
    forgetKept();
    Handoff chat = chat();
    String id = UUID.randomUUID().toString();
    hear(List.of(id), replied("m1", now()));
    storage().store.db().sql("delete from kept_event_id").update();
    opened(chat, id);

    assertThat(storage().correlation.lookAgain(last())).isEmpty();

    assertThat(said(chat)).containsExactly("said m1");
  }

  @Test
  default void aLongOrStrangeIdIsKeptToo() {
    forgetKept();
    String id = "x/".repeat(120) + UUID.randomUUID();
    Handoff chat = chat();
    hear(List.of(id), replied("m1", now()));
    opened(chat, id);

    assertThat(KeptEventId.fromText(last().asText())).isEqualTo(last());
    storage().correlation.lookAgain(last());
    assertThat(said(chat)).hasSize(1);
  }

  @Test
  default void anEndThatOvertakesTheDeliveryIsNotUndoneByIt() {
    ConversationKey key = ConversationKey.of(Channel.HITL, UUID.randomUUID().toString());
    Handoff chat = storage().accept(order().in(key).kind(HandoffKind.CHAT));
    Delivery delivery = storage().claim(chat);
    String id = key.conversationId();
    delivery = storage().journal.done(delivery, "conversation", Map.of("conversationId", id));
    hear(List.of(id), replied("m1", now()));
    hear(List.of(id), completed());

    storage().mailbox.delivered(delivery);

    assertThat(storage().followUps.ownership(key).owner()).isEqualTo(Owner.RELEASED);
    storage().offers.decideNext(chat.conversation(), until -> assertThat(until).isEmpty());
  }
}
