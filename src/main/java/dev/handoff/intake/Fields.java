package dev.handoff.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A JSON object put together in a flow, field by field. Values stay values: whatever a visitor
 * wrote, it cannot become a part of the object's structure, as it could in a text with braces.
 */
@Component
public final class Fields {

  /** An object without fields, to begin with. */
  public Map<String, Object> empty() {
    return new LinkedHashMap<>();
  }

  /**
   * The object with one field more; without it when the value is null or an empty text.
   *
   * @param path the field's name; a dot leads into an inner object, as in {@code visitor.email}
   */
  public Map<String, Object> with(
      Map<String, Object> object, String path, @Nullable Object value) {
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

  private static Map<String, Object> inner(@Nullable Object value) {
    Map<String, Object> inner = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, content) -> inner.put(String.valueOf(name), content));
    }
    return inner;
  }
}
