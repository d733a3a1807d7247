package dev.handoff.intake.zobot;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.LateAnswers;
import dev.handoff.handoff.Owner;
import dev.handoff.handoff.Ownership;
import dev.handoff.handoff.ReleaseReason;
import dev.handoff.handoff.Words;
import dev.handoff.intake.HandoffView;
import dev.handoff.intake.TraceParents;
import dev.handoff.intake.zobot.DialogueTurn.Answered;
import dev.handoff.intake.zobot.DialogueTurn.Effect;
import dev.handoff.intake.zobot.DialogueTurn.Ordered;
import dev.handoff.routing.Absences;
import dev.handoff.routing.Attendance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the dialogue makes of who may speak. While a person has the chat or is called, the bot is
 * silent and what the visitor writes goes to that person; afterwards the bot speaks again, and
 * tells what the visitor gets if nobody came.
 */
@Component
final class OperatorSide {

  private final Handoffs handoffs;
  private final FollowUps followUps;
  private final LateAnswers lateAnswers;
  private final DialogueBook book;
  private final Absences absences;
  private final DialogueSettings settings;
  private final HandoffView view;

  OperatorSide(
      Handoffs handoffs,
      FollowUps followUps,
      LateAnswers lateAnswers,
      DialogueBook book,
      Absences absences,
      DialogueSettings settings,
      HandoffView view) {
    this.handoffs = handoffs;
    this.followUps = followUps;
    this.lateAnswers = lateAnswers;
    this.book = book;
    this.absences = absences;
    this.settings = settings;
    this.view = view;
  }

  /** The dialogue as it stands now that others may have acted; before anything is told. */
  DialogueState seen(OpenConversation open, DialogueState state, ChatStand chat) {
    Ownership ownership = open.ownership();
    if (ownership.owner().isHumanSide() && state.openOrder() == null) {
      return chat == ChatStand.FAILING ? state : state.at(Stage.HANDED_OVER);
    }
    if (isAboutChat(state) && ownership.reason() == ReleaseReason.MISSED) {
      return fallback(open).map(instead -> owing(state, instead)).orElseGet(state::operatorLeft);
    }
    return state;
  }

  /** Also where the visitor was about to choose another way while the chat was on its way. */
  private static boolean isAboutChat(DialogueState state) {
    return state.stage() == Stage.HANDED_OVER
        || (state.openOrder() == null && state.placed().lastIs(HandoffKind.CHAT));
  }

  /** How far the chat is by which a person was asked for. */
  ChatStand stand(OpenConversation open) {
    Ownership ownership = open.ownership();
    if (ownership.owner() != Owner.OFFERED || ownership.offerUntil() != null) {
      return ChatStand.SETTLED;
    }
    return handoffs
        .find(open.key().tenant(), ownership.requiredHandoff())
        .filter(this::isOnItsWay)
        .map(chat -> chat.lastError() == null ? ChatStand.CONNECTING : ChatStand.FAILING)
        .orElse(ChatStand.SETTLED);
  }

  private boolean isOnItsWay(Handoff chat) {
    return chat.state().isOpen()
        && !chat.request().channelRefs().nativeForward()
        && !view.zoho(chat).containsKey("conversationId");
  }

  /** The same once the visitor has heard what there is to tell: nobody else has the word now. */
  DialogueState left(OpenConversation open, DialogueState state) {
    return open.ownership().owner() == Owner.RELEASED ? state.operatorLeft() : state;
  }

  /** The callback or ticket that was made because nobody took the chat. */
  private Optional<Handoff> fallback(OpenConversation open) {
    long chat =
        handoffs
            .find(open.key().tenant(), open.ownership().requiredHandoff())
            .map(Handoff::entry)
            .orElse(0L);
    return Stream.of(HandoffKind.CALLBACK, HandoffKind.TICKET)
        .flatMap(kind -> handoffs.newest(open.key(), kind).stream())
        .filter(handoff -> handoff.request().channelRefs().tellsOutcome())
        .filter(handoff -> handoff.entry() > chat)
        .max(Comparator.comparingLong(Handoff::entry));
  }

  /** The visitor did not ask for it and hears of it at this message, as of any order. */
  private DialogueState owing(DialogueState state, Handoff instead) {
    String reason = instead.request().reason();
    HandoffKind kind = instead.kind();
    Order order =
        new Order(
            state.placed().nextNumber(),
            null,
            kind == null ? HandoffKind.TICKET : kind,
            null,
            instead.request().visitor().email(),
            instead.request().callback(),
            null,
            reason == null ? "" : reason);
    lateAnswers.news(instead, book.write(order));
    return state.with(Placed.awaiting(order)).at(Stage.DONE);
  }

  /**
   * Tells the person what the visitor wrote; false when that is not this call's business, or the
   * person reads the visitor's own chat anyway.
   */
  boolean isTold(
      OpenConversation open,
      DialogueTurn turn,
      ZobotRequest request,
      ChatStand chat,
      @Nullable String traceParent) {
    ZobotFailure failure = request.failure();
    boolean forwarded = isForwarded(open);
    if (forwarded && failure != null && !request.preview()) {
      hear(failure);
    }
    if (forwarded && failure != null && failure.isTransfer()) {
      followUps.notBrought(open);
    }
    boolean theirs = turn instanceof Answered answered && answered.effect() == Effect.LEFT_ALONE;
    if (!(theirs || isMeanwhile(turn, chat))
        || forwarded
        || request.isEmpty()
        || !open.ownership().owner().isHumanSide()) {
      return false;
    }
    followUps.say(open, words(request), TraceParents.given(traceParent));
    return true;
  }

  /** Who is served another way keeps the place with the operators, and they read all of it. */
  private static boolean isMeanwhile(DialogueTurn turn, ChatStand chat) {
    boolean another = turn instanceof Ordered ordered && ordered.order().kind() == HandoffKind.CHAT;
    return !another && chat == ChatStand.FAILING;
  }

  /**
   * The next visitor is not sent the same way in vain. Heard only where it answers this gateway's
   * own {@code forward} in that conversation: anybody may call the webhook of a bot without a key.
   */
  private void hear(ZobotFailure failure) {
    if (failure.cause() == ZobotFailure.Cause.OPERATORS_NOT_AVAILABLE) {
      absences.heard(settings.transferDepartment(), Attendance.State.NOBODY_FREE);
    } else if (failure.cause() == ZobotFailure.Cause.OFFLINE_HOURS) {
      absences.heard(settings.transferDepartment(), Attendance.State.CLOSED);
    }
  }

  private boolean isForwarded(OpenConversation open) {
    HandoffId handoff = open.ownership().handoff();
    return open.ownership().owner().isHumanSide()
        && handoff != null
        && handoffs.isForwarded(open.key().tenant(), handoff);
  }

  private static Words words(ZobotRequest request) {
    String files =
        request.attachments() == 0
            ? ""
            : "[" + request.attachments() + " file(s) in the visitor's chat with the bot]";
    String text =
        String.join(
            "\n", List.of(request.text(), files).stream().filter(s -> !s.isEmpty()).toList());
    String id = request.requestId();
    return new Words(
        AuthorType.VISITOR,
        request.visitor().name(),
        text,
        null,
        id == null ? null : "zobot:" + id);
  }
}
