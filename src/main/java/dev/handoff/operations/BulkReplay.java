package dev.handoff.operations;

import static dev.handoff.operations.DeadLetterActs.TENANT;

import dev.handoff.handoff.Audit;
import dev.handoff.handoff.DeadLetters;
import dev.handoff.handoff.DeadLetters.Replay;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffFilter;
import dev.handoff.handoff.HandoffSearch;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.NotParkedException;
import dev.handoff.handoff.Position;
import dev.handoff.intake.JsonFields;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Sends many dead letters again, those accepted first going first. Each is a transaction of its
 * own; the rate is kept by due times in the database, so that no thread waits and a restart changes
 * nothing.
 */
@Component
final class BulkReplay {

  /**
   * What came of it.
   *
   * @param skipped dead letters that the filter names and that stay: beyond the limit, callbacks
   *     whose time has passed, or taken by somebody else meanwhile
   */
  record Outcome(int replayed, long skipped) {}

  private static final Logger log = LoggerFactory.getLogger(BulkReplay.class);

  private static final int MOST = 10_000;
  private static final int USUAL = 1_000;
  private static final int BATCH = 200;
  private static final double FASTEST = 1_000;
  private static final double SLOWEST = 0.01;

  private final HandoffSearch search;
  private final DeadLetters deadLetters;
  private final Audit audit;
  private final Clock clock;

  BulkReplay(HandoffSearch search, DeadLetters deadLetters, Audit audit, Clock clock) {
    this.search = search;
    this.deadLetters = deadLetters;
    this.audit = audit;
    this.clock = clock;
  }

  /** Reads the request and carries it out; a filter must be named, even if it is empty. */
  Outcome replay(JsonFields fields) {
    fields.only("filter", "limit", "rate");
    if (!fields.has("filter")) {
      fields.rule("filter", "is required ({} stands for all dead letters)");
    }
    JsonFields given = fields.object("filter");
    given.only(Filters.BULK);
    HandoffFilter filter = Filters.read(given).in(HandoffState.PARKED);
    int limit = Filters.limit(fields, MOST, USUAL);
    Double rate = rate(fields);
    fields.check();
    return run(filter, limit, rate);
  }

  private static @Nullable Double rate(JsonFields fields) {
    Double rate = fields.number("rate");
    if (rate != null && (rate < SLOWEST || rate > FASTEST)) {
      fields.rule("rate", "is not a number of handoffs per second from 0.01 to 1000");
    }
    return rate;
  }

  private Outcome run(HandoffFilter filter, int limit, @Nullable Double rate) {
    String name = "bulk " + UUID.randomUUID().toString().substring(0, 8);
    String who = DeadLetterActs.who();
    String pace = rate == null ? "" : ", " + rate + " per second";
    audit.note(TENANT, who, "bulk-replay", name, words(filter) + ", at most " + limit + pace);
    long matching = search.count(TENANT, filter);
    Instant start = clock.instant();
    int replayed = 0;
    int seen = 0;
    Position last = null;
    try {
      while (seen < limit) {
        List<Handoff> batch = search.oldest(TENANT, filter, last, Math.min(BATCH, limit - seen));
        if (batch.isEmpty()) {
          break;
        }
        for (Handoff handoff : batch) {
          replayed += isReplayed(handoff, due(start, replayed, rate), name, who) ? 1 : 0;
          last = Position.of(handoff);
        }
        seen += batch.size();
      }
    } catch (DataAccessException | TransactionException e) {
      if (replayed == 0) {
        throw e;
      }
      log.error("{} ended after {} handoffs: {}", name, replayed, FaultText.of(e));
    }
    return new Outcome(replayed, Math.max(0, matching - replayed));
  }

  private static String words(HandoffFilter filter) {
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    given.put("kind", filter.kind());
    given.put("channel", filter.channel());
    given.put("step", filter.step());
    given.put("code", filter.code());
    given.put("from", filter.from());
    given.put("to", filter.to());
    given.values().removeIf(Objects::isNull);
    return given.isEmpty() ? "all" : given.toString();
  }

  private static Instant due(Instant start, int number, @Nullable Double rate) {
    return rate == null ? start : start.plus(Duration.ofMillis(Math.round(number * 1000 / rate)));
  }

  private boolean isReplayed(Handoff handoff, Instant due, String name, String who) {
    if (MissedCallbacks.refusal(handoff, due, () -> journal(handoff)).isPresent()) {
      return false;
    }
    try {
      deadLetters.replay(handoff, Replay.asItIs(due, name), who);
      return true;
    } catch (NotParkedException taken) {
      return false;
    }
  }

  private List<JournalStep> journal(Handoff handoff) {
    return search.journals(List.of(handoff)).getOrDefault(handoff.id(), List.of());
  }
}
