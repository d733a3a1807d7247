package dev.handoff.intake;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A JSON object put together in a flow, field by field. Values stay values: whatever a visitor
 * wrote, it cannot become a part of the object's structure, as it could in a text with braces.
 */
@Component
public final class Fields {

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final ObjectMapper json;

  Fields(ObjectMapper json) {
    this.json = json;
  }

  /**
   * A request's body as an object.
   *
   * @throws RequestProblem 400 when it is no JSON object, 415 when it says that it is something
   *     else
   */
  public Map<String, Object> read(@Body byte[] body, @Headers Map<String, Object> headers) {
    new ApiRequest(body, headers).fields(json);
    try {
      return json.readValue(body, OBJECT);
    } catch (IOException e) {
      throw RequestProblem.malformed("The body is not a JSON object", List.of());
    }
  }

  /**
   * The object as it is, when it has that field.
   *
   * @param path as in {@link #with}
   * @throws RequestProblem 422 when it has none, or an empty text
   */
  public Map<String, Object> require(Map<String, Object> object, String path) {
    Object value = at(object, path);
    if (value == null || value.toString().isBlank()) {
      throw RequestProblem.rule(
          "A field is missing",
          List.of(new FieldProblem("/" + path.replace('.', '/'), "is required")));
    }
    return object;
  }

  /** An object without fields, to begin with. */
  public Map<String, Object> empty() {
    return new LinkedHashMap<>();
  }

  /**
   * The object with one field more; without it when the value is null or an empty text.
   *
   * @param path the field's name; a dot leads into an inner object, as in {@code visitor.email}
   */
  public Map<String, Object> with(Map<String, Object> object, String path, @Nullable Object value) {
    Map<String, Object> more = new LinkedHashMap<>(object);
    if (value == null || value.toString().isEmpty()) {
      return more;
    }
    int dot = path.indexOf('.');
    if (dot < 0) {
      more.put(path, value);
    } else {
      more.put(
          path.substring(0, dot),
          with(inner(more.get(path.substring(0, dot))), path.substring(dot + 1), value));
    }
    return more;
  }

  /**
   * The object with one field more, taken from another object; without it where that one has none.
   *
   * @param path as in {@link #with}
   * @param from another object, such as a request
   * @param fromPath which of its fields, in the same spelling
   */
  public Map<String, Object> copy(
      Map<String, Object> object, String path, Map<String, Object> from, String fromPath) {
    return with(object, path, at(from, fromPath));
  }

  private static @Nullable Object at(Map<String, Object> object, String path) {
    Object value = object;
    for (String name : path.split("\\.")) {
      value = value instanceof Map<?, ?> inner ? inner.get(name) : null;
    }
    return value;
  }

  private static Map<String, Object> inner(@Nullable Object value) {
    Map<String, Object> inner = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, content) -> inner.put(String.valueOf(name), content));
    }
    return inner;
  }
}
