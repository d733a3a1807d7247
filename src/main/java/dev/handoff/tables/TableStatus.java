package dev.handoff.tables;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in force of one table.
 *
 * @param name below {@code config/tables}
 * @param sources the files it was read from
 * @param loadedAt when that came into force
 * @param refusal what stands in the files now and is not in force, or null when all is in force
 */
public record TableStatus(
    String name, List<String> sources, Instant loadedAt, @Nullable Refusal refusal) {

  /**
   * A refused change.
   *
   * @param at when it was refused
   * @param reasons file, line and what is wrong, one each
   */
  public record Refusal(Instant at, List<String> reasons) {}
}
