package dev.handoff.webchat.widget;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.Ownership;
import dev.handoff.handoff.ZohoReference;
import dev.handoff.testing.Gateway;
import java.time.Instant;
import java.util.UUID;

/** The person on the other side. */
final class Agent {

  private Agent() {}

  static void says(Gateway gateway, String session, String text) {
    ConversationKey key = ConversationKey.of(Channel.WEB, session);
    Ownership ownership = gateway.bean(FollowUps.class).ownership(key);
    Handoff handoff =
        gateway.bean(Handoffs.class).find(key.tenant(), ownership.requiredHandoff()).orElseThrow();
    gateway
        .bean(HumanSide.class)
        .hear(
            new ZohoReference(handoff.conversation(), handoff.id()),
            new HumanEvent.Replied(
                "desk",
                UUID.randomUUID().toString(),
                Instant.now(),
                new Operator("7", "Max", null),
                text));
  }
}
