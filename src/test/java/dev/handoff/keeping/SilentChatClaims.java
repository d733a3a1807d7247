package dev.handoff.keeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.ZohoReference;
import dev.handoff.testing.BotTalk;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Chats whose end nobody ever told. */
interface SilentChatClaims extends HasBench {

  private Handoff chatWithMax() {
    Handoff chat = bench().deliver(TestOrder.chat().says(AuthorType.VISITOR, "Hello"));
    heard(
        chat,
        new HumanEvent.Assigned(
            "salesiq", UUID.randomUUID().toString(), bench().clock().instant(), BotTalk.MAX));
    return chat;
  }

  private void says(Handoff chat, String text) {
    heard(
        chat,
        new HumanEvent.Replied(
            "salesiq", UUID.randomUUID().toString(), bench().clock().instant(), BotTalk.MAX, text));
  }

  private void heard(Handoff chat, HumanEvent event) {
    assertThat(
            bench()
                .gateway()
                .bean(HumanSide.class)
                .hear(new ZohoReference(chat.conversation(), chat.id()), event))
        .isEqualTo(HumanSide.Heard.APPLIED);
  }

  private long handoffs(Handoff chat) {
    return count("handoff where conversation = ?", chat.conversation().value());
  }

  private long rows(Handoff chat) {
    return handoffs(chat)
        + count("handoff_messages where conversation = ?", chat.conversation().value())
        + count("conversation where id = ?", chat.conversation().value());
  }

  @Test
  default void aChatInWhichNobodyHasSaidAnythingForLongGoes() {
    Handoff chat = chatWithMax();

    later(Duration.ofDays(399));
    assertThat(handoffs(chat)).isEqualTo(1);
    later(Duration.ofDays(2));

    assertThat(rows(chat)).isZero();
  }

  @Test
  default void aChatInWhichSomebodyWroteSinceStays() {
    Handoff chat = chatWithMax();
    later(Duration.ofDays(300));
    says(chat, "Are you still there?");
    long before = rows(chat);

    later(Duration.ofDays(399));
    assertThat(rows(chat)).isEqualTo(before);
    later(Duration.ofDays(2));

    assertThat(rows(chat)).isZero();
  }

  /** As it was before there was the setting. */
  @Test
  default void withoutALimitASilentChatStays() {
    Handoff chat = chatWithMax();
    long before = rows(chat);

    for (Sweep sweep : sweeps(Map.of("handoff.retention.silent-chats", "0")).subList(0, 4)) {
      sweep.sweep(bench().clock().instant().plus(Duration.ofDays(5_000)), 10_000);
    }

    assertThat(rows(chat)).isEqualTo(before);
  }
}
