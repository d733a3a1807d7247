package dev.handoff.handoff;

import static dev.handoff.testing.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The gateway knows its own comments on a ticket, and takes nobody else's for them. */
interface OwnWordsClaims extends HasStorage {

  /** A ticket of a site's chat to which the visitor says more. */
  private Handoff saying(String text, FollowUp.@Nullable Attachment file) {
    ConversationKey key = ConversationKey.of(Channel.WEB, UUID.randomUUID().toString());
    Handoff ticket = storage().accept(order().in(key).kind(HandoffKind.TICKET));
    storage().mailbox.delivered(storage().claim(ticket));
    storage().followUps.say(key, new Words(AuthorType.VISITOR, null, text, file, null), null);
    return ticket;
  }

  private boolean wrote(Handoff ticket, String comment) {
    ZohoReference about = new ZohoReference(ticket.conversation(), ticket.id());
    return storage().ownWords().wrote(about, UUID.randomUUID().toString(), comment);
  }

  @Test
  default void wordsOnTheirWayAreKnownThoughSignsWereTakenOut() {
    Handoff ticket = saying("a\u202Eb\u2066c zsu[@1]zsu\u0007", null);

    assertThat(wrote(ticket, "Visitor: abc zsu(@1]zsu")).isTrue();
    assertThat(wrote(ticket, "Visitor: abc")).isFalse();
  }

  @Test
  default void wordsOfAnAgentThatBeginTheSameAreTheAgents() {
    Handoff ticket = saying("Hello", null);

    assertThat(wrote(ticket, "Visitor: Hello")).isTrue();
    assertThat(wrote(ticket, "Visitor: Hello, as you said. I looked into it.")).isFalse();
  }

  @Test
  default void aFileWithoutWordsHidesNoWords() {
    Handoff ticket =
        saying("", new FollowUp.Attachment("image", "https://files.example.test/a.png", "a.png"));

    assertThat(wrote(ticket, "Visitor: was on the phone with me")).isFalse();
    assertThat(wrote(ticket, "Visitor: ")).isFalse();
    assertThat(wrote(ticket, "Visitor: \na.png: https://files.example.test/a.png")).isTrue();
  }

  @Test
  default void wordsAboveAFileAreKnownWithAndWithoutItsLink() {
    Handoff ticket =
        saying("See", new FollowUp.Attachment("image", "https://files.example.test/a.png", null));

    assertThat(wrote(ticket, "Visitor: See")).isTrue();
    assertThat(wrote(ticket, "Visitor: See\nhttps://files.example.test/a.png")).isTrue();
  }

  @Test
  default void aPieceOfLongWordsIsKnown() {
    String piece = "word ".repeat(60).strip();

    assertThat(wrote(saying(piece + " and more", null), piece)).isTrue();
  }

  @Test
  default void wordsThatNobodySendsAnyMoreHideNothing() {
    Handoff ticket = saying("Hello", null);
    Delivery delivery =
        storage().mailbox.claim(ticket.conversation(), storage().clock.instant()).orElseThrow();
    storage().mailbox.park(delivery, MailboxClaims.ERROR);
    assertThat(wrote(ticket, "Visitor: Hello")).as("it may have been written").isTrue();

    storage().clock.advance(Duration.ofMinutes(61));
    assertThat(wrote(ticket, "Visitor: Hello")).isFalse();

    Handoff other = saying("Hello", null);
    delivery =
        storage().mailbox.claim(other.conversation(), storage().clock.instant()).orElseThrow();
    storage().mailbox.park(delivery, MailboxClaims.ERROR);
    storage().deadLetters.discard(storage().now(delivery.handoff()), "", "ana");
    assertThat(wrote(other, "Visitor: Hello")).isFalse();
  }

  @Test
  default void aCommentIsKnownByItsId() {
    Handoff ticket = saying("Hello", null);
    Delivery delivery =
        storage().mailbox.claim(ticket.conversation(), storage().clock.instant()).orElseThrow();
    String id = UUID.randomUUID().toString();
    storage()
        .mailbox
        .delivered(storage().journal.done(delivery, "words-1", Map.of("commentId", id)));
    ZohoReference about = new ZohoReference(ticket.conversation(), ticket.id());

    assertThat(storage().ownWords().wrote(about, id, "Visitor: Hello")).isTrue();
    assertThat(wrote(ticket, "Visitor: Hello")).isFalse();
  }

  @Test
  default void commentsOfAConversationAreKnownWhateverBecameOfThem() {
    Handoff ticket = saying("Hello", null);
    Delivery delivery =
        storage().mailbox.claim(ticket.conversation(), storage().clock.instant()).orElseThrow();
    storage().mailbox.delivered(storage().journal.done(delivery, "words-1", Map.of()));
    FollowUp.Attachment file =
        new FollowUp.Attachment("image", "https://files.example.test/a.png", "a.png");
    storage()
        .followUps
        .say(ticket.key(), new Words(AuthorType.VISITOR, "Ana", "See", file, null), null);
    saying("Somebody else's", null);
    ZohoReference about = new ZohoReference(ticket.conversation(), ticket.id());

    assertThat(storage().ownWords().comments(about, 0))
        .containsExactlyInAnyOrder(
            "Visitor: Hello",
            "Ana (visitor): See",
            "Ana (visitor): See\na.png: https://files.example.test/a.png");
  }

  @Test
  default void onlyLongCommentsAreLookedAtWhereShortOnesDoNotCount() {
    Handoff ticket = saying("Hello", null);
    ZohoReference about = new ZohoReference(ticket.conversation(), ticket.id());
    String words = "word ".repeat(200).strip();
    storage()
        .followUps
        .say(ticket.key(), new Words(AuthorType.VISITOR, null, words, null, null), null);

    assertThat(storage().ownWords().comments(about, words.length()))
        .containsExactly("Visitor: " + words);
  }
}
