package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The portal's one webhook, and its calls that failed: they are kept, and made again on demand, at
 * most 99 times each.
 */
final class SalesIqWebhooks {

  static final String ID = "510000000000055001";

  private static final Set<String> READ = Set.of("SalesIQ.webhooks.READ");
  private static final Set<String> CREATE = Set.of("SalesIQ.webhooks.CREATE");
  private static final String ALL = "/api/v2/{portal}/webhooks";
  private static final String EXECUTIONS = ALL + "/{id}/executions";
  private static final int MOST_ATTEMPTS = 99;

  final Shelf failed;
  private final Ids ids;
  private final SalesIqBodies bodies;
  private Consumer<ObjectNode> again = event -> {};
  private @Nullable URI url;

  SalesIqWebhooks(Settings settings, Ids ids, SalesIqBodies bodies) {
    this.failed = new Shelf(settings.clock());
    this.ids = ids;
    this.bodies = bodies;
  }

  void addTo(Routes routes) {
    routes.add("GET", ALL, READ, Set.of(), (request, path) -> list(request));
    routes.add(
        "GET",
        EXECUTIONS,
        READ,
        Set.of(),
        (request, path) -> executions(request, path.getOrDefault("id", "")));
    routes.add(
        "POST",
        EXECUTIONS,
        CREATE,
        Set.of(),
        (request, path) -> retry(request, path.getOrDefault("id", "")));
  }

  /** Where events go, and who carries one there again. */
  synchronized void calls(URI where, Consumer<ObjectNode> postman) {
    url = where;
    again = postman;
  }

  /** Another one carries what failed from now on. */
  synchronized void again(Consumer<ObjectNode> postman) {
    again = postman;
  }

  /** A call that was not taken. */
  void keep(ObjectNode event) {
    ObjectNode execution = Json.object().put("id", ids.next()).put("status", "failure");
    execution.set("payload", event);
    failed.put(execution);
  }

  private synchronized Answer list(Request request) {
    ArrayNode rows = Json.array(List.of());
    if (url != null) {
      rows.add(Json.object().put("id", ID).put("type", "data").put("url", url.toString()));
    }
    return SalesIqBodies.success(request, "list", rows);
  }

  private Answer executions(Request request, String id) {
    requireKnown(id);
    return SalesIqBodies.success(
        request, "list", Json.array(failed.where(one -> isOpen(one)).stream().toList()));
  }

  private Answer retry(Request request, String id) {
    requireKnown(id);
    ArrayNode skipped = Json.array(List.of());
    for (JsonNode one : bodies.json(request).path("ids")) {
      ObjectNode execution = failed.find(one.asText()).filter(this::isOpen).orElse(null);
      if (execution == null || attempt(execution) >= MOST_ATTEMPTS) {
        skipped.add(one.asText());
      } else {
        failed.put(execution.put("status", "retried"));
        ObjectNode event = (ObjectNode) execution.path("payload").deepCopy();
        consumer().accept(event.put("attempt", attempt(execution) + 1));
      }
    }
    ObjectNode data = Json.object();
    data.set("skipped", skipped);
    return SalesIqBodies.success(request, "executions", data);
  }

  private synchronized Consumer<ObjectNode> consumer() {
    return again;
  }

  private boolean isOpen(ObjectNode execution) {
    return execution.path("status").asText().equals("failure");
  }

  private static int attempt(ObjectNode execution) {
    return execution.path("payload").path("attempt").asInt(1);
  }

  private void requireKnown(String id) {
    if (!id.equals(ID)) {
      throw bodies.refusal(1019);
    }
  }
}
