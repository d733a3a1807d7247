package dev.handoff.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** How SalesIQ reads bodies and writes answers. */
final class SalesIqBodies {

  private static final int LARGEST_FILE = 50 * 1024 * 1024;

  private final Supplier<Switches> switches;

  SalesIqBodies(Supplier<Switches> switches) {
    this.switches = switches;
  }

  Refusal refusal(int code) {
    return refusal(code, "", "");
  }

  Refusal refusal(int code, String at, String name) {
    return new Refusal(SalesIqErrors.answer(switches.get().salesiqErrorStatus(), code, at, name));
  }

  ObjectNode json(Request request) {
    if (!type(request).startsWith("application/json")) {
      throw refusal(1054, "header", "Content-Type");
    }
    try {
      JsonNode body = Json.MAPPER.readTree(request.text());
      if (body instanceof ObjectNode object) {
        return object;
      }
      throw refusal(1015);
    } catch (JsonProcessingException e) {
      throw refusal(1015);
    }
  }

  /** The text of a mandatory field; absent is 1011, another type 1007. */
  String text(JsonNode body, String field) {
    JsonNode value = body.at("/" + field.replace('.', '/'));
    if (value.isMissingNode() || value.isNull() || value.asText("x").isBlank()) {
      throw refusal(1011, "param", field);
    }
    if (!value.isTextual()) {
      throw refusal(1007, "json_key", field);
    }
    return value.textValue();
  }

  /** Refuses a body where none belongs. */
  void requireNone(Request request) {
    if (request.body().length > 0) {
      throw refusal(1015);
    }
  }

  /** A message body: JSON with a text, or a multipart file. */
  ObjectNode message(Request request) {
    if (!type(request).startsWith("multipart/form-data")) {
      return Json.object().put("type", "text").put("text", text(json(request), "text"));
    }
    if (request.body().length > LARGEST_FILE) {
      throw refusal(1027);
    }
    Multipart parts = Multipart.of(request);
    Multipart.Part file = parts.part("file").orElseThrow(() -> refusal(1011, "param", "file"));
    if (file.size() == 0) {
      throw refusal(1018);
    }
    ObjectNode message = Json.object().put("type", "file");
    message.put("text", parts.part("comment").map(Multipart.Part::text).orElse(""));
    message
        .putObject("file")
        .put("name", file.fileName())
        .put("content_type", file.type())
        .put("size", file.size());
    return message;
  }

  static Answer success(Request request, String object, JsonNode data) {
    ObjectNode envelope = Json.object().put("url", request.path()).put("object", object);
    envelope.set("data", data);
    return Answer.json(200, envelope);
  }

  int number(Map<String, String> query, String key, int standard, int most) {
    String text = query.getOrDefault(key, Integer.toString(standard));
    if (!text.matches("[1-9]\\d{0,8}") || Integer.parseInt(text) > most) {
      throw refusal(1011, "param", key);
    }
    return Integer.parseInt(text);
  }

  private static String type(Request request) {
    return request.header("Content-Type").toLowerCase(Locale.ROOT);
  }
}
