package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.PlainText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The visitor's words as public comments on a Desk ticket (desk.md 7.6). */
@Component
public final class TicketWordsDraft implements TicketComments {

  private final Twins twins;

  TicketWordsDraft(Twins twins) {
    this.twins = twins;
  }

  /** Whether a piece is still to be written. */
  public boolean hasNext(@Variable("delivery") Delivery delivery) {
    return !text(delivery).isEmpty();
  }

  /** The comment is the integration's; who speaks stands before the words. */
  private static String text(Delivery delivery) {
    return PlainText.withoutMentions(WordsParts.next(delivery, speaker(delivery), LONGEST));
  }

  private static String speaker(Delivery delivery) {
    return WordsParts.words(delivery).speaker() + ": ";
  }

  /** The journal's name for the next piece. */
  public String step(@Variable("delivery") Delivery delivery) {
    return WordsParts.nextStep(delivery);
  }

  public String path(@Variable("delivery") Delivery delivery) {
    return TicketComments.pathOf(delivery);
  }

  public Map<String, Object> fields(@Variable("delivery") Delivery delivery) {
    return Map.of("content", text(delivery), "contentType", "plainText", "isPublic", true);
  }

  /** What is known of words that are written. */
  public Map<String, Object> facts(@Body JsonNode comment) {
    return Map.of("commentId", comment.path("id").asText());
  }

  @Override
  public boolean isTooOld(JsonNode row, Instant since) {
    try {
      return Instant.parse(row.path("commentedTime").asText("")).isBefore(since);
    } catch (DateTimeParseException unknown) {
      return false;
    }
  }

  @Override
  public boolean mayBe(JsonNode row, Delivery delivery) {
    return Twins.same(row.path("content").asText(""), text(delivery));
  }

  @Override
  public @Nullable Map<String, Object> factsIfMine(JsonNode comment, Delivery delivery) {
    return factsAmong(List.of(comment), delivery);
  }

  @Override
  public @Nullable Map<String, Object> factsAmong(List<JsonNode> rows, Delivery delivery) {
    List<String> parts = WordsParts.all(delivery, speaker(delivery), LONGEST);
    return twins.oneIsMine(rows, delivery, parts) ? facts(rows.get(0)) : null;
  }
}
