package dev.handoff.intake.hitl;

import dev.handoff.handoff.Accepted;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.FollowUps.Said;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.Ownership;
import dev.handoff.handoff.Talk;
import dev.handoff.handoff.Talks;
import dev.handoff.handoff.Words;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.RequestProblem;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a bot platform does in a conversation with a person, whichever door it comes by. */
@Component
final class HitlTalks {

  /**
   * Who says something.
   *
   * @param user the person, where the platform tells; null for the bot or somebody unnamed
   */
  record Speaker(AuthorType author, @Nullable HitlUser user) {

    @Nullable String name() {
      return user == null ? null : user.name();
    }
  }

  private final Conversations conversations;
  private final Handoffs handoffs;
  private final FollowUps followUps;
  private final Talks talks;

  HitlTalks(Conversations conversations, Handoffs handoffs, FollowUps followUps, Talks talks) {
    this.conversations = conversations;
    this.handoffs = handoffs;
    this.followUps = followUps;
    this.talks = talks;
  }

  static ConversationKey key(String conversationId) {
    return ConversationKey.of(Channel.HITL, conversationId);
  }

  /**
   * Asks for a person; while one has the conversation or was asked for, that handoff stays the only
   * one.
   *
   * @param platform who hears what the person does; null for the channel's own
   */
  Accepted open(HandoffOrder order, @Nullable String platform) {
    return conversations.locked(order.conversation(), open -> open(open, order, platform));
  }

  private Accepted open(OpenConversation open, HandoffOrder order, @Nullable String platform) {
    if (platform != null) {
      open.tell(platform);
    }
    return handoffs.accept(open.ownership().owner().isHumanSide() ? onlyOne(order) : order);
  }

  private static HandoffOrder onlyOne(HandoffOrder order) {
    return new HandoffOrder(
        order.conversation(),
        order.kind(),
        order.request(),
        order.transcript(),
        order.traceParent(),
        true,
        order.idempotency());
  }

  /**
   * Says the parts of one message to the person, all or nothing; said before, it has no effect.
   *
   * @return the handoff by which the person was asked for
   * @throws RequestProblem 404 for a conversation that nobody opened, 422 when no person has it
   */
  @Nullable HandoffId say(
      String conversationId,
      Speaker speaker,
      List<Piece> pieces,
      String messageId,
      @Nullable String traceParent) {
    requireOpened(conversationId);
    ConversationKey key = key(conversationId);
    return conversations.locked(
        key,
        open -> {
          HitlUser user = speaker.user();
          if (user != null) {
            talks.introduce(key, user.visitor());
          }
          for (int i = 0; i < pieces.size(); i++) {
            String id = i == 0 ? messageId : messageId + "#" + (i + 1);
            requireHeard(followUps.say(key, words(speaker, pieces.get(i), id), traceParent));
          }
          return open.ownership().handoff();
        });
  }

  private static Words words(Speaker speaker, Piece piece, String messageId) {
    return new Words(speaker.author(), speaker.name(), piece.text(), piece.attachment(), messageId);
  }

  /** What nobody hears is undone, as all of it is one transaction. */
  private static void requireHeard(Said said) {
    if (said.entry() == null && !said.repeated()) {
      throw RequestProblem.rule(
          "No person has this conversation"
              + why(said.ownership())
              + ". Open it again with POST /api/hitl/sessions and the same conversationId.",
          List.of());
    }
  }

  private static String why(Ownership ownership) {
    return ownership.reason() == null ? "" : " any more (" + ownership.reason().wireName() + ")";
  }

  /**
   * The bot takes the conversation back; nothing happens when it has it already.
   *
   * @throws RequestProblem 404 for a conversation that nobody opened
   */
  void stop(String conversationId, @Nullable String traceParent) {
    requireOpened(conversationId);
    followUps.stop(key(conversationId), traceParent);
  }

  /**
   * @throws RequestProblem 404 for a conversation that nobody opened, or whose events go elsewhere
   */
  void requireTold(String conversationId, String platform) {
    requireOpened(conversationId);
    ConversationKey key = key(conversationId);
    if (!conversations.locked(key, open -> platform.equals(open.platform()))) {
      throw unknown();
    }
  }

  /** What goes wrong with a call within a conversation is told with its handoff. */
  HttpAnswer within(String conversationId, Supplier<HttpAnswer> call) {
    try {
      return call.get();
    } catch (RequestProblem problem) {
      throw problem.about(handoff(conversationId));
    }
  }

  private void requireOpened(String conversationId) {
    if (handoff(conversationId) == null) {
      throw unknown();
    }
  }

  /** Looks at the conversation alone, and counts nothing in it. */
  private @Nullable HandoffId handoff(String conversationId) {
    return conversationId.length() > 255
        ? null
        : followUps.ownership(key(conversationId)).handoff();
  }

  /**
   * @throws RequestProblem 404 for a conversation that nobody opened
   */
  Talk required(String conversationId) {
    return find(conversationId).orElseThrow(HitlTalks::unknown);
  }

  private static RequestProblem unknown() {
    return RequestProblem.notFound("There is no conversation of that id");
  }

  Optional<Talk> find(String conversationId) {
    return conversationId.length() > 255 ? Optional.empty() : talks.find(key(conversationId));
  }
}
