package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.zoho.ZohoProperties;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Messages in an opened SalesIQ conversation: the transcript where its question has no room for it
 * (salesiq.md 3.2, 4.3).
 */
@Component
public final class MessageDraft implements ChatMessages {

  private final ConversationDraft conversation;
  private final ZohoProperties zoho;

  public MessageDraft(ConversationDraft conversation, ZohoProperties zoho) {
    this.conversation = conversation;
    this.zoho = zoho;
  }

  /** Whether the question does not hold the whole transcript. */
  public boolean isNeeded(@Variable("delivery") Delivery delivery) {
    return conversation.isCut(delivery);
  }

  /** Whether a part is still to be written. */
  public boolean hasNext(@Variable("delivery") Delivery delivery) {
    return !text(delivery).isEmpty();
  }

  private String text(Delivery delivery) {
    return TranscriptParts.next(delivery, zoho.salesiq().questionLimit());
  }

  /** The journal's name for the next part. */
  public String step(@Variable("delivery") Delivery delivery) {
    return TranscriptParts.nextStep(delivery);
  }

  public String path(@Variable("delivery") Delivery delivery) {
    return ChatMessages.pathOf(delivery);
  }

  public Map<String, Object> fields(@Variable("delivery") Delivery delivery) {
    return Map.of("text", text(delivery));
  }

  /** What is known of a part that is written. */
  public Map<String, Object> facts(@Body JsonNode answer) {
    return Map.of("messageId", answer.path("data").path("id").asText("sent"));
  }

  @Override
  public boolean mayBe(JsonNode row, Delivery delivery) {
    return row.path("message").path("text").asText("").contains(TranscriptParts.nextMark(delivery));
  }

  @Override
  public @Nullable Map<String, Object> factsIfMine(JsonNode message, Delivery delivery) {
    return mayBe(message, delivery) ? Map.of("messageId", message.path("id").asText()) : null;
  }
}
