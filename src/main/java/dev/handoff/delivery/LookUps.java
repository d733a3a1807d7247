package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.JournalStep;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoNotAsked;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoRefused;
import dev.handoff.zoho.ZohoUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Looks for what an earlier create may have made: first through the lists, which show new records
 * at once, page by page; then through searches, which may lag.
 */
@Component
public final class LookUps {

  /** How often, in one look-up, a question that failed is asked again at once. */
  private static final int PATIENCE = 5;

  private final Map<String, Sought> drafts;
  private final ZohoProperties.LookUp settings;
  private final Clock clock;

  @Autowired
  LookUps(Map<String, Sought> drafts, ZohoProperties zoho, Clock clock) {
    this(drafts, zoho.lookUp(), clock);
  }

  LookUps(Map<String, Sought> drafts, ZohoProperties.LookUp settings, Clock clock) {
    this.drafts = Map.copyOf(drafts);
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @param what {@code contact}, {@code ticket}, {@code call} or {@code conversation}
   */
  public LookUp begin(
      @Variable("delivery") Delivery delivery,
      @Variable("step") String step,
      @Variable("soughtAfter") String what) {
    Sought sought = Objects.requireNonNull(drafts.get(what + "Draft"), what);
    Instant begun =
        delivery.step(step).map(JournalStep::startedAt).orElse(delivery.handoff().createdAt());
    return begin(sought, begun, delivery);
  }

  /**
   * Looks for what other handoffs may have made.
   *
   * @param what as for {@link #begin(Delivery, String, String)}
   */
  public LookUp beginElsewhere(
      Delivery delivery, String what, PhoneContacts.MadeElsewhere elsewhere) {
    Sought sought = Objects.requireNonNull(drafts.get(what + "Draft"), what);
    return begin(sought, elsewhere.since(), elsewhere.until(), delivery);
  }

  LookUp begin(Sought sought, Instant begun, Delivery delivery) {
    return begin(sought, begun, begun, delivery);
  }

  private LookUp begin(Sought sought, Instant begun, Instant sent, Delivery delivery) {
    return new LookUp(
        sought,
        begun,
        sent,
        sought.listPath(delivery, page(sought, 0, begun)),
        0,
        sought.searchPaths(delivery),
        true,
        false,
        0,
        PATIENCE,
        List.of(),
        null);
  }

  private Sought.Page page(Sought sought, int number, Instant begun) {
    return new Sought.Page(number, sought.pageSize(), since(begun));
  }

  /** Zoho's clock may differ from ours. */
  private Instant since(Instant begun) {
    return begun.minus(settings.clocks());
  }

  /** The next question. */
  public ZohoCall ask(@Variable("lookUp") LookUp lookUp) {
    return get(lookUp, Objects.requireNonNull(lookUp.path()));
  }

  /**
   * What the answer shows, and what to ask next should it not be there. Beyond the first page, a
   * question that Zoho failed to answer is asked again a few times, because a long list would
   * otherwise never be read through.
   */
  public LookUp read(
      @Body @Nullable Object answer,
      @Variable("lookUp") LookUp lookUp,
      @Variable("delivery") Delivery delivery) {
    if (answer instanceof ZohoUnavailable failure) {
      return again(lookUp, failure);
    }
    if (answer instanceof ZohoRefused) {
      return lookUp.afterSearch(false).withCandidates(List.of());
    }
    List<JsonNode> rows = Listed.rows(answer);
    Sought sought = lookUp.sought();
    List<JsonNode> possible =
        rows.stream()
            .filter(row -> !sought.isTooOld(row, since(lookUp.begun())))
            .filter(row -> sought.mayBe(row, delivery))
            .toList();
    LookUp next = next(lookUp, rows, delivery);
    if (!sought.showsAllInList()) {
      return next.withCandidates(possible.stream().map(LookUp::id).distinct().toList());
    }
    Map<String, Object> facts = sought.factsAmong(possible, delivery);
    return facts == null ? next : next.found(facts);
  }

  private static LookUp again(LookUp lookUp, ZohoUnavailable failure) {
    boolean first = lookUp.page() == 0;
    boolean mayHelp = failure.isPassing() && !(failure instanceof ZohoNotAsked);
    if (first || !mayHelp || lookUp.patience() == 0) {
      throw failure;
    }
    return lookUp.again();
  }

  private LookUp next(LookUp lookUp, List<JsonNode> rows, Delivery delivery) {
    Sought sought = lookUp.sought();
    if (lookUp.isSearch()) {
      return lookUp.afterSearch(true);
    }
    boolean last =
        rows.size() < sought.pageSize()
            || sought.isTooOld(rows.get(rows.size() - 1), since(lookUp.begun()));
    if (last || lookUp.page() + 1 >= most(sought)) {
      return lookUp.afterList(last);
    }
    return lookUp.nextPage(
        sought.listPath(delivery, page(sought, lookUp.page() + 1, lookUp.begun())));
  }

  private int most(Sought sought) {
    return Math.min(sought.mostPages(), settings.mostPages());
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
   * What was found, or null for nothing. Where the list is too long, a search that shows nothing is
   * believed once it had time to catch up.
   *
   * @throws ZohoRefused when it was not found but may be further down than was looked
   * @throws ZohoUnavailable when the search may still show it
   */
  public @Nullable Map<String, Object> result(@Variable("lookUp") LookUp lookUp) {
    if (lookUp.facts() != null || lookUp.whole()) {
      return lookUp.facts();
    }
    int looked = most(lookUp.sought()) * lookUp.sought().pageSize();
    if (lookUp.searched() == 0) {
      throw new ZohoRefused(
          "list_too_long",
          "not among the first " + looked + " records",
          List.of(),
          "Look for it at Zoho.");
    }
    Duration left = Duration.between(clock.instant(), lookUp.sent().plus(settings.searchLag()));
    if (left.isNegative() || left.isZero()) {
      return null;
    }
    throw new ZohoUnavailable(
        "list_too_long",
        "not among the first " + looked + " records, and the search may not know it yet",
        left);
  }

  private static ZohoCall get(LookUp lookUp, String path) {
    return new ZohoCall(lookUp.sought().side(), "GET", path, ZohoCall.Effect.REPEATABLE, null);
  }
}
