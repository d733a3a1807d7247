package dev.handoff.handoff;

import static dev.handoff.testing.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.handoff.handoff.HumanSide.Heard;
import dev.handoff.testing.Orders;
import dev.handoff.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What the human side does has its effect once, whatever is told how often and in which order. */
interface HumanSideClaims extends HasStorage {

  Operator MAX = new Operator("7", "Max", "max@example.test");
  Operator EVA = new Operator("8", "Eva", null);

  /** A chat that is open at Zoho. */
  private Handoff chat(Channel channel, HandoffRequest request) {
    ConversationKey key = ConversationKey.of(channel, UUID.randomUUID().toString());
    Handoff chat =
        storage()
            .accept(order().in(key).kind(HandoffKind.CHAT).asking(request).saying("Where is it?"));
    Delivery delivery = storage().claim(chat);
    delivery =
        storage()
            .journal
            .done(delivery, "conversation", Map.of("conversationId", key.conversationId()));
    storage().mailbox.delivered(delivery);
    return storage().now(chat);
  }

  private Handoff chat(Channel channel) {
    return chat(channel, Orders.request("help"));
  }

  private static ZohoReference about(Handoff chat) {
    return new ZohoReference(chat.conversation(), chat.id());
  }

  private Instant now() {
    return storage().clock.instant();
  }

  private Heard assigned(Handoff chat, Operator who, Instant at) {
    return storage()
        .humanSide
        .hear(about(chat), new HumanEvent.Assigned("salesiq", "a:" + who.id() + at, at, who));
  }

  private Heard replied(Handoff chat, String id, String text) {
    return storage()
        .humanSide
        .hear(about(chat), new HumanEvent.Replied("salesiq", id, now(), MAX, text));
  }

  private Heard ended(Handoff chat, ReleaseReason why) {
    return storage()
        .humanSide
        .hear(about(chat), new HumanEvent.Ended("salesiq", "e:" + why, now(), why, null));
  }

  private Ownership ownership(Handoff chat) {
    return storage().followUps.ownership(chat.key());
  }

  private List<String> told(Handoff chat) {
    return storage()
        .store
        .db()
        .sql("select payload from outbound_message where conversation = :id order by entry")
        .param("id", chat.conversation().value())
        .query(String.class)
        .list();
  }

  private List<TranscriptEntry> history(Handoff chat) {
    return storage().conversations.locked(chat.key(), Conversations.OpenConversation::history);
  }

  private List<Handoff> others(Handoff chat) {
    return storage()
        .store
        .db()
        .sql(Rows.HANDOFF + " where h.conversation = :id and h.id <> :chat order by h.entry")
        .param("id", chat.conversation().value())
        .param("chat", chat.id().value())
        .query(new Rows(Storage.JSON)::handoff)
        .list();
  }

  @Test
  default void anOpenChatWaitsForSomebody() {
    Handoff chat = chat(Channel.HITL);

    assertThat(ownership(chat).owner()).isEqualTo(Owner.OFFERED);
    assertThat(ownership(chat).offerUntil()).isEqualTo(now().plusSeconds(120));
    assertThat(storage().offered).last().isEqualTo(now().plusSeconds(120));
  }

  @Test
  default void aPersonTakesAChatOnce() {
    Handoff chat = chat(Channel.HITL);
    Instant at = now();

    assertThat(assigned(chat, MAX, at)).isEqualTo(Heard.APPLIED);
    assertThat(assigned(chat, MAX, at)).isEqualTo(Heard.REPEATED);
    assertThat(assigned(chat, MAX, at.plusSeconds(1))).isEqualTo(Heard.STALE);

    assertThat(ownership(chat).operator()).isEqualTo(MAX);
    assertThat(told(chat)).hasSize(1);
  }

  @Test
  default void theFirstOperatorAndTheFirstWordsAreToldWithTheTimeThatTheVisitorWaited() {
    storage().personsCame.clear();
    Handoff chat = chat(Channel.HITL);
    storage().clock.advance(Duration.ofSeconds(40));
    assigned(chat, MAX, now().minusSeconds(3_600));
    storage().clock.advance(Duration.ofSeconds(20));
    replied(chat, "m1", "Hello");
    replied(chat, "m2", "Still there?");
    assigned(chat, EVA, now());
    replied(chat, "m3", "Eva here");

    assertThat(storage().personsCame)
        .containsExactly(
            new PersonCame(HandoffKind.CHAT, PersonCame.How.ASSIGNED, Duration.ofSeconds(40)),
            new PersonCame(HandoffKind.CHAT, PersonCame.How.REPLIED, Duration.ofSeconds(60)));
  }

  @Test
  default void aReplyIsKeptAndToldOnce() {
    Handoff chat = chat(Channel.HITL);

    assertThat(replied(chat, "m1", "Hello")).isEqualTo(Heard.APPLIED);
    assertThat(replied(chat, "m1", "Hello")).isEqualTo(Heard.REPEATED);
    assertThat(replied(chat, "m2", "Hello")).isEqualTo(Heard.APPLIED);

    assertThat(history(chat))
        .extracting(TranscriptEntry::author, TranscriptEntry::authorName, TranscriptEntry::text)
        .endsWith(tuple(AuthorType.AGENT, "Max", "Hello"), tuple(AuthorType.AGENT, "Max", "Hello"));
    // Who writes has taken the chat, though the event that says so has not come yet.
    assertThat(told(chat)).hasSize(3);
    assertThat(ownership(chat).owner()).isEqualTo(Owner.HUMAN);
    assertThat(assigned(chat, MAX, now())).isEqualTo(Heard.STALE);
  }

  @Test
  default void repliesAtTheSameTimeAreKeptOnceEach() {
    Handoff chat = chat(Channel.WEB);

    List<Heard> heard = Together.run(8, i -> replied(chat, "same", "Hello"));

    assertThat(heard).containsOnlyOnce(Heard.APPLIED);
    assertThat(history(chat)).filteredOn(line -> line.author() == AuthorType.AGENT).hasSize(1);
  }

  @Test
  default void anEndGivesTheBotItsConversationBack() {
    Handoff chat = chat(Channel.HITL);
    assigned(chat, MAX, now());

    assertThat(ended(chat, ReleaseReason.COMPLETED)).isEqualTo(Heard.APPLIED);

    assertThat(ownership(chat).owner()).isEqualTo(Owner.RELEASED);
    assertThat(ownership(chat).reason()).isEqualTo(ReleaseReason.COMPLETED);
    assertThat(others(chat)).isEmpty();
    assertThat(replied(chat, "late", "One more thing")).isEqualTo(Heard.APPLIED);
    assertThat(history(chat)).last().extracting(TranscriptEntry::text).isEqualTo("One more thing");
    assertThat(ownership(chat).owner()).isEqualTo(Owner.RELEASED);
    assertThat(assigned(chat, EVA, now())).isEqualTo(Heard.STALE);
  }

  @Test
  default void aMissedChatBecomesOneTicketWithTheWholeTranscript() {
    Handoff chat = chat(Channel.HITL);

    assertThat(ended(chat, ReleaseReason.MISSED)).isEqualTo(Heard.APPLIED);
    assertThat(ended(chat, ReleaseReason.MISSED)).isEqualTo(Heard.REPEATED);
    storage().offers.giveUp(chat);

    assertThat(others(chat)).hasSize(1);
    Handoff ticket = others(chat).get(0);
    assertThat(ticket.kind()).isEqualTo(HandoffKind.TICKET);
    assertThat(storage().claim(ticket).transcript())
        .extracting(TranscriptEntry::text)
        .contains("Where is it?");
    assertThat(ownership(chat).owner()).isEqualTo(Owner.RELEASED);
    assertThat(told(chat)).singleElement().asString().contains("missed").contains("ticket");
  }

  @Test
  default void aMissedChatBecomesNothingElseForWhoTookAnotherWayBeforeItWasOpened() {
    ConversationKey key = ConversationKey.of(Channel.SALESIQ, UUID.randomUUID().toString());
    Handoff chat = storage().accept(order().in(key).kind(HandoffKind.CHAT));
    Delivery delivery = storage().claim(chat);
    storage().accept(order().in(key).kind(HandoffKind.TICKET));
    storage().mailbox.delivered(delivery);

    assertThat(ended(chat, ReleaseReason.MISSED)).isEqualTo(Heard.APPLIED);

    assertThat(others(chat)).hasSize(1);
    assertThat(ownership(chat).owner()).isEqualTo(Owner.RELEASED);
  }

  @Test
  default void aTicketMadeWhileTheChatWasOfferedIsAnotherMatter() {
    Handoff chat = chat(Channel.HITL);
    storage().clock.advance(Duration.ofSeconds(5));
    storage().accept(order().in(chat.key()).kind(HandoffKind.TICKET));

    ended(chat, ReleaseReason.MISSED);

    assertThat(others(chat)).hasSize(2);
  }

  @Test
  default void aMissedChatBecomesACallbackWherePhoneAndTimeAreKnown() {
    CallbackRequest callback =
        new CallbackRequest(
            "+15145550100", now().plus(Duration.ofHours(3)), ZoneId.of("America/Toronto"), null);
    Handoff chat =
        chat(
            Channel.HITL,
            new HandoffRequest(
                Visitor.unknown(), null, null, callback, null, null, null, ChannelRefs.NONE));

    ended(chat, ReleaseReason.MISSED);

    assertThat(others(chat))
        .singleElement()
        .extracting(Handoff::kind)
        .isEqualTo(HandoffKind.CALLBACK);
  }

  @Test
  default void aChatThatNobodyTakesInTimeIsClosedAndBecomesOneTicket() {
    Handoff chat = chat(Channel.HITL);
    storage().clock.advance(Duration.ofSeconds(121));
    assertThat(storage().offers.overdue(chat.conversation())).isPresent();

    storage().offers.giveUp(chat);
    storage().offers.giveUp(chat);

    assertThat(others(chat)).hasSize(2);
    assertThat(others(chat).get(0).kind()).isEqualTo(HandoffKind.TICKET);
    assertThat(others(chat).get(1).request().followUp())
        .extracting(FollowUp::type)
        .isEqualTo(FollowUp.Type.CLOSE);
    assertThat(ended(chat, ReleaseReason.MISSED)).isEqualTo(Heard.STALE);
    assertThat(storage().offers.overdue(chat.conversation())).isEmpty();
  }

  @Test
  default void aChatThatIsTakenAtTheLastMomentIsNotGivenUp() {
    Handoff chat = chat(Channel.HITL);
    storage().clock.advance(Duration.ofSeconds(121));
    assigned(chat, MAX, now());

    storage().offers.giveUp(chat);

    assertThat(others(chat)).isEmpty();
    assertThat(ended(chat, ReleaseReason.MISSED)).isEqualTo(Heard.STALE);
    assertThat(ownership(chat).owner()).isEqualTo(Owner.HUMAN);
  }

  @Test
  default void whatWaitedForAMissedChatGoesWithTheTicket() {
    Handoff chat = chat(Channel.WEB);
    storage()
        .followUps
        .say(chat.key(), new Words(AuthorType.VISITOR, null, "Hurry", null, null), null);

    ended(chat, ReleaseReason.MISSED);

    assertThat(others(chat))
        .extracting(Handoff::state)
        .containsExactly(HandoffState.DISCARDED, HandoffState.RECEIVED);
    assertThat(storage().claim(others(chat).get(1)).transcript())
        .extracting(TranscriptEntry::text)
        .contains("Hurry");
    // In a site's chat the answers to a ticket reach the visitor too.
    assertThat(ownership(chat).owner()).isEqualTo(Owner.OFFERED);
    assertThat(ownership(chat).handoff()).isEqualTo(others(chat).get(1).id());
  }

  @Test
  default void everyChangeOfTheOwnerIsWrittenDown() {
    Handoff chat = chat(Channel.HITL);
    assigned(chat, MAX, now());
    assigned(chat, EVA, now().plusSeconds(5));
    ended(chat, ReleaseReason.VISITOR);

    List<String> changes =
        storage()
            .store
            .db()
            .sql(
                "select from_owner || '>' || to_owner from owner_change"
                    + " where conversation = :id order by place")
            .param("id", chat.conversation().value())
            .query(String.class)
            .list();
    assertThat(changes)
        .containsExactly("bot>offered", "offered>human", "human>human", "human>released");
  }

  @Test
  default void aParkedHandoffGivesTheBotItsConversationBack() {
    ConversationKey key = ConversationKey.of(Channel.HITL, UUID.randomUUID().toString());
    Handoff chat = storage().accept(order().in(key).kind(HandoffKind.CHAT));

    storage().mailbox.park(storage().claim(chat), MailboxClaims.ERROR);

    assertThat(ownership(chat).owner()).isEqualTo(Owner.RELEASED);
    assertThat(ownership(chat).reason()).isEqualTo(ReleaseReason.ERROR);
    assertThat(told(chat)).singleElement().asString().contains("error");
  }

  @Test
  default void aChatThatIsThereThoughItsHandoffIsParkedStillWaitsForSomebody() {
    ConversationKey key = ConversationKey.of(Channel.HITL, UUID.randomUUID().toString());
    Handoff chat = storage().accept(order().in(key).kind(HandoffKind.CHAT));
    Delivery delivery = storage().claim(chat);
    delivery = storage().journal.done(delivery, "conversation", Map.of("conversationId", "4711"));

    storage().mailbox.park(delivery, MailboxClaims.ERROR);

    assertThat(ownership(chat).owner()).isEqualTo(Owner.OFFERED);
    assertThat(ownership(chat).offerUntil()).isNotNull();
  }

  @Test
  default void aChatOfferedWhileTheWorkerOfAnEarlierOneEndsIsWaitedFor() {
    Handoff first = chat(Channel.HITL);
    ended(first, ReleaseReason.COMPLETED);
    Handoff second = storage().accept(order().in(first.key()).kind(HandoffKind.CHAT));
    Delivery delivery = storage().claim(second);
    List<CompletableFuture<Void>> offered = new ArrayList<>();

    storage()
        .offers
        .decideNext(
            first.conversation(),
            until -> {
              assertThat(until).isEmpty();
              CompletableFuture<Void> offer =
                  CompletableFuture.runAsync(() -> storage().mailbox.delivered(delivery));
              assertThatThrownBy(() -> offer.get(300, TimeUnit.MILLISECONDS))
                  .isInstanceOf(TimeoutException.class);
              offered.add(offer);
            });

    assertThat(offered.get(0)).succeedsWithin(Duration.ofSeconds(10));
    storage()
        .offers
        .decideNext(
            first.conversation(), until -> assertThat(until).contains(now().plusSeconds(120)));
  }

  @Test
  default void anIdAtZohoLeadsToItsHandoff() {
    Handoff chat = chat(Channel.HITL);
    References references = storage().references;

    assertThat(
            references.find(
                "main", References.SALESIQ, List.of("unknown", chat.key().conversationId())))
        .contains(about(chat));
    assertThat(references.find("main", References.DESK, List.of(chat.key().conversationId())))
        .isEmpty();
  }

  @Test
  default void thePortalsIdIsTheOneThatOpeningTheChatTold() {
    Handoff chat = storage().accept(order().kind(HandoffKind.CHAT));
    storage()
        .journal
        .done(
            storage().claim(chat),
            "conversation",
            Map.of("conversationId", "5100000000091001", "referenceId", "1000000000000951"));

    assertThat(storage().references.portalId(chat)).contains("5100000000091001");
  }

  @Test
  default void thePortalsIdIsLearntWhereOpeningTheChatToldTheVisitorsOnly() {
    Handoff chat = chat(Channel.HITL);
    assertThat(storage().references.portalId(chat)).isEmpty();

    storage().references.learn(about(chat), References.SALESIQ, List.of("5100000000091002"));

    assertThat(storage().references.portalId(chat)).contains("5100000000091002");
  }

  @Test
  default void aTicketIsLeftAloneForLongerThanAChat() {
    OpenHandoffs open = new JdbcOpenHandoffs(storage().store.db(), storage().clock, storage().rows);
    Handoff chat = chat(Channel.HITL);
    ConversationKey web = ConversationKey.of(Channel.WEB, UUID.randomUUID().toString());
    Handoff ticket = storage().accept(order().in(web).kind(HandoffKind.TICKET));
    Delivery delivery =
        storage()
            .journal
            .done(
                storage().mailbox.chosen(storage().claim(ticket), HandoffKind.TICKET),
                "ticket",
                Map.of("ticketId", ticket.id().value()));
    storage().mailbox.delivered(delivery);
    open.looked(chat, null);
    open.looked(ticket, null);
    Instant now = now();
    Instant earlier = now.minus(Duration.ofHours(1));

    assertThat(open.due("main", new OpenHandoffs.Looked(now, earlier, earlier, earlier), 1000))
        .extracting(Handoff::id)
        .contains(chat.id())
        .doesNotContain(ticket.id());
    assertThat(open.due("main", new OpenHandoffs.Looked(earlier, now, earlier, earlier), 1000))
        .extracting(Handoff::id)
        .contains(ticket.id())
        .doesNotContain(chat.id());
  }

  @Test
  default void anAddressToldLaterReachesWhoeverWorksOnTheTicket() {
    ConversationKey key = ConversationKey.of(Channel.WEB, UUID.randomUUID().toString());
    Handoff ticket = storage().accept(order().in(key).once());
    storage().claim(ticket);
    HandoffRequest reachable =
        new HandoffRequest(
            new Visitor(null, "ada@example.test", null, null, null, null, null),
            null,
            null,
            null,
            null,
            null,
            null,
            ChannelRefs.NONE);

    storage().accept(order().in(key).once().asking(reachable));
    storage().accept(order().in(key).once().asking(reachable));

    assertThat(storage().now(ticket).request().visitor().email()).isEqualTo("ada@example.test");
    assertThat(others(ticket))
        .singleElement()
        .extracting(other -> other.request().followUp().text())
        .isEqualTo("My e-mail address is ada@example.test.");
  }
}
