package dev.handoff.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The latest requests, oldest first; the very old are forgotten. Thread-safe. */
final class RequestLog {

  private static final int KEPT = 10_000;

  private final Deque<LoggedRequest> requests = new ArrayDeque<>();
  private volatile Consumer<LoggedRequest> watcher = request -> {};

  void add(LoggedRequest request) {
    keep(request);
    watcher.accept(request);
  }

  private synchronized void keep(LoggedRequest request) {
    requests.addLast(request);
    if (requests.size() > KEPT) {
      requests.removeFirst();
    }
  }

  void watch(Consumer<LoggedRequest> newWatcher) {
    watcher = newWatcher;
  }

  synchronized List<LoggedRequest> all() {
    return List.copyOf(requests);
  }

  synchronized void clear() {
    requests.clear();
  }
}
