package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the search for one record has come.
 *
 * @param path the page or search to ask next, or null when there is none left
 * @param page number of the last page asked for
 * @param searches searches still to ask after the list
 * @param inList whether {@code path} is a page of the list
 * @param whole whether the list was looked through to its end
 * @param candidates ids found on the page just read
 * @param facts of the record, once it is found
 */
record LookUp(
    Sought sought,
    @Nullable String path,
    int page,
    List<String> searches,
    boolean inList,
    boolean whole,
    List<String> candidates,
    @Nullable Map<String, Object> facts) {

  /** Whether there is more to ask; for routes. */
  public boolean isOpen() {
    return facts == null && path != null;
  }

  /** Whether the next question is one beyond the list; for routes. */
  public boolean isSearch() {
    return !inList;
  }

  LookUp withCandidates(List<String> ids) {
    return new LookUp(sought, path, page, searches, inList, whole, ids, facts);
  }

  LookUp found(Map<String, Object> what) {
    return new LookUp(sought, path, page, searches, inList, whole, candidates, what);
  }

  /** Another page of the list. */
  LookUp nextPage(String next) {
    return new LookUp(sought, next, page + 1, searches, true, false, candidates, facts);
  }

  /** The list is left: on to the next search, if there is one. */
  LookUp beyondList(boolean wasWhole) {
    boolean more = !searches.isEmpty();
    return new LookUp(
        sought,
        more ? searches.get(0) : null,
        page,
        more ? searches.subList(1, searches.size()) : List.of(),
        false,
        wasWhole,
        candidates,
        facts);
  }

  /** The id in a row, as text. */
  static String id(JsonNode row) {
    return row.path("id").asText();
  }
}
