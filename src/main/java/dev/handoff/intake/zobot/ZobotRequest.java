package dev.handoff.intake.zobot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Visitor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of the Zobot webhook, read leniently (sheet sections 5.4 and 10).
 *
 * @param requestId new on each call: good against repeats, useless as a conversation key
 * @param conversationKey the same for all calls of a conversation; may be null on a trigger
 * @param conversationIds every id of the conversation that was sent, for correlation
 * @param text what the visitor wrote, trimmed, or the answers of a context; empty if nothing
 * @param cardId id of the card or button that was clicked
 * @param attachments how many files came along
 * @param visitId SalesIQ's short number of the conversation, for a later look-up
 * @param channel where the visitor writes; null when the call does not tell
 * @param country two letters, where they could be told
 * @param question the visitor's first words in this conversation
 * @param preview whether the bot is only tried out in the console
 */
public record ZobotRequest(
    Handler handler,
    @Nullable String requestId,
    @Nullable String orgId,
    @Nullable String conversationKey,
    List<String> conversationIds,
    String text,
    @Nullable String cardId,
    int attachments,
    Visitor visitor,
    @Nullable String visitId,
    @Nullable ZobotChannel channel,
    @Nullable String country,
    @Nullable String question,
    boolean preview,
    @Nullable ZobotFailure failure) {

  /** Why SalesIQ calls. */
  public enum Handler {
    TRIGGER,
    MESSAGE,
    CONTEXT,
    FAILURE,
    UNKNOWN
  }

  /** Reads any JSON at all; what cannot be understood is left out. Never throws. */
  public static ZobotRequest read(JsonNode body) {
    return new RequestReader(body).read();
  }

  /** Whether the visitor said nothing and sent nothing. */
  boolean isEmpty() {
    return text.isEmpty() && cardId == null && attachments == 0;
  }

  @Override
  public String toString() {
    return "ZobotRequest[handler="
        + handler
        + ", requestId="
        + requestId
        + ", conversationKey="
        + conversationKey
        + "]";
  }
}
