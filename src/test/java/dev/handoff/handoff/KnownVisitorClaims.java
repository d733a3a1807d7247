package dev.handoff.handoff;

import static dev.handoff.handoff.Storage.key;
import static dev.handoff.testing.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.testing.Orders;
import dev.handoff.testing.Together;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a visitor told once is known for the rest of the conversation. */
interface KnownVisitorClaims extends HasStorage {

  private static ConversationKey session() {
    return ConversationKey.of(Channel.WEB, UUID.randomUUID().toString());
  }

  private static Visitor named(@Nullable String name, @Nullable String email) {
    return new Visitor(name, email, null, null, null, null, null);
  }

  private static ChatTurns.Asked asked(
      ConversationKey key, @Nullable String messageId, Visitor visitor, boolean wishes) {
    HandoffRequest wish = wishes ? Orders.request("a person").of(visitor) : null;
    Words words = new Words(AuthorType.VISITOR, null, "hello", null, messageId);
    return new ChatTurns.Asked(key, words, visitor, List.of(), wish, null, null, null);
  }

  private ChatTurns.Turn tell(ConversationKey key, Visitor visitor) {
    return storage().chatTurns.take(asked(key, null, visitor, false));
  }

  private Visitor handedOver(ConversationKey key, Visitor visitor) {
    Orders order = order().in(key).asking(Orders.request("help").of(visitor));
    return storage().accept(order).request().visitor();
  }

  private Visitor handedOver(ConversationKey key) {
    return handedOver(key, Visitor.unknown());
  }

  @Test
  default void whatWasToldWithoutAskingForAnybodyIsKnownToTheHandoff() {
    ConversationKey key = session();
    Visitor told =
        new Visitor(
            "Zoë \"O'Neil\" 🙂 \\ ${x}",
            "Zoe@Known.test",
            "+49 151 55500199",
            "de",
            "Europe/Berlin",
            "https://shop.example.test/?a=\"b\"",
            "crm-1");
    tell(key, told);

    Handoff handoff = storage().accept(order().in(key));

    assertThat(handoff.request().visitor()).isEqualTo(told);
    assertThat(storage().now(handoff).request()).isEqualTo(handoff.request());
    assertThat(
            storage().store.count("handoff", "email = ? and id = ?", "zoe@known.test", id(handoff)))
        .isOne();
  }

  private static String id(Handoff handoff) {
    return handoff.id().value();
  }

  @Test
  default void theNewestValueOfEachFieldCounts() {
    ConversationKey key = session();
    tell(key, named("Ana", "old@known.test"));
    tell(key, named(null, "new@known.test"));
    tell(key, Visitor.unknown());

    assertThat(handedOver(key)).isEqualTo(named("Ana", "new@known.test"));
  }

  @Test
  default void whatTheHandoffItselfTellsWinsAndIsKnownFromThenOn() {
    ConversationKey key = session();
    tell(key, named("Ana", "told@known.test"));

    assertThat(handedOver(key, named(null, "asked@known.test")))
        .isEqualTo(named("Ana", "asked@known.test"));
    assertThat(handedOver(key)).isEqualTo(named("Ana", "asked@known.test"));
  }

  @Test
  default void anotherConversationKnowsNothingOfIt() {
    String id = UUID.randomUUID().toString();
    tell(ConversationKey.of(Channel.WEB, id), named("Ana", "ana@known.test"));

    assertThat(handedOver(ConversationKey.of(Channel.API, id))).isEqualTo(Visitor.unknown());
    assertThat(handedOver(new ConversationKey("other", Channel.WEB, id)))
        .isEqualTo(Visitor.unknown());
  }

  @Test
  default void aMessageThatAsksForAPersonKnowsWhatWasToldBefore() {
    ConversationKey key = session();
    tell(key, named("Ana", "ana@known.test"));

    Accepted accepted =
        storage().chatTurns.take(asked(key, null, named("Ana Roy", null), true)).accepted();

    assertThat(accepted.handoff().request().visitor())
        .isEqualTo(named("Ana Roy", "ana@known.test"));
  }

  @Test
  default void aMessageThatWasHeardBeforeTellsNothingAnew() {
    ConversationKey key = session();
    storage().chatTurns.take(asked(key, "m1", named(null, "old@known.test"), false));
    storage().chatTurns.take(asked(key, "m2", named(null, "new@known.test"), false));

    storage().chatTurns.take(asked(key, "m1", named(null, "old@known.test"), false));

    assertThat(handedOver(key).email()).isEqualTo("new@known.test");
  }

  @Test
  default void aRepeatedOrderTellsNothingAnew() {
    ConversationKey key = session();
    Orders first =
        order()
            .in(key)
            .asking(Orders.request("help").of(named(null, "old@known.test")))
            .named(key("body"));
    storage().accept(first);
    handedOver(key, named(null, "new@known.test"));

    storage().accept(first);

    assertThat(handedOver(key).email()).isEqualTo("new@known.test");
  }

  @Test
  default void whatAFailedTurnToldIsNotKnown() {
    ConversationKey key = session();

    storage()
        .store
        .tx()
        .executeWithoutResult(
            status -> {
              tell(key, named("Ana", "ana@known.test"));
              status.setRollbackOnly();
            });

    assertThat(handedOver(key)).isEqualTo(Visitor.unknown());
  }

  @Test
  default void nothingIsLostOfWhatIsToldAtTheSameTime() {
    ConversationKey key = session();
    List<Visitor> parts =
        List.of(
            named("Ana", null),
            named(null, "ana@known.test"),
            new Visitor(null, null, "+15145550100", null, null, null, null),
            new Visitor(null, null, null, "fr", null, null, null),
            new Visitor(null, null, null, null, "America/Toronto", null, null));

    Together.run(parts.size(), n -> tell(key, parts.get(n)));

    assertThat(handedOver(key))
        .isEqualTo(
            new Visitor(
                "Ana", "ana@known.test", "+15145550100", "fr", "America/Toronto", null, null));
  }

  @Test
  default void aPersonWhoHasTheSessionReadsAnAddressThatIsToldLater() {
    ConversationKey key = session();
    Handoff ticket = storage().accept(order().in(key));
    Delivery delivery = storage().claim(ticket);
    storage()
        .mailbox
        .delivered(storage().journal.done(delivery, "ticket", Map.of("ticketId", "7")));

    tell(key, named(null, "ana@known.test"));
    tell(key, named(null, "ana@known.test"));

    assertThat(storage().now(ticket).request().visitor().email()).isEqualTo("ana@known.test");
    String sentence = "%My e-mail address is ana@known.test.%";
    assertThat(
            storage()
                .store
                .count("handoff", "follows = ? and request like ?", id(ticket), sentence))
        .isOne();
  }

  @Test
  default void aTicketThatIsThereLearnsWhatWasToldSince() {
    ConversationKey key = session();
    Handoff ticket = storage().accept(order().in(key).once());
    storage().mailbox.delivered(storage().claim(ticket));
    storage()
        .humanSide
        .hear(
            new ZohoReference(ticket.conversation(), ticket.id()),
            new HumanEvent.Ended(
                "desk", "closed", storage().clock.instant(), ReleaseReason.COMPLETED, "101"));
    tell(key, named("Ana", "ana@known.test"));
    assertThat(storage().now(ticket).request().visitor()).isEqualTo(Visitor.unknown());

    storage().accept(order().in(key).once());

    assertThat(storage().now(ticket).request().visitor()).isEqualTo(named("Ana", "ana@known.test"));
  }

  /** The chat's own address is older than what was told while somebody was waited for. */
  @Test
  default void theOtherWayOfAMissedChatPutsNothingBack() {
    ConversationKey key = session();
    Visitor first = named("Ana", "old@known.test");
    Handoff chat =
        storage()
            .accept(
                order().in(key).kind(HandoffKind.CHAT).asking(Orders.request("help").of(first)));
    storage()
        .mailbox
        .delivered(storage().journal.done(storage().claim(chat), "conversation", Map.of()));
    tell(key, named(null, "new@known.test"));

    storage()
        .humanSide
        .hear(
            new ZohoReference(chat.conversation(), chat.id()),
            new HumanEvent.Ended(
                "salesiq", "missed", storage().clock.instant(), ReleaseReason.MISSED, null));

    Handoff ticket = storage().handoffs.newest(key, HandoffKind.TICKET).orElseThrow();
    assertThat(ticket.request().visitor()).isEqualTo(first);
    assertThat(handedOver(key)).isEqualTo(named("Ana", "new@known.test"));
  }

  @Test
  default void whomABotPlatformNamesIsKnownToTheNextHandoffAndStaysTheVisitor() {
    ConversationKey key = ConversationKey.of(Channel.HITL, UUID.randomUUID().toString());
    storage().accept(order().in(key).kind(HandoffKind.CHAT));
    storage().talks.introduce(key, named("Ada", null));
    storage().talks.introduce(key, named("Eve", "someone@known.test"));

    assertThat(handedOver(key)).isEqualTo(named("Ada", "someone@known.test"));
  }

  private Handoff parked(ConversationKey key, Visitor visitor) {
    Orders order = order().in(key).asking(Orders.request("help").of(visitor));
    Handoff handoff = storage().accept(order);
    storage().mailbox.park(storage().claim(handoff), MailboxClaims.ERROR);
    return storage().now(handoff);
  }

  private Handoff mended(Handoff parked, Mend mend) {
    DeadLetters.Replay how =
        new DeadLetters.Replay(mend, Set.of(), Set.of(), storage().clock.instant(), "");
    return storage().deadLetters.replay(parked, how, "ops");
  }

  /** Else the next handoff would fail for the same wrong address. */
  @Test
  default void anAddressThatAPersonMendedIsKnownToTheNextHandoff() {
    ConversationKey key = session();
    Handoff handoff = parked(key, named("Ana", "anna@known.test"));

    mended(handoff, new Mend("ana@known.test", null, null, null));

    assertThat(handedOver(key)).isEqualTo(named("Ana", "ana@known.test"));
  }

  /** The visitor's own word is newer than the one that was mended. */
  @Test
  default void anAddressThatAPersonMendedPutsNothingBackThatWasToldSince() {
    ConversationKey key = session();
    Handoff handoff = parked(key, named("Ana", "anna@known.test"));
    tell(key, named(null, "new@known.test"));

    Handoff mended = mended(handoff, new Mend("ana@known.test", "+15145550100", null, null));

    assertThat(mended.request().visitor().email()).isEqualTo("ana@known.test");
    assertThat(handedOver(key))
        .isEqualTo(new Visitor("Ana", "new@known.test", "+15145550100", null, null, null, null));
  }

  @Test
  default void anAddressThatAPersonMendedIsNotThatOfAnotherPerson() {
    ConversationKey key = session();
    Handoff handoff =
        parked(key, new Visitor("Ana", "anna@known.test", null, null, null, null, "crm-1"));
    Visitor other = new Visitor("Ben", null, null, null, null, null, "crm-2");
    tell(key, other);

    mended(handoff, new Mend("ana@known.test", null, null, null));

    assertThat(handedOver(key)).isEqualTo(other);
  }

  @Test
  default void anotherContactIdIsAnotherPerson() {
    ConversationKey key = session();
    tell(key, new Visitor("Ana", "ana@known.test", null, null, null, null, "crm-1"));

    Visitor other = new Visitor("Ben", null, null, null, null, null, "crm-2");

    assertThat(handedOver(key, other)).isEqualTo(other);
    assertThat(handedOver(key)).isEqualTo(other);
  }
}
