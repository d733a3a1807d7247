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

/**
 * Records by id in the order of their creation, with the lagging view that searches have of them.
 *
 * <p>What goes in and what comes out are copies. Thread-safe.
 */
final class Shelf {

  private record Version(Instant written, ObjectNode record) {}

  private final Map<String, Deque<Version>> records = new LinkedHashMap<>();
  private final InstantSource clock;

  Shelf(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void put(ObjectNode record) {
    records
        .computeIfAbsent(record.path("id").asText(), id -> new ArrayDeque<>())
        .addLast(new Version(clock.instant(), record.deepCopy()));
  }

  synchronized Optional<ObjectNode> find(String id) {
    return Optional.ofNullable(records.get(id))
        .map(versions -> versions.getLast().record().deepCopy());
  }

  synchronized List<ObjectNode> all() {
    return records.values().stream()
        .map(versions -> versions.getLast().record().deepCopy())
        .toList();
  }

  /** What a search sees when its index is behind by {@code delay}: absent or stale records. */
  synchronized List<ObjectNode> indexed(Duration delay) {
    Instant seen = clock.instant().minus(delay);
    return records.values().stream()
        .flatMap(
            versions ->
                versions.stream()
                    .filter(version -> !version.written().isAfter(seen))
                    .reduce((older, newer) -> newer)
                    .stream())
        .map(version -> version.record().deepCopy())
        .toList();
  }

  synchronized List<JsonNode> snapshot() {
    return List.copyOf(all());
  }

  synchronized void clear() {
    records.clear();
  }
}
