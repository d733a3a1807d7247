package dev.handoff.handoff;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Handoffs that a person at Zoho has or is offered, for those who read there what events did not
 * tell. A ticket that was opened lately counts until it was looked at once, also when it is closed
 * by then: what an agent wrote before the gateway knew the ticket was told to nobody.
 */
public interface OpenHandoffs {

  /**
   * When the last look must have been for the next one; who was never looked at is always due.
   *
   * @param before chats that were looked at before then
   * @param ticketsBefore tickets that were looked at before then
   * @param freshSince if something happened in the conversation since then; tickets opened since
   *     then are recent
   * @param rarelyBefore others only when they were looked at before then
   */
  record Looked(Instant before, Instant ticketsBefore, Instant freshSince, Instant rarelyBefore) {}

  /**
   * Which ones are to be looked at.
   *
   * @return those that were not looked at for the longest time first
   */
  List<Handoff> due(String tenant, Looked looked, int most);

  /** Up to which moment everything was read; null when nothing was read yet. */
  @Nullable Instant seenUntil(Handoff handoff);

  /**
   * It was looked at now.
   *
   * @param seenUntil up to which moment everything is read; null leaves that as it is
   */
  void looked(Handoff handoff, @Nullable Instant seenUntil);
}
