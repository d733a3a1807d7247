package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.zoho.ZohoSide;

/**
 * Something that goes into a SalesIQ conversation as a message, and is found again in the list of
 * its messages, which has no further pages (salesiq.md 4.3).
 */
interface ChatMessages extends Sought {

  /** Where a conversation's messages are sent to and listed. */
  static String pathOf(Delivery delivery) {
    return "/conversations/" + delivery.requiredFact("conversationId") + "/messages";
  }

  @Override
  default ZohoSide side() {
    return ZohoSide.SALESIQ;
  }

  @Override
  default String listPath(Delivery delivery, Page page) {
    return pathOf(delivery) + "?limit=" + page.size() + "&from_time=" + page.since().toEpochMilli();
  }

  @Override
  default int pageSize() {
    return 99;
  }

  @Override
  default int mostPages() {
    return 1;
  }

  @Override
  default boolean showsAllInList() {
    return true;
  }

  @Override
  default String recordPath(String id) {
    throw new UnsupportedOperationException("messages are read from their list");
  }
}
