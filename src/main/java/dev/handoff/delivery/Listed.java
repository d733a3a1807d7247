package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.zoho.ZohoUnavailable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The rows of a list or search that Zoho answered. */
final class Listed {

  private Listed() {}

  /**
   * None for an answer without a body (HTTP 204, desk.md 2). What is no list at all proves nothing:
   * it must not count as "there is none".
   *
   * @throws ZohoUnavailable when it is no list
   */
  static List<JsonNode> rows(@Nullable Object answer) {
    if (!(answer instanceof JsonNode found) || found.isMissingNode()) {
      return List.of();
    }
    JsonNode data = found.path("data");
    if (data.isNull() || (data.isTextual() && data.asText().isBlank())) {
      return List.of();
    }
    if (!data.isArray()) {
      throw new ZohoUnavailable("not_a_list", "Zoho answered something else than a list", null);
    }
    return StreamSupport.stream(data.spliterator(), false).toList();
  }

  /** Whether Desk made it before that moment; false where the row does not tell. */
  static boolean madeBefore(JsonNode row, Instant moment) {
    try {
      return Instant.parse(row.path("createdTime").asText("")).isBefore(moment);
    } catch (DateTimeParseException unknown) {
      return false;
    }
  }
}
