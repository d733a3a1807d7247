package dev.handoff.handoff;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How it went over a time, on all nodes together. Each method is one query of a known cost. */
public interface HandoffTrends {

  /**
   * Handoffs accepted within one stretch of time that are alike.
   *
   * @param bucket the stretch: its start in seconds since 1970, divided by its width
   * @param kind what it became or was asked for; null while the router has not chosen
   * @param state where they stand now
   */
  record Arrived(
      long bucket, Channel channel, @Nullable HandoffKind kind, HandoffState state, long many) {}

  /**
   * How long one visitor waited from the acceptance until a person had the conversation.
   *
   * @param bucket the stretch in which the handoff was accepted
   */
  record Waited(long bucket, Duration time) {}

  /**
   * Handoffs in one state.
   *
   * @param oldest when the first of them was accepted
   */
  record Standing(HandoffState state, long many, Instant oldest) {}

  /**
   * Parked handoffs that failed alike.
   *
   * @param remedy of one of them
   */
  record Parked(
      @Nullable String step,
      @Nullable String code,
      @Nullable String remedy,
      long many,
      Instant oldest,
      Instant newest) {}

  /** Handoffs accepted from {@code from} until before {@code to}, without what follows them. */
  List<Arrived> arrived(String tenant, Instant from, Instant to, Duration width);

  /** The waits of the newest {@code most} handoffs of that time to which a person came. */
  List<Waited> waited(String tenant, Instant from, Instant to, Duration width, int most);

  /** What is open or parked now; states without any are left out. */
  List<Standing> standing(String tenant);

  /** At most 100 groups, the largest first. */
  List<Parked> parked(String tenant);
}
