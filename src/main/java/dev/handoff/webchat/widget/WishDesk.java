package dev.handoff.webchat.widget;

import dev.handoff.handoff.Accepted;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.intake.Acceptance;
import dev.handoff.intake.HandoffView;
import dev.handoff.intake.JsonFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Grants a visitor's wish for a person, and tells the visitor in the session what became of it. */
@Component
final class WishDesk {

  private final WishReader reader;
  private final Acceptance acceptance;
  private final Conversations conversations;
  private final HandoffView view;
  private final WidgetTexts texts;

  WishDesk(
      WishReader reader,
      Acceptance acceptance,
      Conversations conversations,
      HandoffView view,
      WidgetTexts texts) {
    this.reader = reader;
    this.acceptance = acceptance;
    this.conversations = conversations;
    this.view = view;
    this.texts = texts;
  }

  /**
   * Durable when it returns; waits for Zoho as long as other callers are kept waiting.
   *
   * @throws dev.handoff.intake.RequestProblem with everything that is wrong with the wish
   */
  Granted grant(String session, JsonFields fields) {
    HandoffOrder order = reader.read(session, fields);
    Accepted accepted = acceptance.accept(order);
    Handoff handoff = accepted.handoff();
    if (accepted.fresh()) {
      tell(order, handoff);
    }
    return new Granted(
        handoff.id().value(),
        kind(handoff).wireName(),
        handoff.state().wireName(),
        view.zoho(handoff).get("ticketNumber"));
  }

  /** The outcome as far as it is known, in the visitor's language. */
  void tell(HandoffOrder order, Handoff handoff) {
    String sentence = sentence(handoff, order.request().visitor().language());
    TranscriptEntry line = new TranscriptEntry(AuthorType.BOT, null, sentence, null);
    conversations.locked(
        order.conversation(),
        conversation -> {
          conversation.append(List.of(line));
          return line;
        });
  }

  private String sentence(Handoff handoff, @Nullable String language) {
    String name = kind(handoff).wireName();
    if (!view.isServed(handoff)) {
      name += handoff.state() == HandoffState.PARKED ? "Refused" : pending(handoff);
    }
    return texts.say(name, language, words(handoff, language));
  }

  private static String pending(Handoff handoff) {
    return kind(handoff) == HandoffKind.CHAT ? "" : "Pending";
  }

  private Map<String, String> words(Handoff handoff, @Nullable String language) {
    Map<String, String> words = new HashMap<>();
    put(words, "email", handoff.request().visitor().email());
    put(words, "number", view.zoho(handoff).get("ticketNumber"));
    CallbackRequest callback = handoff.request().callback();
    if (callback != null) {
      words.put("phone", callback.phone());
      words.put(
          "when", texts.moment(callback.startsAt().atZone(callback.timeZone()), language));
    }
    return words;
  }

  private static void put(Map<String, String> words, String name, @Nullable String value) {
    words.put(name, value == null ? "" : value);
  }

  private static HandoffKind kind(Handoff handoff) {
    HandoffKind kind = handoff.kind() == null ? handoff.askedKind() : handoff.kind();
    return kind == null ? HandoffKind.CHAT : kind;
  }
}
