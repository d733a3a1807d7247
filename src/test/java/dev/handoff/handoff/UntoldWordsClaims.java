package dev.handoff.handoff;

import static dev.handoff.testing.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.Conversations.NumberedLine;
import dev.handoff.testing.Orders;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which words of a person nothing but the bot's next answer brings to the visitor. */
interface UntoldWordsClaims extends HasStorage {

  Operator IDA = new Operator("9", "Ida", null);

  private Handoff chat(boolean forwarded) {
    HandoffRequest asked =
        Orders.request("help", new ChannelRefs(UUID.randomUUID().toString(), null, forwarded));
    ConversationKey key = ConversationKey.of(Channel.SALESIQ, UUID.randomUUID().toString());
    return storage()
        .accept(
            order()
                .in(key)
                .kind(HandoffKind.CHAT)
                .asking(asked)
                .saying(
                    List.of(new TranscriptEntry(AuthorType.AGENT, "Max", "from before", null))));
  }

  private void says(Handoff chat, String source, String text) {
    storage()
        .humanSide
        .hear(
            new ZohoReference(chat.conversation(), chat.id()),
            new HumanEvent.Replied(source, text, storage().clock.instant(), IDA, text));
  }

  private List<String> untold(Handoff chat, long after) {
    return storage()
        .conversations
        .locked(
            chat.key(),
            open ->
                open.byAgents(after).stream()
                    .map(NumberedLine::entry)
                    .map(TranscriptEntry::text)
                    .toList());
  }

  @Test
  default void whatIsSaidInAnOpenedChatIsForTheBotToTell() {
    Handoff chat = chat(false);

    says(chat, "salesiq", "hello");
    says(chat, "salesiq", "are you there?");

    assertThat(untold(chat, 0)).containsExactly("hello", "are you there?");
  }

  @Test
  default void whatCameWithATranscriptIsNoNews() {
    assertThat(untold(chat(false), 0)).isEmpty();
  }

  @Test
  default void whatIsSaidInAForwardedChatIsReadAsItIsWritten() {
    Handoff chat = chat(true);

    says(chat, "salesiq", "hello");

    assertThat(untold(chat, 0)).isEmpty();
  }

  @Test
  default void aCommentAtDeskIsForTheBotToTellThoughTheChatWasForwarded() {
    Handoff chat = chat(true);

    says(chat, "salesiq", "hello");
    says(chat, "desk", "Your ticket is solved");

    assertThat(untold(chat, 0)).containsExactly("Your ticket is solved");
  }

  /** A dialogue that rested so long may have been forgotten, and with it what was told. */
  @Test
  default void whatWasSaidLongAgoIsNoNews() {
    Handoff chat = chat(false);
    says(chat, "salesiq", "hello");

    storage().clock.advance(Duration.ofDays(14));

    assertThat(untold(chat, 0)).isEmpty();
  }
}
