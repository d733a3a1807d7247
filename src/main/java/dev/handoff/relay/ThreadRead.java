package dev.handoff.relay;

import java.time.Instant;

/**
 * A thread of a ticket that is to be read. Ids are digits, checked where they came in.
 *
 * @param told when Desk told of it, in whole seconds
 */
record ThreadRead(String ticketId, String threadId, Instant told) {

  private static final String SEPARATOR = "/";

  /** One text for all parts, for stores that know only names. */
  String asText() {
    return String.join(SEPARATOR, ticketId, threadId, Long.toString(told.getEpochSecond()));
  }

  static ThreadRead fromText(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    return new ThreadRead(parts[0], parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2])));
  }
}
