package dev.handoff.webchat.widget;

import dev.handoff.handoff.HandoffKind;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message; what is answered to it comes through the stream.
 *
 * @param id the message's own number in the session
 * @param handoff whether it led to a person
 * @param choices the kinds of handoff offered to the visitor; empty for none
 */
record Heard(
    long id, boolean handoff, @Nullable String reason, @Nullable String handoffId, List<String> choices) {

  private static final List<String> ALL =
      Stream.of(HandoffKind.CHAT, HandoffKind.CALLBACK, HandoffKind.TICKET)
          .map(HandoffKind::wireName)
          .toList();

  static Heard only(long id) {
    return new Heard(id, false, null, null, List.of());
  }

  static Heard withMenu(long id) {
    return new Heard(id, false, null, null, ALL);
  }

  static Heard handedOff(long id, @Nullable String reason, String handoffId) {
    return new Heard(id, true, reason, handoffId, List.of());
  }
}
