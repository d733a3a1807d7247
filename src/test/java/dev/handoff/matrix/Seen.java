package dev.handoff.matrix;

import dev.handoff.sandbox.LoggedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What became of one cell.
 *
 * @param longestWait the longest pause that it was seen in
 * @param requests that reached the simulated Zoho, in order
 */
record Seen(
    String state,
    int attempts,
    String code,
    String message,
    String remedy,
    String correlation,
    Duration longestWait,
    List<LoggedRequest> requests) {

  /** As the database has a handoff. */
  record Row(
      String id,
      String state,
      int attempts,
      Instant updatedAt,
      Instant nextAttemptAt,
      String code,
      String message,
      String remedy,
      String correlation) {

    boolean isSettled() {
      return state.equals("delivered") || state.equals("parked");
    }

    Duration pause() {
      return state.equals("retrying") && nextAttemptAt != null
          ? Duration.between(updatedAt, nextAttemptAt)
          : Duration.ZERO;
    }
  }

  private long sent(Call call) {
    return requests.stream()
        .filter(one -> one.side() == call.side && call.matches(one.method(), one.path()))
        .count();
  }

  Fate fate(Call call) {
    int before = call.after == null ? 0 : 1;
    if (state.equals("parked")) {
      boolean atOnce = attempts == before + 1;
      return !atOnce ? Fate.OTHER : code.equals("outcome_unknown") ? Fate.UNCLEAR : Fate.PARKED;
    }
    if (!state.equals("delivered")) {
      return Fate.OTHER;
    }
    return attempts == before ? atFirst(call) : later(call);
  }

  private Fate atFirst(Call call) {
    if (call.role == Call.Role.CREATE && !call.isOfAPhone() && searchedAfter(call)) {
      return Fate.ANEW;
    }
    long more = sent(call) - call.usual();
    if (more == 1 || (more > 1 && hasPages(call))) {
      return Fate.RESENT;
    }
    if (call == Call.CONTACT_CREATE) {
      return Fate.RESOLVED;
    }
    return call.role.name().startsWith("EXTRA") ? Fate.NOTED : Fate.OTHER;
  }

  private Fate later(Call call) {
    boolean waited = longestWait.toSeconds() >= Trouble.MINUTE - 1;
    if (call.creates() && looked(call)) {
      boolean again = sent(call) == call.usual() + 1;
      return !again ? Fate.FOUND : waited ? Fate.WAITED_AND_MADE : Fate.MADE;
    }
    return waited ? Fate.WAITED : Fate.RETRIED;
  }

  /** Whether the contact was searched for after such a request had been sent. */
  private boolean searchedAfter(Call call) {
    return requests.stream()
        .dropWhile(one -> !call.matches(one.method(), one.path()))
        .anyMatch(one -> Call.CONTACT_SEARCH.matches(one.method(), one.path()));
  }

  private boolean looked(Call create) {
    return List.of(Call.values()).stream()
        .filter(call -> call.after == create)
        .anyMatch(call -> call.method.equals("GET") && hasPages(call) && sent(call) > 0);
  }

  /** Whether one look may be several requests: the records of earlier cells are in the list too. */
  private static boolean hasPages(Call call) {
    return call.name().endsWith("_LIST");
  }
}
