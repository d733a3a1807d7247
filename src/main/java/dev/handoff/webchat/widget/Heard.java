package dev.handoff.webchat.widget;

import org.jspecify.annotations.Nullable;

/**
 * What became of a message; what is answered to it comes through the stream.
 *
 * @param handoff whether it led to a person, or was sent to one
 * @param reason why it led to one
 */
record Heard(boolean handoff, @Nullable String reason, @Nullable String handoffId) {

  static final Heard BY_BOT = new Heard(false, null, null);
  static final Heard BY_PERSON = new Heard(true, null, null);
}
