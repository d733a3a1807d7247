package dev.handoff.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor names the next part; null when this is the last
 */
@JsonInclude
record Page(List<Map<String, Object>> items, @Nullable String nextCursor) {

  /** The same for readers that know no records. */
  Map<String, Object> asMap() {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", items);
    page.put("nextCursor", nextCursor);
    return page;
  }
}
