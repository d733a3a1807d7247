package dev.handoff.operations;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.ParkedBotEvents;
import dev.handoff.handoff.ParkedBotEvents.Standing;
import dev.handoff.relay.BotEventsProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** How the bot platforms stand; asks the database at most every few seconds. */
@Component
final class BotEventsReading {

  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final int GIVEN_UP = 100;

  private final ParkedBotEvents events;
  private final BotEventsProperties settings;
  private final Clock clock;
  private Instant readAgainAt = Instant.MIN;
  private @Nullable List<Standing> standings;

  BotEventsReading(ParkedBotEvents events, BotEventsProperties settings, Clock clock) {
    this.events = events;
    this.settings = settings;
    this.clock = clock;
  }

  /** Platforms that have waiting or parked events; null while the database does not answer. */
  synchronized @Nullable List<Standing> standings() {
    if (!clock.instant().isBefore(readAgainAt)) {
      standings = read();
      readAgainAt = clock.instant().plus(KEPT);
    }
    return standings;
  }

  private @Nullable List<Standing> read() {
    try {
      return events.standings(ConversationKey.DEFAULT_TENANT);
    } catch (DataAccessException | TransactionException away) {
      return null;
    }
  }

  /** One platform; null while the database does not answer. */
  @Nullable Standing standing(String target) {
    List<Standing> all = standings();
    return all == null
        ? null
        : all.stream()
            .filter(standing -> standing.target().equals(target))
            .findFirst()
            .orElse(new Standing(target, 0, null, 0));
  }

  /** How long the oldest event has waited. */
  Duration age(Standing standing) {
    Instant oldest = standing.oldest();
    return oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
  }

  /**
   * How much of its time the oldest waiting event has used up: 0, 50, 70 or 90 percent; 100 when
   * events are given up and nobody has looked after them.
   */
  int alert(Standing standing) {
    Instant oldest = standing.oldest();
    if (standing.parked() > 0) {
      return GIVEN_UP;
    }
    return oldest == null ? 0 : settings.alert(oldest, clock.instant());
  }
}
