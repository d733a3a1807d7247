package dev.handoff.handoff;

import static dev.handoff.testing.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.EventCorrelation.Told;
import dev.handoff.handoff.HumanSide.Heard;
import dev.handoff.testing.Orders;
import dev.handoff.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A conversation may be handed over more than once; no round is taken for another. */
interface SecondRoundClaims extends HasStorage {

  Operator IDA = new Operator("9", "Ida", null);

  private static ConversationKey newKey(Channel channel) {
    return ConversationKey.of(channel, UUID.randomUUID().toString());
  }

  private Handoff accepted(ConversationKey key, HandoffRequest request, String words) {
    return storage().accept(order().in(key).kind(HandoffKind.CHAT).asking(request).saying(words));
  }

  private Handoff delivered(Handoff chat, Map<String, String> facts) {
    Delivery delivery = storage().claim(chat);
    storage().mailbox.delivered(storage().journal.done(delivery, "conversation", facts));
    return storage().now(chat);
  }

  private Handoff chat(ConversationKey key, String words) {
    return delivered(
        accepted(key, Orders.request("help"), words),
        Map.of("conversationId", UUID.randomUUID().toString()));
  }

  private Heard hear(Handoff about, HumanEvent event) {
    return storage().humanSide.hear(new ZohoReference(about.conversation(), about.id()), event);
  }

  private Instant now() {
    return storage().clock.instant();
  }

  private HumanEvent ended(String id, Instant at, ReleaseReason why) {
    return new HumanEvent.Ended("salesiq", id, at, why, null);
  }

  private Ownership ownership(Handoff chat) {
    return storage().followUps.ownership(chat.key());
  }

  private void say(ConversationKey key, String text) {
    storage().followUps.say(key, new Words(AuthorType.VISITOR, null, text, null, null), null);
  }

  private List<Handoff> entries(Handoff chat) {
    return storage()
        .store
        .db()
        .sql(Rows.HANDOFF + " where h.conversation = :id order by h.entry")
        .param("id", chat.conversation().value())
        .query(new Rows(Storage.JSON)::handoff)
        .list();
  }

  private List<String> texts(Delivery delivery) {
    return delivery.transcript().stream().map(TranscriptEntry::text).toList();
  }

  @Test
  default void eventsOfAChatForwardedAgainReachItsSecondRound() {
    ConversationKey key = newKey(Channel.SALESIQ);
    String visit = UUID.randomUUID().toString();
    String portal = "1234567" + Math.abs(visit.hashCode());
    HandoffRequest forward = Orders.request("help", new ChannelRefs(visit, null, true));
    Map<String, String> facts =
        Map.of("visitorConversationId", key.conversationId(), "referenceId", visit);
    // As the envelope has them: the portal's own id first (salesiq.md 1.2, 7.2).
    List<String> ids = List.of(portal, key.conversationId(), visit);
    Handoff first = delivered(accepted(key, forward, "one"), facts);
    tell(ids, new HumanEvent.Assigned("salesiq", "a1", now(), IDA));
    tell(ids, ended("e1", now(), ReleaseReason.COMPLETED));
    assertThat(ownership(first).owner()).isEqualTo(Owner.RELEASED);
    storage().clock.advance(Duration.ofMinutes(10));

    Handoff second = delivered(accepted(key, forward, "two"), facts);

    assertThat(tell(ids, new HumanEvent.Assigned("salesiq", "a2", now(), IDA)))
        .isEqualTo(Told.APPLIED);
    assertThat(ownership(second).owner()).isEqualTo(Owner.HUMAN);
    assertThat(ownership(second).handoff()).isEqualTo(second.id());
    assertThat(storage().references.portalId(second)).contains(portal);
    assertThat(tell(ids, ended("e2", now(), ReleaseReason.COMPLETED))).isEqualTo(Told.APPLIED);
  }

  private Told tell(List<String> ids, HumanEvent event) {
    return storage().correlation.hear("main", References.SALESIQ, ids, event);
  }

  @Test
  default void anIdThatGoesToAnotherConversationTakesNoOthersAlong() {
    String shared = UUID.randomUUID().toString();
    String own = UUID.randomUUID().toString();
    Handoff first = accepted(newKey(Channel.HITL), Orders.request("help"), "one");
    first = delivered(first, Map.of("conversationId", own, "referenceId", shared));

    Handoff second = accepted(newKey(Channel.HITL), Orders.request("help"), "two");
    second = delivered(second, Map.of("referenceId", shared));

    assertThat(storage().references.of("main", first.id(), References.SALESIQ))
        .containsExactly(own);
    assertThat(storage().references.of("main", second.id(), References.SALESIQ))
        .containsExactly(shared);
  }

  @Test
  default void endsWithoutATimeAreKeptApartByTheirHandoff() {
    ConversationKey key = newKey(Channel.HITL);
    Handoff first = chat(key, "one");
    assertThat(hear(first, ended("completed:", now(), ReleaseReason.COMPLETED)))
        .isEqualTo(Heard.APPLIED);
    storage().clock.advance(Duration.ofMinutes(10));
    Handoff second = chat(key, "two");

    assertThat(hear(second, ended("completed:", now(), ReleaseReason.COMPLETED)))
        .isEqualTo(Heard.APPLIED);

    assertThat(hear(second, ended("completed:", now(), ReleaseReason.COMPLETED)))
        .isEqualTo(Heard.REPEATED);
    assertThat(ownership(second).owner()).isEqualTo(Owner.RELEASED);
  }

  @Test
  default void aReplyIsHeardOnceWhicheverRoundItIsToldOf() {
    ConversationKey key = newKey(Channel.HITL);
    Handoff first = chat(key, "one");
    HumanEvent reply = new HumanEvent.Replied("salesiq", "m1", now(), IDA, "Hello");
    assertThat(hear(first, reply)).isEqualTo(Heard.APPLIED);
    hear(first, ended("e", now(), ReleaseReason.COMPLETED));

    assertThat(hear(chat(key, "two"), reply)).isEqualTo(Heard.REPEATED);
  }

  @Test
  default void theTicketOfASecondMissedChatHoldsTheWordsOfTheSecondChat() {
    ConversationKey key = newKey(Channel.WEB);
    Handoff first = chat(key, "one");
    hear(first, ended("m1", now(), ReleaseReason.MISSED));
    Handoff ticket = entries(first).get(1);
    storage().mailbox.delivered(storage().claim(ticket));
    storage().clock.advance(Duration.ofMinutes(10));
    hear(ticket, new HumanEvent.Ended("desk", "c", now(), ReleaseReason.COMPLETED, "101"));
    Handoff second = chat(key, "two");
    say(key, "three");

    hear(second, ended("m2", now(), ReleaseReason.MISSED));

    List<Handoff> entries = entries(second);
    Handoff other = entries.get(entries.size() - 1);
    assertThat(other.kind()).isEqualTo(HandoffKind.TICKET);
    assertThat(other.id()).isNotEqualTo(ticket.id());
    assertThat(texts(storage().claim(other))).contains("one", "two", "three");
    assertThat(ownership(second).handoff()).isEqualTo(other.id());
  }

  @Test
  default void theFallbackSaysWhyAfterTheReasonOfTheChat() {
    Handoff chat = chat(newKey(Channel.WEB), "one");

    hear(chat, ended("m", now(), ReleaseReason.MISSED));

    assertThat(entries(chat).get(1).request().reason())
        .isEqualTo("help. Nobody could take the chat.");
  }

  @Test
  default void wordsOnTheirWayToAMissedChatDoNotHoldUpItsTicket() {
    ConversationKey key = newKey(Channel.WEB);
    Handoff chat = chat(key, "one");
    say(key, "two");
    Handoff words = entries(chat).get(1);
    Delivery delivery = storage().claim(words);
    hear(chat, ended("m", now(), ReleaseReason.MISSED));
    Handoff ticket = entries(chat).get(2);

    storage().mailbox.retry(delivery, MailboxClaims.ERROR, now().plusSeconds(600), true);

    assertThat(storage().mailbox.<Instant>decideNext(chat.conversation(), due -> due.orElseThrow()))
        .isEqualTo(now());
    Delivery next = storage().claim(ticket);
    assertThat(next.handoff().id()).isEqualTo(ticket.id());
    assertThat(texts(next)).contains("one", "two");
    assertThat(storage().now(words).state()).isEqualTo(HandoffState.DISCARDED);
  }

  @Test
  default void whoAnswersOnAClosedTicketHasTheConversationAgain() {
    ConversationKey key = newKey(Channel.WEB);
    Handoff ticket = storage().accept(order().in(key).kind(HandoffKind.TICKET));
    storage().mailbox.delivered(storage().claim(ticket));
    Instant before = now();
    storage().clock.advance(Duration.ofMinutes(1));
    hear(ticket, new HumanEvent.Ended("desk", "c", now(), ReleaseReason.COMPLETED, "101"));
    hear(ticket, new HumanEvent.Replied("desk", "r0", before, IDA, "Said before the end"));
    assertThat(ownership(ticket).owner()).isEqualTo(Owner.RELEASED);
    storage().clock.advance(Duration.ofMinutes(1));

    hear(ticket, new HumanEvent.Replied("desk", "r1", now(), IDA, "One more thing"));

    assertThat(ownership(ticket).owner()).isEqualTo(Owner.HUMAN);
    say(key, "Thank you");
    assertThat(entries(ticket)).hasSize(2);
  }

  @Test
  default void idsThatManyTellAtOnceInAnyOrderBlockNobody() {
    List<String> ids = List.of("b", "d", "a", "c").stream().map(id -> id + now()).toList();
    List<String> reversed = List.of(ids.get(3), ids.get(2), ids.get(1), ids.get(0));
    List<Handoff> chats =
        List.of(chat(newKey(Channel.HITL), "one"), chat(newKey(Channel.HITL), "two"));

    List<Boolean> learnt =
        Together.run(
            8,
            i -> {
              Handoff chat = chats.get(i % 2);
              storage()
                  .store
                  .tx()
                  .executeWithoutResult(
                      status ->
                          storage()
                              .references
                              .learn(
                                  new ZohoReference(chat.conversation(), chat.id()),
                                  References.SALESIQ,
                                  i % 2 == 0 ? ids : reversed));
              return true;
            });

    assertThat(learnt).hasSize(8);
  }
}
