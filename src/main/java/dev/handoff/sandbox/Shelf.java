package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Records by id in the order of their creation, with the lagging view that searches have of them.
 *
 * <p>What goes in and what comes out are copies; rules see the originals and only look.
 * Thread-safe.
 */
final class Shelf {

  private static final int MOST_VERSIONS = 20;

  private record Version(Instant written, ObjectNode record) {}

  private final Map<String, Deque<Version>> records = new LinkedHashMap<>();
  private final InstantSource clock;

  Shelf(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void put(ObjectNode record) {
    Instant now = clock.instant();
    Deque<Version> versions =
        records.computeIfAbsent(record.path("id").asText(), id -> new ArrayDeque<>());
    versions.addLast(new Version(now, record.deepCopy()));
    if (versions.size() > MOST_VERSIONS) {
      versions.removeFirst();
    }
  }

  synchronized Optional<ObjectNode> find(String id) {
    return Optional.ofNullable(records.get(id))
        .map(versions -> versions.getLast().record().deepCopy());
  }

  synchronized Optional<ObjectNode> first(Predicate<ObjectNode> rule) {
    return current().filter(rule).findFirst().map(ObjectNode::deepCopy);
  }

  synchronized List<ObjectNode> where(Predicate<ObjectNode> rule) {
    return current().filter(rule).map(ObjectNode::deepCopy).toList();
  }

  /**
   * What a search finds when its index is behind by {@code delay}: some records are stale or not
   * there yet.
   */
  synchronized List<ObjectNode> indexed(Duration delay, Predicate<ObjectNode> rule) {
    Instant seen = clock.instant().minus(delay);
    return records.values().stream()
        .flatMap(versions -> lastBy(seen, versions))
        .filter(rule)
        .map(ObjectNode::deepCopy)
        .toList();
  }

  synchronized List<JsonNode> snapshot() {
    return List.copyOf(where(record -> true));
  }

  synchronized void clear() {
    records.clear();
  }

  private Stream<ObjectNode> current() {
    return records.values().stream().map(versions -> versions.getLast().record());
  }

  private static Stream<ObjectNode> lastBy(Instant seen, Deque<Version> versions) {
    return versions.stream()
        .filter(version -> !version.written().isAfter(seen))
        .reduce((older, newer) -> newer)
        .map(Version::record)
        .stream();
  }
}
