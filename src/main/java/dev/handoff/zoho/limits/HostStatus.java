package dev.handoff.zoho.limits;

import dev.handoff.zoho.ZohoHost;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How this node stands with one host of Zoho just now.
 *
 * @param circuit {@code closed}, {@code open} or {@code half_open}
 * @param circuitSince since when the host fails, or since when it is well
 * @param circuitUntil end of the pause while open, else null
 * @param circuitWhy what failed; null when closed
 * @param parallel calls under way
 * @param allowed calls that may be under way now
 * @param most calls that may be under way when all is well
 * @param heldUntil end of the pause that Zoho asked for, or null
 * @param heldWhy the code with which it asked, or null
 * @param creditsLeft Desk's credits left today; null when not told, and for SalesIQ
 * @param creditsSpent credits that this node's calls have cost since its start
 * @param oneByOne whether the credits run low, so that handoffs are started one by one
 */
public record HostStatus(
    ZohoHost host,
    String circuit,
    Instant circuitSince,
    @Nullable Instant circuitUntil,
    @Nullable String circuitWhy,
    int parallel,
    int allowed,
    int most,
    @Nullable Instant heldUntil,
    @Nullable String heldWhy,
    @Nullable Long creditsLeft,
    long creditsSpent,
    boolean oneByOne) {

  /** What makes handoffs wait or go slower than usual, in words; empty when all is well. */
  public List<String> troubles() {
    return Stream.of(
            circuitWhy == null
                ? ""
                : "circuit " + circuit + " since " + circuitSince + ": " + circuitWhy,
            heldUntil == null
                ? ""
                : "not called until " + heldUntil + ", as it asked (" + heldWhy + ")",
            allowed < most ? "parallel calls cut to " + allowed + " of " + most : "",
            oneByOne ? "credits of the day run low (" + creditsLeft + " left)" : "")
        .filter(trouble -> !trouble.isEmpty())
        .toList();
  }
}
