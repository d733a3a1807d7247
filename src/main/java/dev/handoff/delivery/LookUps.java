package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoRefused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks for what an earlier create may have made: first through the lists, which show new records
 * at once, page by page; then through searches, which may lag.
 */
@Component
public final class LookUps {

  private final Map<String, Sought> drafts;

  LookUps(Map<String, Sought> drafts) {
    this.drafts = Map.copyOf(drafts);
  }

  /**
   * @param what {@code contact}, {@code ticket}, {@code call} or {@code conversation}
   */
  public LookUp begin(
      @Variable("delivery") Delivery delivery, @Variable("soughtAfter") String what) {
    Sought sought = Objects.requireNonNull(drafts.get(what + "Draft"), what);
    String first = sought.listPath(delivery, new Sought.Page(0, sought.pageSize()));
    return new LookUp(sought, first, 0, sought.searchPaths(delivery), true, false, List.of(), null);
  }

  /** The next question. */
  public ZohoCall ask(@Variable("lookUp") LookUp lookUp) {
    return get(lookUp, Objects.requireNonNull(lookUp.path()));
  }

  /** What the answer shows, and what to ask next should it not be there. */
  public LookUp read(
      @Body @Nullable Object answer,
      @Variable("lookUp") LookUp lookUp,
      @Variable("delivery") Delivery delivery) {
    List<JsonNode> rows = Listed.rows(answer);
    Sought sought = lookUp.sought();
    List<JsonNode> possible = rows.stream().filter(row -> sought.mayBe(row, delivery)).toList();
    LookUp next = next(lookUp, rows, delivery);
    if (!sought.showsAllInList()) {
      return next.withCandidates(possible.stream().map(LookUp::id).distinct().toList());
    }
    return possible.stream()
        .map(row -> sought.factsIfMine(row, delivery))
        .filter(Objects::nonNull)
        .findFirst()
        .map(next::found)
        .orElse(next);
  }

  private static LookUp next(LookUp lookUp, List<JsonNode> rows, Delivery delivery) {
    Sought sought = lookUp.sought();
    if (lookUp.isSearch()) {
      return lookUp.beyondList(lookUp.whole());
    }
    boolean last =
        rows.size() < sought.pageSize() || sought.isTooOld(rows.get(rows.size() - 1), delivery);
    if (last || lookUp.page() + 1 >= sought.mostPages()) {
      return lookUp.beyondList(last);
    }
    return lookUp.nextPage(
        sought.listPath(delivery, new Sought.Page(lookUp.page() + 1, sought.pageSize())));
  }

  /** The ids to read one by one. */
  public List<String> candidates(@Variable("lookUp") LookUp lookUp) {
    return lookUp.candidates();
  }

  /** The request for one record. */
  public ZohoCall askFor(@Body String id, @Variable("lookUp") LookUp lookUp) {
    return get(lookUp, lookUp.sought().recordPath(id));
  }

  /** The facts of a record that is the one, else null. */
  public @Nullable Map<String, Object> factsIfMine(
      @Body JsonNode record,
      @Variable("lookUp") LookUp lookUp,
      @Variable("delivery") Delivery delivery) {
    return lookUp.sought().factsIfMine(record, delivery);
  }

  /** The look-up with what was found, if anything was. */
  public LookUp note(@Body @Nullable Object found, @Variable("lookUp") LookUp lookUp) {
    return found instanceof Map<?, ?> facts ? lookUp.found(text(facts)) : lookUp;
  }

  private static Map<String, Object> text(Map<?, ?> facts) {
    Map<String, Object> text = new LinkedHashMap<>();
    facts.forEach((name, value) -> text.put(String.valueOf(name), String.valueOf(value)));
    return text;
  }

  /**
   * What was found, or null for nothing.
   *
   * @throws ZohoRefused when it was not found but may be further down than was looked
   */
  public @Nullable Map<String, Object> result(@Variable("lookUp") LookUp lookUp) {
    if (lookUp.facts() == null && !lookUp.whole()) {
      throw new ZohoRefused(
          "list_too_long",
          "not among the first " + most(lookUp.sought()) + " records",
          List.of(),
          "Look for it at Zoho.");
    }
    return lookUp.facts();
  }

  private static int most(Sought sought) {
    return sought.mostPages() * sought.pageSize();
  }

  private static ZohoCall get(LookUp lookUp, String path) {
    return new ZohoCall(lookUp.sought().side(), "GET", path, ZohoCall.Effect.REPEATABLE, null);
  }
}
