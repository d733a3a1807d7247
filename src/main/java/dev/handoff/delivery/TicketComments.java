package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.zoho.ZohoSide;

/**
 * Something that is written on a Desk ticket as a comment, and is found again in the list of its
 * comments, newest first (desk.md 7.6).
 */
interface TicketComments extends Sought {

  /** Characters that a comment takes at most. */
  int LONGEST = 32_000;

  /** Where a ticket's comments are written to and listed. */
  static String pathOf(Delivery delivery) {
    return "/tickets/" + delivery.requiredFact("ticketId") + "/comments";
  }

  @Override
  default ZohoSide side() {
    return ZohoSide.DESK;
  }

  @Override
  default String listPath(Delivery delivery, Page page) {
    return pathOf(delivery)
        + "?limit="
        + page.size()
        + "&from="
        + page.from()
        + "&sortBy=-commentedTime";
  }

  @Override
  default int pageSize() {
    return 100;
  }

  @Override
  default boolean showsAllInList() {
    return true;
  }

  @Override
  default String recordPath(String id) {
    throw new UnsupportedOperationException("comments are read from their list");
  }
}
