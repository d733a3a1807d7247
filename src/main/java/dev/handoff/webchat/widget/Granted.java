package dev.handoff.webchat.widget;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;

/**
 * What became of a wish for a person; the sentences for the visitor come through the stream.
 *
 * @param state of the handoff, as {@code GET /api/handoffs/{id}} calls it
 */
record Granted(String handoffId, String kind, String state) {

  static Granted of(Handoff handoff) {
    HandoffKind kind = handoff.kind() == null ? handoff.askedKind() : handoff.kind();
    return new Granted(
        handoff.id().value(), kind == null ? "auto" : kind.wireName(), handoff.state().wireName());
  }
}
