package dev.handoff.intake;

import java.io.IOException;

/** A request body is longer than the gateway reads. */
final class BodyTooLargeException extends IOException {

  BodyTooLargeException(long limit) {
    super("The body is larger than " + limit + " bytes (handoff.http.max-body)");
  }
}
