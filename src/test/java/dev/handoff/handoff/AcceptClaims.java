package dev.handoff.handoff;

import static dev.handoff.handoff.Storage.key;
import static dev.handoff.testing.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.testing.Orders;
import dev.handoff.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

interface AcceptClaims extends HasStorage {

  private static ConversationKey conversation() {
    return ConversationKey.of(Channel.WEB, UUID.randomUUID().toString());
  }

  private Accepted accept(Orders order) {
    return storage().handoffs.accept(order.build());
  }

  private long handoffsIn(ConversationKey key) {
    return storage()
        .store
        .count(
            "handoff h join conversation c on c.id = h.conversation",
            "c.conversation_id = ?",
            key.conversationId());
  }

  private List<String> story(Handoff handoff) {
    return storage().claim(handoff).transcript().stream().map(TranscriptEntry::text).toList();
  }

  @Test
  default void acceptStoresConversationMessagesHandoffAndWorkItem() {
    Accepted accepted = accept(order().saying("hello", "a person, please"));

    Handoff handoff = accepted.handoff();
    assertThat(accepted.fresh()).isTrue();
    assertThat(accepted.answer()).isNull();
    assertThat(storage().now(handoff)).isEqualTo(handoff);
    assertThat(handoff.state()).isEqualTo(HandoffState.RECEIVED);
    assertThat(handoff.entry()).isEqualTo(1);
    assertThat(handoff.transcriptUpTo()).isEqualTo(2);
    assertThat(handoff.correlation()).matches("hg-[0-9a-f]{20}");
    String id = handoff.conversation().value();
    assertThat(storage().store.count("conversation", "id = ?", id)).isOne();
    assertThat(storage().store.count("handoff_messages", "conversation = ?", id)).isEqualTo(2);
    assertThat(storage().store.count("scheduled_tasks", "task_instance = ?", "main/" + id)).isOne();
    assertThat(storage().events).containsExactly(new HandoffChanged(handoff));
  }

  @Test
  default void acceptStoresNothingWhenTheWorkItemFails() {
    Map<String, Long> before = storage().rows();
    Handoffs failing =
        storage()
            .handoffs(
                conversation -> {
                  throw new IllegalStateException("no work item today");
                });

    assertThatThrownBy(() -> failing.accept(order().saying("x").named(key("a")).build()))
        .hasMessage("no work item today");

    assertThat(storage().rows()).isEqualTo(before);
    assertThat(storage().events).isEmpty();
  }

  @Test
  default void acceptJoinsARunningTransaction() {
    Map<String, Long> before = storage().rows();

    storage()
        .store
        .tx()
        .executeWithoutResult(
            status -> {
              accept(order().saying("x").named(key("a")));
              assertThat(storage().events).isEmpty();
              status.setRollbackOnly();
            });

    assertThat(storage().rows()).isEqualTo(before);
    assertThat(storage().events).isEmpty();
  }

  @Test
  default void sameKeyWithTheSameBodyGivesTheSameHandoffAndStoresNothing() {
    ConversationKey key = conversation();
    IdempotencyKey name = key("body");
    Handoff first = accept(order().in(key).named(name)).handoff();
    Map<String, Long> before = storage().rows();

    Accepted again = accept(order().in(key).named(name).saying("more"));

    assertThat(again.handoff()).isEqualTo(first);
    assertThat(again.fresh()).isFalse();
    assertThat(storage().rows()).isEqualTo(before);
  }

  @Test
  default void sameKeyInAConversationNamedAnewStoresNothing() {
    IdempotencyKey name = key("body");
    Handoff first = accept(order().named(name)).handoff();
    Map<String, Long> before = storage().rows();

    assertThat(accept(order().named(name)).handoff()).isEqualTo(first);

    assertThat(storage().rows()).isEqualTo(before);
  }

  @Test
  default void sameKeyWithAnotherBodyIsRefusedAndStoresNothing() {
    accept(order().named(key("k-1", "one")));
    Map<String, Long> before = storage().rows();

    assertThatThrownBy(() -> accept(order().saying("x").named(key("k-1", "other"))))
        .isInstanceOf(IdempotencyKeyReusedException.class)
        .hasMessage(
            "Idempotency-Key 'k-1' was used before with another body; use a new key for a new"
                + " request");

    assertThat(storage().rows()).isEqualTo(before);
  }

  @Test
  default void keysOfDifferentCallsAndTenantsNeverMeet() {
    String name = UUID.randomUUID().toString();
    IdempotencyKey other = new IdempotencyKey("escalations", name, "two");
    ConversationKey elsewhere = new ConversationKey("other", Channel.API, name);

    assertThat(accept(order().named(key(name, "one"))).fresh()).isTrue();
    assertThat(accept(order().named(other)).fresh()).isTrue();
    assertThat(accept(order().in(elsewhere).named(key(name, "three"))).fresh()).isTrue();
  }

  @Test
  default void theFirstAnswerToAKeyIsKept() {
    IdempotencyKey name = key("body");
    accept(order().named(name));
    storage().handoffs.remember("main", name, new StoredAnswer(202, "{}"));
    storage().handoffs.remember("main", name, new StoredAnswer(201, "late"));

    assertThat(accept(order().named(name)).answer()).isEqualTo(new StoredAnswer(202, "{}"));
  }

  @Test
  default void aKeyUsedByManyAtOnceGivesOneHandoff() {
    ConversationKey key = conversation();
    IdempotencyKey name = key("body");

    List<Accepted> all = Together.run(20, number -> accept(order().in(key).named(name)));

    assertThat(all).extracting(Accepted::handoff).containsOnly(all.get(0).handoff());
    assertThat(all).filteredOn(Accepted::fresh).hasSize(1);
    assertThat(handoffsIn(key)).isOne();
  }

  @Test
  default void aKeyUsedByManyAtOnceInConversationsNamedAnewGivesOneHandoff() {
    IdempotencyKey name = key("body");
    Map<String, Long> before = storage().rows();

    List<Accepted> all = Together.run(20, number -> accept(order().named(name)));

    assertThat(all).extracting(Accepted::handoff).containsOnly(all.get(0).handoff());
    assertThat(storage().rows())
        .containsEntry("handoff", before.get("handoff") + 1)
        .containsEntry("conversation", before.get("conversation") + 1)
        .containsEntry("scheduled_tasks", before.get("scheduled_tasks") + 1);
  }

  @Test
  default void aConversationAskedOnceByManyGetsOneHandoff() {
    ConversationKey key = conversation();

    List<Accepted> all = Together.run(50, number -> accept(order().in(key).once()));

    assertThat(all).extracting(Accepted::handoff).containsOnly(all.get(0).handoff());
    assertThat(all).filteredOn(Accepted::fresh).hasSize(1);
    assertThat(handoffsIn(key)).isOne();
  }

  @Test
  default void onceCountsEachKindForItselfAndNotWhatAPersonDiscarded() {
    ConversationKey key = conversation();
    Handoff ticket = accept(order().in(key).once()).handoff();

    Accepted chat = accept(order().in(key).kind(HandoffKind.CHAT).once());
    storage()
        .store
        .db()
        .sql("update handoff set state = 'discarded' where id = ?")
        .param(ticket.id().value())
        .update();
    Accepted again = accept(order().in(key).once());

    assertThat(chat.fresh()).isTrue();
    assertThat(again.fresh()).isTrue();
    assertThat(again.handoff().id()).isNotEqualTo(ticket.id());
  }

  @Test
  default void aKeyOfAnOrderThatWasAlreadyServedLeadsToTheFirstHandoff() {
    ConversationKey key = conversation();
    IdempotencyKey name = key("body");
    Handoff first = accept(order().in(key).once()).handoff();

    accept(order().in(key).once().named(name));

    assertThat(accept(order().in(key).once().named(name)).handoff()).isEqualTo(first);
  }

  @Test
  default void ordersOfOneConversationAtTheSameTimeAllGetAPlace() {
    ConversationKey key = conversation();

    List<Handoff> all =
        Together.run(20, number -> accept(order().in(key).saying("line " + number)).handoff());

    assertThat(all)
        .extracting(Handoff::entry)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    assertThat(story(all.get(0))).isNotEmpty();
    assertThat(
            storage()
                .store
                .count("handoff_messages", "conversation = ?", all.get(0).conversation().value()))
        .isEqualTo(20);
  }

  @Test
  default void aHistorySentAgainAddsOnlyItsNewLines() {
    ConversationKey key = conversation();
    Handoff first = accept(order().in(key).saying("hi", "hello?", "hello?")).handoff();

    Handoff second =
        accept(order().in(key).saying("hi", "hello?", "hello?", "hello?", "bye")).handoff();

    assertThat(story(first)).containsExactly("hi", "hello?", "hello?");
    storage().mailbox.delivered(storage().claim(first));
    assertThat(story(second)).containsExactly("hi", "hello?", "hello?", "hello?", "bye");
  }

  @Test
  default void theDialogueAndItsLinesAreKeptUnderTheConversationsLock() {
    ConversationKey key = conversation();

    Together.run(
        20,
        number ->
            storage()
                .conversations
                .locked(
                    key,
                    open -> {
                      String before = open.dialogue() == null ? "" : open.dialogue();
                      open.keepDialogue(before + "x");
                      open.append(Orders.lines("line"));
                      return number;
                    }));

    String dialogue = storage().conversations.locked(key, Conversations.OpenConversation::dialogue);
    List<TranscriptEntry> history =
        storage().conversations.locked(key, Conversations.OpenConversation::history);
    assertThat(dialogue).isEqualTo("x".repeat(20));
    assertThat(history).hasSize(20);
  }

  @Test
  default void theNewestHandoffOfAKindIsFound() {
    ConversationKey key = conversation();
    accept(order().in(key));
    storage().clock.advance(Duration.ofSeconds(1));
    Handoff second = accept(order().in(key)).handoff();
    accept(order().in(key).kind(HandoffKind.CHAT));

    assertThat(storage().handoffs.newest(key, HandoffKind.TICKET)).contains(second);
    assertThat(storage().handoffs.newest(key, HandoffKind.CALLBACK)).isEmpty();
  }
}
