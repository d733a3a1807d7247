package dev.handoff.testing;

import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.ParkedBotEvents;
import dev.handoff.handoff.PlatformEvent;
import dev.handoff.handoff.PlatformEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A conversation of a bot platform, in which the human side does something. */
public final class BotTalk {

  public static final Operator MAX = new Operator("op-7", "Max", "max@example.test");
  public static final Instant AT = Instant.parse("2026-11-28T15:30:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Gateway gateway;
  private final String id;
  private final String platform;
  private int messages;

  private BotTalk(Gateway gateway, String id, String platform) {
    this.gateway = gateway;
    this.id = id;
    this.platform = platform;
  }

  /** A conversation of the operator's own bot. */
  public static BotTalk withBot(Gateway gateway) {
    return new BotTalk(gateway, "conv-" + UUID.randomUUID(), null);
  }

  public static BotTalk withBotpress(Gateway gateway) {
    return new BotTalk(gateway, "conv-" + UUID.randomUUID(), "botpress");
  }

  /** The same conversation on another node. */
  public BotTalk on(Gateway other) {
    return new BotTalk(other, id, platform);
  }

  public String id() {
    return id;
  }

  public BotTalk happens(PlatformEvent event) {
    gateway
        .bean(Conversations.class)
        .locked(
            ConversationKey.of(Channel.HITL, id),
            conversation -> {
              if (platform != null) {
                conversation.tell(platform);
              }
              gateway.bean(PlatformEvents.class).add(conversation, event);
              return null;
            });
    return this;
  }

  /** Somebody writes. */
  public BotTalk says(String text) {
    messages++;
    return happens(new PlatformEvent.Message(AT, "m-" + messages, text, MAX));
  }

  /** Its events, oldest first. */
  public List<BotEvent> events() {
    return gateway
        .bean(ParkedBotEvents.class)
        .list(
            ConversationKey.DEFAULT_TENANT,
            new ParkedBotEvents.Filter(null, null, id, null, null, null),
            true,
            null,
            1_000);
  }

  public BotEvent first() {
    return events().get(0);
  }

  /** The first event once it is so. */
  public BotEvent await(Predicate<BotEvent> condition) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(this::first, condition);
  }

  public BotEvent await(BotEvent.State state) {
    return await(event -> event.state() == state);
  }

  /** Waits until nothing of it is on its way any more. */
  public BotTalk awaitRest() {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            this::events,
            all ->
                all.stream()
                    .noneMatch(
                        event ->
                            event.state() == BotEvent.State.WAITING
                                || event.state() == BotEvent.State.SENDING));
    return this;
  }
}
