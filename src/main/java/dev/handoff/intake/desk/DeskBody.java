package dev.handoff.intake.desk;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.intake.ContentTypes;
import dev.handoff.intake.RequestProblem;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a Desk webhook as JSON, whether it came as JSON or as a form. What it calls itself
 * does not count where it is one of both: workflow rules send either under either name.
 */
final class DeskBody {

  private DeskBody() {}

  /**
   * @param type what it calls itself; null when it does not say
   * @throws RequestProblem 400 when it is neither an object, nor a list, nor a form; 415 when it
   *     does not claim to be
   */
  static JsonNode read(ObjectMapper json, byte[] body, @Nullable String type) {
    if (ContentTypes.mayBeJson(type) || ContentTypes.isForm(type)) {
      return read(json, body);
    }
    try {
      JsonNode given = read(json, body);
      if (isJson(body) || given.has("content")) {
        return given;
      }
    } catch (RequestProblem unreadable) {
      // Its type is why.
    }
    throw ContentTypes.unsupported(type, "application/json or application/x-www-form-urlencoded");
  }

  private static JsonNode read(ObjectMapper json, byte[] body) {
    return isJson(body) ? parse(json, body) : form(json, body);
  }

  private static boolean isJson(byte[] body) {
    String start = new String(body, 0, Math.min(body.length, 64), StandardCharsets.UTF_8).strip();
    return start.startsWith("{") || start.startsWith("[");
  }

  private static JsonNode parse(ObjectMapper json, byte[] body) {
    try {
      return json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(body);
    } catch (JacksonException e) {
      throw RequestProblem.malformed("The body is not valid JSON in UTF-8", List.of());
    } catch (IOException e) {
      throw RequestProblem.malformed("The body cannot be read", List.of());
    }
  }

  private static ObjectNode form(ObjectMapper json, byte[] body) {
    ObjectNode fields = json.createObjectNode();
    for (String pair : new String(body, StandardCharsets.UTF_8).strip().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw RequestProblem.malformed(
            "The body is neither JSON nor a form (expected: an object, a list of events, or"
                + " name=value pairs)",
            List.of());
      }
      fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException brokenEscape) {
      throw RequestProblem.malformed("The form has a broken escape", List.of());
    }
  }
}
