package dev.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.handoff.BotEvent.State;
import dev.handoff.handoff.ParkedBotEvents.Filter;
import dev.handoff.handoff.ParkedBotEvents.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Events for bot platforms: kept with their work item, in order, written by the newest worker. */
interface BotEventClaims extends HasStorage {

  private BotEvents events() {
    return storage().botEvents;
  }

  private ParkedBotEvents parked() {
    return storage().parkedBotEvents;
  }

  private ConversationId said(ConversationKey key, String platform, String... texts) {
    return storage()
        .conversations
        .locked(
            key,
            conversation -> {
              if (platform != null) {
                conversation.tell(platform);
              }
              for (String text : texts) {
                storage()
                    .platformEvents()
                    .add(
                        conversation,
                        new PlatformEvent.Message(
                            storage().clock.instant(), "m", text, Operator.UNKNOWN));
              }
              return conversation.id();
            });
  }

  private ConversationId said(String... texts) {
    return said(key(Channel.HITL), null, texts);
  }

  private static ConversationKey key(Channel channel) {
    return ConversationKey.of(channel, UUID.randomUUID().toString());
  }

  private BotEvent claimed(ConversationId conversation) {
    return events().claim(conversation).orElseThrow();
  }

  private static String text(BotEvent event) {
    return ((PlatformEvent.Message) event.event()).text();
  }

  private BotEvent now(BotEvent event) {
    return parked().find(event.conversation().tenant(), event.id()).orElseThrow();
  }

  private Optional<Instant> next(ConversationId conversation) {
    AtomicReference<Optional<Instant>> next = new AtomicReference<>();
    events().decideNext(conversation, next::set);
    return next.get();
  }

  private long workItems(ConversationId conversation) {
    return storage()
        .store
        .count(
            "scheduled_tasks",
            "task_name = 'bot-events' and task_instance = ?",
            conversation.asText());
  }

  private long rows(ConversationId conversation) {
    return storage().store.count("outbound_message", "conversation = ?", conversation.value());
  }

  @Test
  default void eachKindOfEventIsReadBackAsItWas() {
    Instant at = storage().clock.instant();
    List<PlatformEvent> all =
        List.of(
            new PlatformEvent.Assigned(at, new Operator("7", "Max", null)),
            new PlatformEvent.Message(at, "m-1", "Grüße 👋\n\"x\"", Operator.UNKNOWN),
            new PlatformEvent.Stopped(
                at, "missed", new PlatformEvent.Fallback("ticket", "h", "A ticket.")),
            new PlatformEvent.Stopped(at, "completed", null));
    ConversationId conversation =
        storage()
            .conversations
            .locked(
                key(Channel.HITL),
                open -> {
                  all.forEach(event -> storage().platformEvents().add(open, event));
                  return open.id();
                });

    for (PlatformEvent event : all) {
      BotEvent head = claimed(conversation);
      assertThat(head.event()).isEqualTo(event);
      events().sent(head);
    }
    assertThat(events().claim(conversation)).isEmpty();
  }

  @Test
  default void eventIsKeptWithItsWorkItem() {
    ConversationId conversation = said("one", "two");

    assertThat(workItems(conversation)).isOne();
    assertThat(rows(conversation)).isEqualTo(2);
  }

  @Test
  default void nothingIsKeptWhereNobodyIsTold() {
    storage().untold.add("bot");
    try {
      assertThat(rows(said("one"))).isZero();
      assertThat(workItems(said("one"))).isZero();
      assertThat(rows(said(key(Channel.HITL), "botpress", "one"))).isOne();
      assertThat(rows(said(key(Channel.WEB), null, "one"))).isZero();
    } finally {
      storage().untold.clear();
    }
  }

  @Test
  default void laterEventWaitsForTheOneBefore() {
    ConversationId conversation = said("one", "two");
    Instant due = storage().clock.instant().plusSeconds(60);

    events().retry(claimed(conversation), "http_500", "answered 500", due, 0);

    assertThat(events().claim(conversation)).isEmpty();
    assertThat(next(conversation)).contains(due);
    storage().clock.advance(Duration.ofSeconds(60));
    BotEvent again = claimed(conversation);
    assertThat(text(again)).isEqualTo("one");
    assertThat(again.attempts()).isOne();
    events().sent(again);
    assertThat(text(claimed(conversation))).isEqualTo("two");
  }

  @Test
  default void eventGivenUpHoldsBackNobody() {
    ConversationId conversation = said("one", "two");

    BotEvent first = claimed(conversation);
    events().park(first, "http_410", "answered 410");

    assertThat(text(claimed(conversation))).isEqualTo("two");
    assertThat(now(first).state()).isEqualTo(State.PARKED);
    assertThat(now(first).alert()).isEqualTo(100);
  }

  @Test
  default void nothingIsLeftAfterTheLastOne() {
    ConversationId conversation = said("one");

    events().sent(claimed(conversation));

    assertThat(next(conversation)).isEmpty();
  }

  /** A worker that died leaves it in hand; the next one may have it at once. */
  @Test
  default void whatAWorkerLeftInHandIsDueAtOnce() {
    ConversationId conversation = said("one");
    BotEvent left = claimed(conversation);

    assertThat(next(conversation)).contains(storage().clock.instant());
    BotEvent taken = claimed(conversation);

    assertThat(taken.id()).isEqualTo(left.id());
    assertThat(taken.claim()).isEqualTo(left.claim() + 1);
  }

  @Test
  default void onlyTheNewestWorkerWrites() {
    ConversationId conversation = said("one");
    BotEvent stale = claimed(conversation);
    BotEvent newest = claimed(conversation);
    Instant due = storage().clock.instant();

    assertThatThrownBy(() -> events().sent(stale)).isInstanceOf(StaleWorkException.class);
    assertThatThrownBy(() -> events().park(stale, "x", "y")).isInstanceOf(StaleWorkException.class);
    assertThatThrownBy(() -> events().retry(stale, "x", "y", due, 0))
        .isInstanceOf(StaleWorkException.class);
    assertThatThrownBy(() -> events().partDone(stale)).isInstanceOf(StaleWorkException.class);
    assertThat(now(newest).state()).isEqualTo(State.SENDING);
    events().sent(newest);
    assertThatThrownBy(() -> events().sent(newest)).isInstanceOf(StaleWorkException.class);
  }

  @Test
  default void partThatIsDoneStaysDone() {
    ConversationId conversation = said("one");

    BotEvent claimed = events().partDone(claimed(conversation));
    events().retry(claimed, "x", "y", storage().clock.instant(), 0);

    assertThat(claimed(conversation).partsDone()).isOne();
  }

  @Test
  default void whatBecameOfItIsPublishedAfterTheCommit() {
    storage().botEventsChanged.clear();
    BotEvent event = claimed(said("one"));

    storage()
        .store
        .tx()
        .executeWithoutResult(
            status -> {
              events().sent(event);
              assertThat(storage().botEventsChanged).isEmpty();
            });

    assertThat(storage().botEventsChanged).containsExactly(now(event));
  }

  @Test
  default void replayGivesAllTheTimeAnewAndAWorkItem() {
    ConversationId conversation = said("one");
    BotEvent event = claimed(conversation);
    events().park(event, "http_500", "answered 500");
    storage().store.db().sql("delete from scheduled_tasks").update();
    storage().clock.advance(Duration.ofDays(3));

    BotEvent replayed = parked().replay(now(event), "olga", "why").orElseThrow();

    assertThat(replayed.state()).isEqualTo(State.WAITING);
    assertThat(replayed.since()).isEqualTo(storage().clock.instant());
    assertThat(replayed.attempts()).isZero();
    assertThat(replayed.alert()).isZero();
    assertThat(replayed.errorCode()).isNull();
    assertThat(workItems(conversation)).isOne();
    AuditEntry entry = storage().audit.newest(conversation.tenant(), event.id(), null, 1).get(0);
    assertThat(entry.who()).isEqualTo("olga");
    assertThat(entry.act()).isEqualTo("bot-event-replay");
    assertThat(claimed(conversation).id()).isEqualTo(event.id());
  }

  @Test
  default void ofTwoActsOnTheSameEventOneWins() {
    BotEvent event = claimed(said("one"));
    events().park(event, "x", "y");
    BotEvent seen = now(event);

    assertThat(parked().discard(seen, "no more", "olga")).isPresent();
    assertThat(parked().replay(seen, "otto", null)).isEmpty();
    assertThat(parked().discard(seen, "again", "otto")).isEmpty();
    assertThat(now(event).state()).isEqualTo(State.DISCARDED);
  }

  @Test
  default void nothingIsReplayedWithoutItsAudit() {
    BotEvent event = claimed(said("one"));
    events().park(event, "x", "y");
    ParkedBotEvents failing = storage().parkedBotEvents(storage().failingAudit());

    assertThatThrownBy(() -> failing.replay(now(event), "olga", null)).hasMessage("audit");

    assertThat(now(event).state()).isEqualTo(State.PARKED);
  }

  @Test
  default void listsGoOnFromPageToPageInBothDirections() {
    ConversationKey key = key(Channel.HITL);
    for (int i = 0; i < 5; i++) {
      said(key, null, "m" + i);
      storage().clock.advance(Duration.ofSeconds(1));
    }
    Filter filter = new Filter(State.WAITING, "bot", key.conversationId(), null, null, null);

    for (boolean oldestFirst : new boolean[] {true, false}) {
      List<BotEvent> first = parked().list(key.tenant(), filter, oldestFirst, null, 3);
      BotEvent last = first.get(2);
      List<BotEvent> rest =
          parked()
              .list(
                  key.tenant(), filter, oldestFirst, new Position(last.createdAt(), last.id()), 3);
      assertThat(first).extracting(BotEventClaims::text).hasSize(3).contains("m2");
      assertThat(rest)
          .extracting(BotEventClaims::text)
          .containsExactly(oldestFirst ? new String[] {"m3", "m4"} : new String[] {"m1", "m0"});
    }
    assertThat(parked().count(key.tenant(), filter)).isEqualTo(5);
    assertThat(parked().count(key.tenant(), filter.in(State.PARKED))).isZero();
  }

  @Test
  default void standingTellsWhatWaitsAndWhatIsGivenUp() {
    storage().store.db().sql("delete from outbound_message").update();
    ConversationId bot = said("one", "two");
    Instant oldest = storage().clock.instant();
    storage().clock.advance(Duration.ofSeconds(1));
    ConversationId botpress = said(key(Channel.HITL), "botpress", "three", "four");
    events().park(claimed(botpress), "x", "y");
    events().claim(bot);

    assertThat(parked().standings(bot.tenant()))
        .containsExactlyInAnyOrder(
            new Standing("bot", 2, oldest, 0),
            new Standing("botpress", 1, storage().clock.instant(), 1));
  }
}
