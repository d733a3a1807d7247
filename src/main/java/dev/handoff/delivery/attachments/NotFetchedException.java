package dev.handoff.delivery.attachments;

import java.io.IOException;

/** A file that is not taken, whose reason is a word for the journal. */
final class NotFetchedException extends IOException {

  private final String code;

  NotFetchedException(String code) {
    super(code);
    this.code = code;
  }

  String code() {
    return code;
  }
}
