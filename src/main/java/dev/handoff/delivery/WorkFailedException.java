package dev.handoff.delivery;

import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.FaultText;

/**
 * A piece of work failed outside the delivery routes, or they could not record their failure; it is
 * tried again. Logged by the scheduler library, so it holds types and places and no message of the
 * cause: a database quotes the values that it does not take.
 */
final class WorkFailedException extends RuntimeException {

  WorkFailedException(ConversationId conversation, Throwable cause) {
    this("conversation " + conversation.value(), cause);
  }

  WorkFailedException(String work, Throwable cause) {
    super(work + ": " + FaultText.of(cause), null, false, false);
  }
}
