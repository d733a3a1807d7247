package dev.handoff.handoff;

import static dev.handoff.testing.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.DeadLetters.Replay;
import dev.handoff.testing.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a visitor writes around a handoff that is parked reaches the person all the same, once. */
interface ParkedWordsClaims extends HasStorage {

  private ConversationKey newKey() {
    return ConversationKey.of(Channel.HITL, UUID.randomUUID().toString());
  }

  private Handoff chat(ConversationKey key) {
    return storage().accept(order().in(key).kind(HandoffKind.CHAT).saying("zero"));
  }

  private void parks(Handoff chat) {
    storage().mailbox.park(storage().claim(chat), MailboxClaims.ERROR);
  }

  private void replayed(Handoff handoff, Instant due) {
    storage().deadLetters.replay(storage().now(handoff), Replay.asItIs(due, ""), "ana");
  }

  private Instant now() {
    return storage().clock.instant();
  }

  private void say(ConversationKey key, String text) {
    storage().followUps.say(key, new Words(AuthorType.VISITOR, null, text, null, null), null);
  }

  private List<Handoff> messages(Handoff chat) {
    return storage()
        .store
        .db()
        .sql(Rows.HANDOFF + " where h.conversation = :id and h.kind = 'message' order by h.entry")
        .param("id", chat.conversation().value())
        .query(new Rows(Storage.JSON)::handoff)
        .list();
  }

  private List<String> words(Handoff chat) {
    return messages(chat).stream()
        .map(message -> message.request().followUp())
        .map(followUp -> followUp == null ? "" : followUp.text())
        .toList();
  }

  /** Carries the chat out, and says which words then went after it. */
  private List<String> goesOn(Handoff chat) {
    Delivery delivery = storage().mailbox.chosen(storage().claim(chat), HandoffKind.CHAT);
    assertThat(delivery.handoff().id()).isEqualTo(chat.id());
    delivery =
        storage()
            .journal
            .done(delivery, "conversation", Map.of("conversationId", UUID.randomUUID().toString()));
    storage().mailbox.delivered(delivery);
    for (Handoff message : messages(chat)) {
      Delivery next = storage().claim(message);
      assertThat(next.handoff().id()).isEqualTo(message.id());
      storage().mailbox.delivered(next);
    }
    return words(chat);
  }

  @Test
  default void wordsBetweenParkingAndReplayReachThePerson() {
    ConversationKey key = newKey();
    Handoff chat = chat(key);
    say(key, "one");
    storage().clock.advance(Duration.ofSeconds(1));
    parks(chat);
    storage().clock.advance(Duration.ofSeconds(1));
    say(key, "two");
    replayed(chat, now());
    say(key, "three");

    assertThat(goesOn(chat)).containsExactly("one", "two", "three");
    assertThat(storage().followUps.ownership(key).owner()).isEqualTo(Owner.OFFERED);
  }

  @Test
  default void wordsAroundAHandoffThatParksTwiceAreNotDoubled() {
    ConversationKey key = newKey();
    Handoff chat = replayedWithWords(key);
    Delivery delivery = storage().mailbox.chosen(storage().claim(chat), HandoffKind.CHAT);
    storage().clock.advance(Duration.ofSeconds(1));
    storage().mailbox.park(delivery, MailboxClaims.ERROR);
    storage().clock.advance(Duration.ofSeconds(1));
    say(key, "two");
    replayed(chat, now());

    assertThat(goesOn(chat)).containsExactly("one", "two");
  }

  @Test
  default void wordsThatWaitAreReplayedWhenTheirHandoffIsAndNotBefore() {
    ConversationKey key = newKey();
    Handoff chat = chat(key);
    say(key, "one");
    parks(chat);
    Instant later = now().plusSeconds(3600);

    replayed(chat, later);

    assertThat(storage().mailbox.claim(chat.conversation(), now())).isEmpty();
    storage().clock.advance(Duration.ofSeconds(3600));
    assertThat(goesOn(chat)).containsExactly("one");
  }

  /** Zoho is faster than the end of the delivery, such as a long transcript. */
  @Test
  default void aPersonWhoTakesAReplayedChatBeforeItsDeliveryHasEndedHasIt() {
    ConversationKey key = newKey();
    Handoff chat = replayedWithWords(key);
    Delivery delivery =
        storage()
            .journal
            .done(storage().claim(chat), "conversation", Map.of("conversationId", key.toString()));

    Operator max = new Operator("7", "Max", null);
    HumanEvent taken = new HumanEvent.Assigned("salesiq", "a", now(), max);
    assertThat(storage().humanSide.hear(new ZohoReference(chat.conversation(), chat.id()), taken))
        .isEqualTo(HumanSide.Heard.APPLIED);
    say(key, "two");
    storage().mailbox.delivered(delivery);

    assertThat(storage().followUps.ownership(key).owner()).isEqualTo(Owner.HUMAN);
    assertThat(words(chat)).containsExactly("one", "two");
  }

  @Test
  default void aVisitorsPromiseThatIsParkedIsToldInTheSameCommit() {
    ConversationKey key = ConversationKey.of(Channel.WEB, UUID.randomUUID().toString());
    HandoffRequest wish = Orders.request("help", ChannelRefs.NONE.tellingOutcome());
    Handoff ticket = storage().accept(order().in(key).kind(HandoffKind.TICKET).asking(wish));
    parks(ticket);
    replayed(ticket, now());
    parks(ticket);

    assertThat(codes(ticket)).containsExactly("not-now");
    Handoff other = storage().accept(Orders.order());
    parks(other);
    assertThat(codes(other)).isEmpty();
  }

  /** A chat that had parked, is on its way again, and has one word behind it. */
  private Handoff replayedWithWords(ConversationKey key) {
    Handoff chat = chat(key);
    storage().clock.advance(Duration.ofSeconds(1));
    parks(chat);
    storage().clock.advance(Duration.ofSeconds(1));
    say(key, "one");
    replayed(chat, now());
    return chat;
  }

  private List<String> codes(Handoff handoff) {
    return storage()
        .store
        .db()
        .sql(
            "select code from handoff_messages where conversation = :id and code is not null"
                + " order by number")
        .param("id", handoff.conversation().value())
        .query(String.class)
        .list();
  }
}
