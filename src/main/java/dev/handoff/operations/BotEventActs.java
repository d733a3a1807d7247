package dev.handoff.operations;

import static dev.handoff.operations.DeadLetterActs.TENANT;

import dev.handoff.handoff.Audit;
import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.BotEvent.State;
import dev.handoff.handoff.ParkedBotEvents;
import dev.handoff.handoff.ParkedBotEvents.Filter;
import dev.handoff.handoff.PlatformTargets;
import dev.handoff.handoff.Position;
import dev.handoff.intake.JsonFields;
import dev.handoff.intake.RequestProblem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What operators see of the events for bot platforms, and do about those given up, by HTTP or by
 * JMX; checked here, audited beneath.
 */
@Component
final class BotEventActs {

  /**
   * What came of sending many again.
   *
   * @param skipped parked events that the filter names and that stay: beyond the limit, or taken by
   *     somebody else meanwhile
   */
  record Outcome(int replayed, long skipped) {}

  private static final String[] BULK = {"target", "conversationId", "code", "from", "to"};
  private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{1,40}");
  private static final List<String> TARGETS =
      List.of(PlatformTargets.BOT, PlatformTargets.BOTPRESS);
  private static final int USUAL_PAGE = 50;
  private static final int LONGEST_PAGE = 200;
  private static final int USUAL_BULK = 1_000;
  private static final int LONGEST_BULK = 10_000;
  private static final int BATCH = 200;

  private final ParkedBotEvents events;
  private final Audit audit;

  BotEventActs(ParkedBotEvents events, Audit audit) {
    this.events = events;
    this.audit = audit;
  }

  /**
   * A page of events, newest first; those given up when no state is named.
   *
   * @throws RequestProblem 400 for a cursor of another list, 422 for a filter that says nothing
   */
  Page list(JsonFields query) {
    State state = Filters.one(query, "state", State.values(), State::wireName);
    Filter filter = filter(query).in(state == null ? State.PARKED : state);
    int limit = Filters.limit(query, LONGEST_PAGE, USUAL_PAGE);
    query.check();
    Cursors cursors = new Cursors("bot-events", filter);
    Position after = cursors.read(query.text("cursor", Integer.MAX_VALUE));
    List<BotEvent> found = events.list(TENANT, filter, false, after, limit + 1);
    List<BotEvent> shown = found.subList(0, Math.min(limit, found.size()));
    return new Page(
        shown.stream().map(BotEventView::of).toList(),
        found.size() > limit ? cursors.write(position(shown.get(limit - 1))) : null);
  }

  private static Position position(BotEvent event) {
    return new Position(event.createdAt(), event.id());
  }

  private static Filter filter(JsonFields fields) {
    Instant from = Filters.moment(fields, "from");
    Instant to = Filters.moment(fields, "to");
    Filters.requireOrder(fields, from, to);
    return new Filter(
        null,
        target(fields),
        Filters.text(fields, "conversationId"),
        Filters.text(fields, "code"),
        from,
        to);
  }

  private static @Nullable String target(JsonFields fields) {
    String name = Filters.text(fields, "target");
    if (name == null || TARGETS.contains(name.toLowerCase(Locale.ROOT))) {
      return name == null ? null : name.toLowerCase(Locale.ROOT);
    }
    fields.rule("target", "is not known (expected: " + String.join(", ", TARGETS) + ")");
    return null;
  }

  /**
   * Sends it again, under its id.
   *
   * @throws RequestProblem 404, 409 when it is not parked
   */
  BotEvent replay(String id) {
    BotEvent seen = find(id);
    return events
        .replay(seen, DeadLetterActs.who(), null)
        .orElseThrow(() -> conflict(find(seen.id())));
  }

  /**
   * Gives it up for good, for the {@code reason} among the fields, if any is given.
   *
   * @throws RequestProblem 404, 409 when it is not parked
   */
  BotEvent discard(String id, JsonFields fields) {
    BotEvent seen = find(id);
    String reason = DeadLetterActs.reason(fields);
    fields.check();
    return events
        .discard(seen, reason, DeadLetterActs.who())
        .orElseThrow(() -> conflict(find(seen.id())));
  }

  private BotEvent find(String id) {
    if (!ID.matcher(id).matches()) {
      throw unknown();
    }
    return events.find(TENANT, id.toLowerCase(Locale.ROOT)).orElseThrow(BotEventActs::unknown);
  }

  private static RequestProblem unknown() {
    return RequestProblem.notFound("There is no event of that id");
  }

  private static RequestProblem conflict(BotEvent event) {
    String why =
        switch (event.state()) {
          case SENT -> "the platform took it, so there is nothing to do";
          case DISCARDED -> "it was given up for good";
          case PARKED -> "somebody has replayed it meanwhile; look at it again first";
          case WAITING, SENDING -> "it is on its way; wait until it is sent or parked";
        };
    return RequestProblem.conflict(
        "Event " + event.id() + " is " + event.state().wireName() + ": " + why);
  }

  /**
   * Sends many again, those that came about first going first; a filter must be named, even if it
   * is empty. Each is a transaction of its own.
   */
  Outcome replayAll(JsonFields fields) {
    fields.only("filter", "limit");
    if (!fields.has("filter")) {
      fields.rule("filter", "is required ({} stands for all parked events)");
    }
    JsonFields given = fields.object("filter");
    given.only(BULK);
    Filter filter = filter(given).in(State.PARKED);
    int limit = Filters.limit(fields, LONGEST_BULK, USUAL_BULK);
    fields.check();
    return replayAll(filter, limit);
  }

  private static String words(Filter filter) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("target", filter.target());
    given.put("conversationId", filter.conversationId());
    given.put("code", filter.code());
    given.put("from", filter.from());
    given.put("to", filter.to());
    given.values().removeIf(Objects::isNull);
    return given.isEmpty() ? "all" : given.toString();
  }

  private Outcome replayAll(Filter filter, int limit) {
    String name = "bulk " + UUID.randomUUID().toString().substring(0, 8);
    String who = DeadLetterActs.who();
    audit.note(TENANT, who, "bot-event-bulk-replay", name, words(filter) + ", at most " + limit);
    long matching = events.count(TENANT, filter);
    int replayed = 0;
    Position last = null;
    for (int seen = 0; seen < limit; ) {
      List<BotEvent> batch = events.list(TENANT, filter, true, last, Math.min(BATCH, limit - seen));
      if (batch.isEmpty()) {
        break;
      }
      for (BotEvent event : batch) {
        replayed += events.replay(event, who, name).isPresent() ? 1 : 0;
        last = position(event);
      }
      seen += batch.size();
    }
    return new Outcome(replayed, Math.max(0, matching - replayed));
  }
}
