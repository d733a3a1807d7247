package dev.handoff.operations;

import static dev.handoff.operations.DeadLetterActs.TENANT;

import dev.handoff.handoff.Audit;
import dev.handoff.handoff.AuditEntry;
import dev.handoff.handoff.AuditFilter;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffFilter;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffSearch;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.Position;
import dev.handoff.intake.HandoffView;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.RequestProblem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Lists page by page, newest first. */
@Component
final class HandoffLists {

  private static final int USUAL = 50;
  private static final int MOST = 200;
  private static final String WITH_VISITORS = "visitor";

  private final HandoffSearch search;
  private final Audit audit;
  private final HandoffView view;

  HandoffLists(HandoffSearch search, Audit audit, HandoffView view) {
    this.search = search;
    this.audit = audit;
    this.view = view;
  }

  /**
   * All handoffs.
   *
   * @throws RequestProblem 400 for a cursor of another list, 422 for a filter that says nothing
   */
  Page handoffs(JsonFields query) {
    return page("handoffs", query, Filters.read(query));
  }

  /** Those that wait for a person, or with {@code state=discarded} those given up. */
  Page deadLetters(JsonFields query) {
    HandoffFilter filter = Filters.read(query);
    HandoffState state = filter.state() == null ? HandoffState.PARKED : filter.state();
    if (state != HandoffState.PARKED && state != HandoffState.DISCARDED) {
      query.rule("state", "is not one of a dead letter (expected: parked, discarded)");
    }
    return page("dead-letters", query, filter.in(state));
  }

  private Page page(String list, JsonFields query, HandoffFilter filter) {
    int limit = Filters.limit(query, MOST, USUAL);
    boolean visitors = isWithVisitors(query);
    query.check();
    Cursors cursors = new Cursors(list, filter);
    Position after = cursors.read(query.text("cursor", Integer.MAX_VALUE));
    List<Handoff> found = search.newest(TENANT, filter, after, limit + 1);
    List<Handoff> shown = found.subList(0, Math.min(limit, found.size()));
    Map<HandoffId, List<JournalStep>> journals = search.journals(shown);
    return new Page(
        shown.stream()
            .map(handoff -> item(handoff, journals.getOrDefault(handoff.id(), List.of()), visitors))
            .toList(),
        found.size() > limit ? cursors.write(Position.of(shown.get(limit - 1))) : null);
  }

  /** Names and addresses are shown to those who ask for them; other readers get none. */
  private static boolean isWithVisitors(JsonFields query) {
    String with = Filters.text(query, "with");
    if (with != null && !with.equals(WITH_VISITORS)) {
      query.rule("with", "is not known (expected: " + WITH_VISITORS + ")");
    }
    return with != null;
  }

  private Map<String, Object> item(Handoff handoff, List<JournalStep> journal, boolean visitors) {
    Map<String, Object> item = view.of(handoff, journal);
    if (visitors) {
      item.put("visitor", HandoffStory.visitor(handoff.request().visitor()));
    }
    return item;
  }

  /** Who did what; with {@code subject} only what was done to that handoff. */
  Page audit(JsonFields query) {
    Instant from = Filters.moment(query, "from");
    Instant to = Filters.moment(query, "to");
    Filters.requireOrder(query, from, to);
    AuditFilter filter =
        new AuditFilter(
            Filters.text(query, "subject"),
            Filters.text(query, "who"),
            Filters.text(query, "act"),
            from,
            to);
    int limit = Filters.limit(query, MOST, USUAL);
    query.check();
    Cursors cursors = new Cursors("audit", filter);
    Position after = cursors.read(query.text("cursor", Integer.MAX_VALUE));
    List<AuditEntry> found = audit.newest(TENANT, filter, after, limit + 1);
    List<AuditEntry> shown = found.subList(0, Math.min(limit, found.size()));
    Function<AuditEntry, Position> position = act -> new Position(act.at(), act.id());
    return new Page(
        shown.stream().map(HandoffStory::act).toList(),
        found.size() > limit ? cursors.write(position.apply(shown.get(limit - 1))) : null);
  }
}
