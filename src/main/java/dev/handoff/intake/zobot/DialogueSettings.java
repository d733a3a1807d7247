package dev.handoff.intake.zobot;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How one bot behaves.
 *
 * @param department id of the SalesIQ department a {@code forward} goes to; null means any
 * @param defaultZone for visitors whose zone is not known
 * @param maxReplyLength longer replies are split; SalesIQ names no figure (sheet section 5.5)
 * @param maxAsks how often the same thing is asked before another way is offered
 */
public record DialogueSettings(
    Transfer transfer,
    @Nullable String department,
    ZoneId defaultZone,
    int maxReplyLength,
    int maxAsks) {

  public DialogueSettings {
    defaultZone = Zones.named(defaultZone);
    if (maxReplyLength < 50) {
      throw new IllegalArgumentException(
          "maxReplyLength: " + maxReplyLength + " (expected: at least 50)");
    }
    if (maxAsks < 1) {
      throw new IllegalArgumentException("maxAsks: " + maxAsks + " (expected: at least 1)");
    }
  }

  /** That transfer, replies up to 1000 characters, three asks, times in UTC. */
  public static DialogueSettings of(Transfer transfer, @Nullable String department) {
    return new DialogueSettings(transfer, department, ZoneOffset.UTC, 1_000, 3);
  }
}
