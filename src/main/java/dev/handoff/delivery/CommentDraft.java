package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.PlainText;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Private comments on a Desk ticket: the transcript where the ticket's description has no room for
 * it (desk.md 7.6).
 */
@Component
public final class CommentDraft implements TicketComments {

  private final TicketDraft ticket;

  public CommentDraft(TicketDraft ticket) {
    this.ticket = ticket;
  }

  /** Whether the ticket does not hold the whole transcript. */
  public boolean isNeeded(@Variable("delivery") Delivery delivery) {
    return ticket.isCut(delivery);
  }

  /** Whether a part is still to be written. */
  public boolean hasNext(@Variable("delivery") Delivery delivery) {
    return !TranscriptParts.next(delivery, LONGEST).isEmpty();
  }

  /** The journal's name for the next part. */
  public String step(@Variable("delivery") Delivery delivery) {
    return TranscriptParts.nextStep(delivery);
  }

  public String path(@Variable("delivery") Delivery delivery) {
    return TicketComments.pathOf(delivery);
  }

  /** The next part. */
  public Map<String, Object> fields(@Variable("delivery") Delivery delivery) {
    String text = PlainText.withoutMentions(TranscriptParts.next(delivery, LONGEST));
    return Map.of("content", text, "contentType", "plainText", "isPublic", false);
  }

  /** What is known of a part that is written. */
  public Map<String, Object> facts(@Body JsonNode comment) {
    return Map.of("commentId", comment.path("id").asText());
  }

  @Override
  public boolean mayBe(JsonNode row, Delivery delivery) {
    return row.path("content").asText("").contains(TranscriptParts.nextMark(delivery));
  }

  @Override
  public @Nullable Map<String, Object> factsIfMine(JsonNode comment, Delivery delivery) {
    return mayBe(comment, delivery) ? facts(comment) : null;
  }
}
