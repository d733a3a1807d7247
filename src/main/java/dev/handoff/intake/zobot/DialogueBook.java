package dev.handoff.intake.zobot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.LateAnswer;
import dev.handoff.handoff.TranscriptEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The dialogue in the database: its state, and what was said. */
@Component
final class DialogueBook {

  private static final Logger log = LoggerFactory.getLogger(DialogueBook.class);

  private final ObjectMapper json;
  private final Clock clock;

  DialogueBook(ObjectMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /** A state that can no longer be read is a dialogue that starts anew, not a dead conversation. */
  DialogueState state(OpenConversation open) {
    String kept = open.dialogue();
    if (kept == null) {
      return DialogueState.initial();
    }
    try {
      return json.readValue(kept, DialogueState.class);
    } catch (JsonProcessingException e) {
      log.warn("the dialogue of conversation {} is not readable; it starts anew", open.id());
      return DialogueState.initial();
    }
  }

  void keep(OpenConversation open, DialogueState state) {
    open.keepDialogue(write(state));
  }

  /** An order as it is kept with what the visitor is still to hear of it. */
  String write(Order order) {
    return write((Object) order);
  }

  /** What was asked for; empty when it can no longer be read. */
  Optional<Order> order(LateAnswer late) {
    try {
      return Optional.of(json.readValue(late.asked(), Order.class));
    } catch (JsonProcessingException e) {
      log.warn("the order of handoff {} is not readable; no more is said of it", late.id());
      return Optional.empty();
    }
  }

  void visitorSaid(OpenConversation open, ZobotRequest request) {
    List<TranscriptEntry> lines = new ArrayList<>();
    String name = request.visitor().name();
    if (!request.text().isEmpty()) {
      lines.add(new TranscriptEntry(AuthorType.VISITOR, name, request.text(), clock.instant()));
    }
    if (request.attachments() > 0) {
      lines.add(
          new TranscriptEntry(
              AuthorType.SYSTEM,
              null,
              "The visitor attached " + request.attachments() + " file(s) in SalesIQ.",
              clock.instant()));
    }
    open.append(lines);
  }

  void botSaid(OpenConversation open, ZobotAnswer answer) {
    open.append(
        answer.replies().stream()
            .map(text -> new TranscriptEntry(AuthorType.BOT, null, text, clock.instant()))
            .toList());
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a dialogue cannot be written as JSON", e);
    }
  }
}
