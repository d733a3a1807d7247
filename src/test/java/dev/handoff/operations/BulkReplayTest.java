package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.Audit;
import dev.handoff.handoff.AuditEntry;
import dev.handoff.handoff.AuditFilter;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.DeadLetters;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffFilter;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffSearch;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.Mend;
import dev.handoff.handoff.NotParkedException;
import dev.handoff.handoff.Position;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.intake.JsonFields;
import dev.handoff.testing.Orders;
import dev.handoff.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

/** Where a bulk replay ends, and what it counts then. */
class BulkReplayTest {

  private static final int PARKED = 500;

  private final TestClock clock = new TestClock();
  private final List<Instant> dueTimes = new ArrayList<>();
  private final List<Handoff> parked = IntStream.range(0, PARKED).mapToObj(this::handoff).toList();

  private int takenByOthers = -1;
  private int databaseGoneAt = Integer.MAX_VALUE;

  private Handoff handoff(int number) {
    Instant at = clock.instant().plusSeconds(number);
    return new Handoff(
        new HandoffId("id-" + number),
        new ConversationId("main", "c"),
        ConversationKey.of(Channel.API, "s"),
        number,
        null,
        null,
        HandoffState.PARKED,
        Orders.request("help"),
        Mend.NOTHING,
        0,
        "hg-" + number,
        null,
        1,
        1,
        at,
        null,
        null,
        at,
        at,
        at);
  }

  private BulkReplay.Outcome replay(String json) {
    BulkReplay bulk = new BulkReplay(new Parked(), new Replays(), new Unread(), clock);
    return bulk.replay(JsonFields.parse(new ObjectMapper(), json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void allAreSentAgainOnceWhateverTheirNumber() {
    assertThat(replay("{\"filter\":{}}")).isEqualTo(new BulkReplay.Outcome(PARKED, 0));
    assertThat(dueTimes).hasSize(PARKED).containsOnly(clock.instant());
  }

  @Test
  void theLimitLeavesTheRestParked() {
    assertThat(replay("{\"filter\":{},\"limit\":201}"))
        .isEqualTo(new BulkReplay.Outcome(201, PARKED - 201));
  }

  @Test
  void theRateSpreadsTheDueTimes() {
    replay("{\"filter\":{},\"limit\":5,\"rate\":\"2\"}");

    assertThat(dueTimes)
        .containsExactly(
            clock.instant(),
            clock.instant().plusMillis(500),
            clock.instant().plusMillis(1_000),
            clock.instant().plusMillis(1_500),
            clock.instant().plusMillis(2_000));
  }

  @Test
  void whatSomebodyElseTookMeanwhileIsSkippedAndTakesNoTurn() {
    takenByOthers = 1;

    assertThat(replay("{\"filter\":{},\"limit\":3,\"rate\":1}"))
        .isEqualTo(new BulkReplay.Outcome(2, PARKED - 2));
    assertThat(dueTimes).containsExactly(clock.instant(), clock.instant().plusSeconds(1));
  }

  @Test
  void aDatabaseThatGoesAwayHalfwayEndsItWithWhatIsDone() {
    databaseGoneAt = 250;

    assertThat(replay("{\"filter\":{}}")).isEqualTo(new BulkReplay.Outcome(250, PARKED - 250));
  }

  @Test
  void aDatabaseThatIsAwayFromTheStartIsAFailure() {
    databaseGoneAt = 0;

    assertThatThrownBy(() -> replay("{\"filter\":{}}")).isInstanceOf(QueryTimeoutException.class);
  }

  private final class Replays implements DeadLetters {

    @Override
    public Handoff replay(Handoff seen, Replay how, String who) {
      if (seen.entry() >= databaseGoneAt) {
        throw new QueryTimeoutException("gone");
      }
      if (seen.entry() == takenByOthers) {
        throw new NotParkedException(seen);
      }
      dueTimes.add(how.due());
      return seen;
    }

    @Override
    public Handoff discard(Handoff seen, String reason, String who) {
      throw new AssertionError("a replay discards nothing");
    }
  }

  private final class Parked implements HandoffSearch {

    @Override
    public List<Handoff> newest(String tenant, HandoffFilter filter, Position after, int limit) {
      throw new AssertionError("the oldest go first");
    }

    @Override
    public List<Handoff> oldest(String tenant, HandoffFilter filter, Position after, int limit) {
      assertThat(filter.state()).isEqualTo(HandoffState.PARKED);
      return parked.stream()
          .filter(handoff -> after == null || handoff.createdAt().isAfter(after.at()))
          .limit(limit)
          .toList();
    }

    @Override
    public long count(String tenant, HandoffFilter filter) {
      return PARKED;
    }

    @Override
    public Map<HandoffId, List<JournalStep>> journals(List<Handoff> handoffs) {
      return Map.of();
    }

    @Override
    public List<TranscriptEntry> transcript(Handoff handoff) {
      return List.of();
    }
  }

  private static final class Unread implements Audit {

    @Override
    public void note(String tenant, String who, String act, String subject, String detail) {
      assertThat(act).isEqualTo("bulk-replay");
    }

    @Override
    public List<AuditEntry> newest(String tenant, AuditFilter filter, Position after, int limit) {
      return List.of();
    }
  }
}
