package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the search for one record has come.
 *
 * @param begun when the first create was begun that may have made it
 * @param sent when the last one was begun
 * @param path the page or search to ask next, or null when there is none left
 * @param page number of the last page asked for
 * @param searches searches still to ask after the list
 * @param inList whether {@code path} is a page of the list
 * @param whole whether the list was looked through to its end
 * @param searched searches that were answered
 * @param patience how often a question that failed may still be asked again
 * @param candidates ids found on the page just read
 * @param facts of the record, once it is found
 */
record LookUp(
    Sought sought,
    Instant begun,
    Instant sent,
    @Nullable String path,
    int page,
    List<String> searches,
    boolean inList,
    boolean whole,
    int searched,
    int patience,
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
    return with(path, page, searches, inList, whole, searched, patience, ids, facts);
  }

  LookUp found(Map<String, Object> what) {
    return with(path, page, searches, inList, whole, searched, patience, candidates, what);
  }

  /** The same question once more. */
  LookUp again() {
    return with(path, page, searches, inList, whole, searched, patience - 1, List.of(), facts);
  }

  /** Another page of the list. */
  LookUp nextPage(String next) {
    return with(next, page + 1, searches, true, false, searched, patience, candidates, facts);
  }

  /** The list is left for the searches. */
  LookUp afterList(boolean wasWhole) {
    return nextSearch(wasWhole, searched);
  }

  /** On to the next search, if there is one. */
  LookUp afterSearch(boolean answered) {
    return nextSearch(whole, answered ? searched + 1 : searched);
  }

  private LookUp nextSearch(boolean wasWhole, int answered) {
    String next = searches.isEmpty() ? null : searches.get(0);
    List<String> rest = next == null ? List.of() : searches.subList(1, searches.size());
    return with(next, page, rest, false, wasWhole, answered, patience, candidates, facts);
  }

  private LookUp with(
      @Nullable String newPath,
      int newPage,
      List<String> newSearches,
      boolean newInList,
      boolean newWhole,
      int newSearched,
      int newPatience,
      List<String> newCandidates,
      @Nullable Map<String, Object> newFacts) {
    return new LookUp(
        sought,
        begun,
        sent,
        newPath,
        newPage,
        newSearches,
        newInList,
        newWhole,
        newSearched,
        newPatience,
        newCandidates,
        newFacts);
  }

  /** The id in a row, as text. */
  static String id(JsonNode row) {
    return row.path("id").asText();
  }
}
