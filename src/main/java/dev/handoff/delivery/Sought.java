package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.zoho.ZohoSide;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a delivery makes at Zoho and can find again when nobody knows whether it was made.
 * The beans' names are {@code contactDraft}, {@code ticketDraft} and so on.
 */
interface Sought {

  ZohoSide side();

  /** The path of a list that shows new records without the lag of a search. */
  String listPath(Delivery delivery, Page page);

  /** Rows that Zoho gives at most for one page of the list. */
  int pageSize();

  /** Searches to ask when the list shows nothing; best first. */
  default List<String> searchPaths(Delivery delivery) {
    return List.of();
  }

  /** Whether a row could be it; each that could is read. */
  boolean mayBe(JsonNode row, Delivery delivery);

  /** Whether the list shows the newest first, and this row and all after it are too old. */
  default boolean isTooOld(JsonNode row, Instant since) {
    return false;
  }

  /** Pages that the list has at most. */
  default int mostPages() {
    return Integer.MAX_VALUE;
  }

  /** Whether a row of the list is the whole record, so that none has to be read. */
  default boolean showsAllInList() {
    return false;
  }

  /** The path of one record. */
  String recordPath(String id);

  /** The facts of the one among rows of a list that shows all, or null. */
  default @Nullable Map<String, Object> factsAmong(List<JsonNode> rows, Delivery delivery) {
    return rows.stream()
        .map(row -> factsIfMine(row, delivery))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The facts of a record that carries this handoff's token, else null. */
  @Nullable Map<String, Object> factsIfMine(JsonNode record, Delivery delivery);

  /**
   * A page of a list.
   *
   * @param number from 0
   * @param size rows asked for
   * @param since what was made before is of no interest
   */
  record Page(int number, int size, Instant since) {

    int from() {
      return number * size;
    }
  }
}
