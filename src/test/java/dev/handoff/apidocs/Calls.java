package dev.handoff.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.apidocs.ApiDocument.Operation;
import dev.handoff.testing.Gateway;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Calls the operations that the document describes. */
record Calls(ApiDocument document, Given given) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  record Reply(int status, String type, String text) {}

  static List<String> schemes(Operation operation) {
    JsonNode first = operation.node().path("security").path(0);
    List<String> names = new ArrayList<>();
    first.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Headers that open the operation; call after {@link #path}. */
  Map<String, String> credential(Operation operation) {
    List<String> names = schemes(operation);
    return given.credential(names.isEmpty() ? "" : names.get(0));
  }

  /** The path with what it names made, and the query of the examples. */
  String path(Operation operation) {
    String path = operation.path();
    StringBuilder query = new StringBuilder();
    for (Map.Entry<String, JsonNode> each : document.parameters(operation)) {
      JsonNode parameter = each.getValue();
      String name = parameter.path("name").asText();
      if (parameter.path("in").asText().equals("path")) {
        path =
            path.replace("{" + name + "}", given.path(each.getKey(), operation.path(), parameter));
      } else if (parameter.path("in").asText().equals("query") && parameter.has("example")) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(name)
            .append('=')
            .append(URLEncoder.encode(parameter.path("example").asText(), StandardCharsets.UTF_8));
      }
    }
    return path + query;
  }

  Reply send(Operation operation, String path, String body, Map<String, String> headers)
      throws Exception {
    Map<String, String> all = new HashMap<>(Map.of("X-Api-Key", Gateway.API_KEY));
    all.putAll(headers);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(given.gateway().uri(path))
            .method(
                operation.method().toUpperCase(Locale.ROOT),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    all.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    HttpResponse<InputStream> response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
    String type = response.headers().firstValue("content-type").orElse("");
    try (InputStream text = response.body()) {
      return new Reply(
          response.statusCode(),
          type,
          type.startsWith("text/event-stream")
              ? ""
              : new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
