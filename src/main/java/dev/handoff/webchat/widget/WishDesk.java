package dev.handoff.webchat.widget;

import dev.handoff.handoff.Accepted;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.Ownership;
import dev.handoff.handoff.Visitor;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.RequestProblem;
import dev.handoff.intake.TraceParents;
import dev.handoff.routing.Reception;
import dev.handoff.routing.Trigger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks for a person, as the visitor wishes or because the bot is unsure. The session gets a line
 * that says so in the same commit; another one says what was made of it, once Zoho has it.
 */
@Component
final class WishDesk {

  private static final Map<HandoffKind, String> ASKED =
      Map.of(
          HandoffKind.CHAT, "A person was asked to join this chat.",
          HandoffKind.CALLBACK, "Your wish to be called is saved and on its way.",
          HandoffKind.TICKET, "Your ticket is saved and on its way.");

  private final WishReader reader;
  private final Handoffs handoffs;
  private final Conversations conversations;
  private final Reception reception;

  WishDesk(WishReader reader, Handoffs handoffs, Conversations conversations, Reception reception) {
    this.reader = reader;
    this.handoffs = handoffs;
    this.conversations = conversations;
    this.reception = reception;
  }

  /**
   * Durable when it returns. Who has a person already, or waits for one, gets no second one.
   *
   * @throws RequestProblem with everything that is wrong with the wish; 409 for a chat while nobody
   *     is there to take it
   */
  Granted grant(String session, JsonFields fields, byte @Nullable [] body) {
    HandoffOrder order = reader.read(session, fields, body);
    HandoffKind kind = order.kind() == null ? HandoffKind.TICKET : order.kind();
    return Granted.of(accept(order, "asked-" + kind.wireName(), String.valueOf(ASKED.get(kind))));
  }

  /** The visitor's words ask for a person, or the bot's answer is not good enough to be shown. */
  Heard triggered(
      ConversationKey key, Saying saying, Trigger trigger, @Nullable Double confidence) {
    Visitor visitor = new Visitor(null, null, null, saying.language(), null, null, null);
    HandoffRequest wish =
        new HandoffRequest(
            visitor,
            trigger.detail(),
            confidence,
            null,
            null,
            null,
            null,
            ChannelRefs.NONE.tellingOutcome());
    HandoffOrder order =
        new HandoffOrder(
            key,
            HandoffKind.TICKET,
            wish,
            List.of(),
            TraceParents.continueOrStart(null),
            false,
            null);
    HandoffKind wished = reception.forChat(null).isThere() ? HandoffKind.CHAT : HandoffKind.TICKET;
    Handoff handoff =
        trigger.reason() == Trigger.Reason.KEYWORD
            ? accept(order, "asked-" + wished.wireName(), String.valueOf(ASKED.get(wished)))
            : accept(order, "person-asked", "I am not sure about that, so a person was asked.");
    return new Heard(true, trigger.reason().wireName(), handoff.id().value());
  }

  private Handoff accept(HandoffOrder order, String code, String text) {
    return conversations.locked(
        order.conversation(),
        conversation -> {
          Ownership ownership = conversation.ownership();
          if (ownership.owner().isHumanSide() && order.kind() != HandoffKind.CALLBACK) {
            handoffs.introduce(order.conversation(), order.request().visitor());
            return find(order.conversation(), ownership.requiredHandoff());
          }
          if (order.kind() == HandoffKind.CHAT && !reception.forChat(null).isThere()) {
            throw RequestProblem.conflict(
                "Nobody is there for a chat now; ask for a callback or a ticket");
          }
          Accepted accepted = handoffs.accept(order);
          if (accepted.fresh()) {
            conversation.note(code, null, text);
          }
          return accepted.handoff();
        });
  }

  private Handoff find(ConversationKey conversation, HandoffId id) {
    return handoffs.find(conversation.tenant(), id).orElseThrow();
  }
}
