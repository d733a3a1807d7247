package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.zoho.ZohoProperties;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The visitor's words in a SalesIQ conversation (salesiq.md 3.2, 4.3). */
@Component
public final class ChatWordsDraft implements ChatMessages {

  private final ZohoProperties zoho;
  private final Twins twins;

  ChatWordsDraft(ZohoProperties zoho, Twins twins) {
    this.zoho = zoho;
    this.twins = twins;
  }

  /** Whether a piece is still to be sent. */
  public boolean hasNext(@Variable("delivery") Delivery delivery) {
    return !text(delivery).isEmpty();
  }

  private String text(Delivery delivery) {
    return WordsParts.next(delivery, speaker(delivery), zoho.salesiq().questionLimit());
  }

  private static String speaker(Delivery delivery) {
    return WordsParts.speaker(WordsParts.words(delivery));
  }

  /** The journal's name for the next piece. */
  public String step(@Variable("delivery") Delivery delivery) {
    return WordsParts.nextStep(delivery);
  }

  public String path(@Variable("delivery") Delivery delivery) {
    return ChatMessages.pathOf(delivery);
  }

  public Map<String, Object> fields(@Variable("delivery") Delivery delivery) {
    return Map.of("text", text(delivery));
  }

  /** What is known of words that were sent; SalesIQ's answer is not documented. */
  public Map<String, Object> facts(@Body @Nullable Object answer) {
    String id = answer instanceof JsonNode json ? json.path("data").path("id").asText("") : "";
    return Map.of("messageId", id.isEmpty() ? "sent" : id);
  }

  /** Operators have ids of digits only; visitors and bots have not (salesiq.md 4.3). */
  @Override
  public boolean mayBe(JsonNode row, Delivery delivery) {
    boolean operator = row.path("sender").path("id").asText("").matches("\\d+");
    return !operator && Twins.same(row.path("message").path("text").asText(""), text(delivery));
  }

  @Override
  public @Nullable Map<String, Object> factsIfMine(JsonNode message, Delivery delivery) {
    return factsAmong(List.of(message), delivery);
  }

  @Override
  public @Nullable Map<String, Object> factsAmong(List<JsonNode> rows, Delivery delivery) {
    List<String> parts =
        WordsParts.all(delivery, speaker(delivery), zoho.salesiq().questionLimit());
    return twins.oneIsMine(rows, delivery, parts)
        ? Map.of("messageId", rows.get(rows.size() - 1).path("id").asText())
        : null;
  }
}
