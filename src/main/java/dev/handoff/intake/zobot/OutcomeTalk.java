package dev.handoff.intake.zobot;

import dev.handoff.handoff.CallbackRequest;
import dev.handoff.intake.zobot.OrderOutcome.Delivered;
import dev.handoff.intake.zobot.OrderOutcome.Pending;
import dev.handoff.routing.Departments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the truth about an order: done, on its way, or what to do instead. */
final class OutcomeTalk {

  private final DialogueTexts texts;
  private final CallbackPhrases callbackPhrases;
  private final Speech speech;
  private final @Nullable String department;
  private final Departments departments;
  private final Set<ZobotChannel> noPending;

  OutcomeTalk(
      DialogueTexts texts,
      CallbackPhrases callbackPhrases,
      Speech speech,
      DialogueSettings settings,
      Departments departments) {
    this.texts = texts;
    this.callbackPhrases = callbackPhrases;
    this.speech = speech;
    this.department = settings.forwardDepartment();
    this.departments = departments;
    this.noPending = settings.noPending();
  }

  ZobotAnswer delivered(Order order, Delivered done, Audience audience) {
    return switch (order.kind()) {
      case CHAT -> connecting(order);
      case CALLBACK -> speech.say(callback(order, audience, true));
      case TICKET -> ticket(order, done.ticketNumber());
    };
  }

  ZobotAnswer pending(Order order, Pending underWay, Audience audience) {
    if (order.transfer() == Transfer.FORWARD) {
      return connecting(order);
    }
    String text =
        switch (order.kind()) {
          case CHAT -> texts.chat().pending();
          case CALLBACK -> callback(order, audience, false);
          case TICKET ->
              order.email() == null
                  ? texts.ticket().savedWithoutAddress()
                  : Sentence.fill(texts.ticket().pending(), email(order));
        };
    return underWay.answerFollows() && !noPending.contains(audience.channel())
        ? ZobotAnswer.pending(speech.replies(texts.menu().oneMoment()))
        : speech.say(text);
  }

  ZobotAnswer refused(Order order, Audience audience) {
    return switch (order.kind()) {
      case CHAT ->
          speech.offer(audience, texts.chat().refused(), List.of(Choice.CALLBACK, Choice.TICKET));
      case CALLBACK ->
          speech.offer(audience, texts.callback().refused(), List.of(Choice.CHAT, Choice.TICKET));
      case TICKET ->
          speech.offer(audience, texts.ticket().refused(), List.of(Choice.CHAT, Choice.CALLBACK));
    };
  }

  private ZobotAnswer connecting(Order order) {
    return order.transfer() == Transfer.FORWARD
        ? ZobotAnswer.forward(
            department == null ? departments.chat() : department,
            speech.replies(texts.chat().forwarding()))
        : speech.say(texts.chat().connecting());
  }

  private ZobotAnswer ticket(Order order, @Nullable String number) {
    if (order.email() == null) {
      return number == null
          ? speech.say(texts.ticket().savedWithoutAddress())
          : speech.say(texts.ticket().confirmedWithoutAddress(), Map.of("number", number));
    }
    if (number == null) {
      return speech.say(texts.ticket().confirmedWithoutNumber(), email(order));
    }
    Map<String, String> values = new HashMap<>(email(order));
    values.put("number", number);
    return speech.say(texts.ticket().confirmed(), values);
  }

  private String callback(Order order, Audience audience, boolean scheduled) {
    CallbackRequest callback = order.callback();
    if (callback == null) {
      throw new IllegalArgumentException(order + " lacks its callback details");
    }
    return scheduled
        ? callbackPhrases.confirmed(callback, audience.language())
        : callbackPhrases.pending(callback, audience.language());
  }

  private static Map<String, String> email(Order order) {
    String email = order.email();
    return email == null ? Map.of() : Map.of("email", email);
  }
}
