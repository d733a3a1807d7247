package dev.handoff.zoho.limits;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one node asks of Zoho. All numbers are those of one node: divide what Zoho allows by the
 * number of nodes.
 *
 * @param deskEdition gives the defaults of the next one and of the credits (desk.md 4)
 * @param deskParallel calls to Desk at the same time; 0 takes half of what the edition allows
 * @param salesiqParallel calls to SalesIQ at the same time, its visitor API included
 * @param patience how long a worker waits for one of these places before its handoff goes back to
 *     the database
 */
@ConfigurationProperties("handoff.zoho.limits")
public record LimitsProperties(
    @DefaultValue("unknown") DeskEdition deskEdition,
    @DefaultValue("0") int deskParallel,
    @DefaultValue("5") int salesiqParallel,
    @DefaultValue("1s") Duration patience,
    @DefaultValue Circuit circuit,
    @DefaultValue Credits credits) {

  public LimitsProperties {
    require(
        deskParallel >= 0,
        "handoff.zoho.limits.desk-parallel: " + deskParallel + " (expected: >= 0)");
    require(
        salesiqParallel >= 1,
        "handoff.zoho.limits.salesiq-parallel: " + salesiqParallel + " (expected: >= 1)");
    require(
        !patience.isNegative(), "handoff.zoho.limits.patience: " + patience + " (expected: >= 0)");
  }

  /**
   * When a host that fails is no longer asked. Each handoff's failures count once.
   *
   * @param calls how many of the latest calls are looked at; fewer never open the circuit
   * @param failureRate percentage of them that must have failed
   * @param firstPause how long nothing is sent at first
   * @param longestPause each further pause is twice as long as the one before, up to this
   * @param probes calls that are then let through; they decide whether it is over
   */
  public record Circuit(
      @DefaultValue("20") int calls,
      @DefaultValue("60") int failureRate,
      @DefaultValue("1s") Duration firstPause,
      @DefaultValue("60s") Duration longestPause,
      @DefaultValue("3") int probes) {

    private static final String NAME = "handoff.zoho.limits.circuit.";

    public Circuit {
      require(calls >= 1, NAME + "calls: " + calls + " (expected: >= 1)");
      require(
          failureRate >= 1 && failureRate <= 100,
          NAME + "failure-rate: " + failureRate + " (expected: 1 to 100)");
      require(
          firstPause.toMillis() >= 10,
          NAME + "first-pause: " + firstPause + " (expected: >= 10 ms)");
      require(
          longestPause.compareTo(firstPause) >= 0,
          NAME + "longest-pause: " + longestPause + " (expected: >= first-pause)");
      require(probes >= 1, NAME + "probes: " + probes + " (expected: >= 1)");
    }
  }

  /**
   * How the last of Desk's credits are spread over the rest of the day.
   *
   * @param reservePercent share of the edition's credits below which handoffs are started one by
   *     one; 0 never does so
   * @param slowest longest time between two of them, however few credits are left
   * @param zone whose midnight renews the credits: that of Zoho's data centre
   */
  public record Credits(
      @DefaultValue("10") int reservePercent,
      @DefaultValue("5m") Duration slowest,
      @DefaultValue("UTC") ZoneId zone) {

    private static final String NAME = "handoff.zoho.limits.credits.";

    public Credits {
      require(
          reservePercent >= 0 && reservePercent <= 100,
          NAME + "reserve-percent: " + reservePercent + " (expected: 0 to 100)");
      require(
          !slowest.isNegative() && !slowest.isZero(),
          NAME + "slowest: " + slowest + " (expected: > 0)");
    }
  }

  int desk() {
    return deskParallel > 0 ? deskParallel : deskEdition.parallel();
  }

  long reserve() {
    return (long) deskEdition.credits() * credits.reservePercent() / 100;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
