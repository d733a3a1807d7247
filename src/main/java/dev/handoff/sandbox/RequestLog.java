package dev.handoff.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest requests, oldest first; the very old are forgotten. Thread-safe. */
final class RequestLog {

  private static final int KEPT = 10_000;

  private final Deque<LoggedRequest> requests = new ArrayDeque<>();

  synchronized void add(LoggedRequest request) {
    requests.addLast(request);
    if (requests.size() > KEPT) {
      requests.removeFirst();
    }
  }

  synchronized List<LoggedRequest> all() {
    return List.copyOf(requests);
  }

  synchronized void clear() {
    requests.clear();
  }
}
