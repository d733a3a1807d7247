package dev.handoff.intake.hitl;

import dev.handoff.handoff.FollowUp;
import org.jspecify.annotations.Nullable;

/** A part of a bot platform's message, as a person can be shown it: words, a file, or both. */
record Piece(String text, FollowUp.@Nullable Attachment attachment) {

  static Piece of(String text) {
    return new Piece(text, null);
  }

  /** As a line of the history. */
  String line() {
    FollowUp.Attachment file = attachment;
    return file == null ? text : (text + "\n[" + file.type() + "] " + file.url()).strip();
  }

  @Override
  public String toString() {
    return "Piece[...]";
  }
}
