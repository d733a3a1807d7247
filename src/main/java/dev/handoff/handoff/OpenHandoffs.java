package dev.handoff.handoff;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Handoffs that a person at Zoho has or is offered, for those who read there what events did not
 * tell.
 */
public interface OpenHandoffs {

  /**
   * Which ones are to be looked at.
   *
   * @param lookedBefore those that were looked at before then, or never
   * @param freshSince and in whose conversation something happened since then;
   * @param rarelyBefore others only when they were looked at before then
   * @return those that were not looked at for the longest time first
   */
  List<Handoff> due(
      String tenant, Instant lookedBefore, Instant freshSince, Instant rarelyBefore, int most);

  /** Up to which moment everything was read; null when nothing was read yet. */
  @Nullable Instant seenUntil(Handoff handoff);

  /**
   * It was looked at now.
   *
   * @param seenUntil up to which moment everything is read; null leaves that as it is
   */
  void looked(Handoff handoff, @Nullable Instant seenUntil);
}
