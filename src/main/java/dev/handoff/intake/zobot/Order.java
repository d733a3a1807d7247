package dev.handoff.intake.zobot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.HandoffKind;
import org.jspecify.annotations.Nullable;

/**
 * A handoff the dialogue wants placed. Placing must be idempotent on (conversation, {@code
 * number}): an order whose outcome was never told is handed out again with the same number.
 *
 * @param number counts the orders of one conversation, from 1
 * @param requestId the call that led to it, whose repeats get the same answer
 * @param transfer how, for a chat; else null
 * @param email the visitor's, as given in the dialogue or by SalesIQ
 * @param callback whom to call and when, for a callback; else null
 * @param words what the visitor wrote about the matter
 * @param reason why a human is needed, in words for an operator
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Order(
    int number,
    @Nullable String requestId,
    HandoffKind kind,
    @Nullable Transfer transfer,
    @Nullable String email,
    @Nullable CallbackRequest callback,
    @Nullable String words,
    String reason) {

  Order repeatedBy(@Nullable String newRequestId) {
    return new Order(number, newRequestId, kind, transfer, email, callback, words, reason);
  }

  @Override
  public String toString() {
    return "Order[number=" + number + ", kind=" + kind + ", requestId=" + requestId + "]";
  }
}
