package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP answer, complete in memory. */
record Answer(int status, Map<String, String> headers, byte[] body) {

  static Answer json(int status, JsonNode node) {
    return new Answer(
        status, Map.of("Content-Type", "application/json;charset=UTF-8"), Json.bytes(node));
  }

  static Answer html(int status, String page) {
    return new Answer(
        status,
        Map.of("Content-Type", "text/html;charset=UTF-8"),
        page.getBytes(StandardCharsets.UTF_8));
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), new byte[0]);
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }
}
