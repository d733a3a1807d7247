package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The end of a bot's {@code pending}: progress and one response per request id, within three
 * minutes.
 *
 * <p>The clock of a request starts when it is announced, or else at its first callback.
 */
final class SalesIqCallbacks {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final Set<String> SCOPE = Set.of("SalesIQ.callbacks.UPDATE");
  private static final Set<String> ACTIONS =
      Set.of("reply", "forward", "operator_busy", "pending", "context", "end", "block");

  final Shelf received;
  private final InstantSource clock;
  private final Ids ids;
  private final Supplier<Switches> switches;
  private final SalesIqBodies bodies;
  private final Map<String, Instant> pendingSince = new HashMap<>();
  private final Set<String> answered = new HashSet<>();

  SalesIqCallbacks(
      InstantSource clock, Ids ids, Supplier<Switches> switches, SalesIqBodies bodies) {
    this.clock = clock;
    this.ids = ids;
    this.switches = switches;
    this.bodies = bodies;
    this.received = new Shelf(clock);
  }

  void addTo(Routes routes) {
    routes.add(
        "POST",
        "/api/v2/{portal}/callbacks/{request}/progress",
        SCOPE,
        Set.of(),
        (request, path) -> progress(request, path.getOrDefault("request", "")));
    routes.add(
        "POST",
        "/api/v2/{portal}/callbacks/{request}/response",
        SCOPE,
        Set.of(),
        (request, path) -> response(request, path.getOrDefault("request", "")));
  }

  synchronized void await(String requestId) {
    pendingSince.put(requestId, clock.instant());
  }

  synchronized void clear() {
    pendingSince.clear();
    answered.clear();
    received.clear();
  }

  private synchronized Answer progress(Request request, String requestId) {
    ObjectNode body = bodies.json(request);
    bodies.text(body, "text");
    requirePending(requestId);
    return keep(request, requestId, "progress", body);
  }

  private synchronized Answer response(Request request, String requestId) {
    ObjectNode body = bodies.json(request);
    String action = body.path("action").asText();
    if (!ACTIONS.contains(action)
        || !body.path("replies").isArray()
        || (action.equals("context") && Json.lacks(body, "context_id"))) {
      throw bodies.refusal(1031);
    }
    int index = 0;
    for (JsonNode reply : body.path("replies")) {
      boolean fits = reply.isObject() || (action.equals("forward") && reply.isTextual());
      if (!fits) {
        throw bodies.refusal(1051, "json_key", "replies[" + index + "]");
      }
      index++;
    }
    requirePending(requestId);
    answered.add(requestId);
    return keep(request, requestId, "response", body);
  }

  private void requirePending(String requestId) {
    if (switches.get().unknownCallbacksRefused() && !pendingSince.containsKey(requestId)) {
      throw bodies.refusal(1019);
    }
    Instant since = pendingSince.computeIfAbsent(requestId, first -> clock.instant());
    if (answered.contains(requestId) || !clock.instant().isBefore(since.plus(DEADLINE))) {
      throw bodies.refusal(1019);
    }
  }

  private Answer keep(Request request, String requestId, String kind, ObjectNode body) {
    ObjectNode callback =
        Json.object().put("id", ids.next()).put("request_id", requestId).put("kind", kind);
    callback.set("body", body);
    received.put(callback);
    return SalesIqBodies.success(request, "callbacks", Json.object().put("id", requestId));
  }
}
