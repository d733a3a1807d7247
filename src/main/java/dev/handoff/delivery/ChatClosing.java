package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoProperties;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Closing the SalesIQ chat from which a callback or ticket came (salesiq.md 1.2, 4.5). */
@Component
public final class ChatClosing {

  private static final String PREVIEW = "botpreview_";

  private final ZohoProperties zoho;

  public ChatClosing(ZohoProperties zoho) {
    this.zoho = zoho;
  }

  /** Only a real SalesIQ chat can be closed. */
  public boolean isNeeded(@Variable("delivery") Delivery delivery) {
    return delivery.handoff().key().channel() == Channel.SALESIQ
        && !delivery.handoff().key().conversationId().startsWith(PREVIEW);
  }

  /** Whether SalesIQ's numeric id can be looked up through the number of the visit. */
  public boolean canBeLookedUp(@Variable("delivery") Delivery delivery) {
    return delivery.handoff().request().channelRefs().visitId() != null;
  }

  public String lookUp(@Variable("delivery") Delivery delivery) {
    return "/conversations?reference_ids="
        + encode(String.valueOf(delivery.handoff().request().channelRefs().visitId()));
  }

  /**
   * The numeric id in the answer to the look-up, else the id the bot was given. A row of another
   * visit is never taken: it would close somebody else's chat.
   */
  public String id(@Body @Nullable Object answer, @Variable("delivery") Delivery delivery) {
    String visit = String.valueOf(delivery.handoff().request().channelRefs().visitId());
    if (answer instanceof JsonNode found) {
      for (JsonNode row : found.path("data")) {
        if (row.hasNonNull("id") && visit.equals(row.path("reference_id").asText())) {
          return row.path("id").asText();
        }
      }
    }
    return delivery.handoff().key().conversationId();
  }

  public String path(@Body String id) {
    return "/conversations/" + encode(id) + "/close";
  }

  public String method() {
    return zoho.salesiq().closeMethod();
  }

  /** Why the chat was closed; Zoho's close has no body, so the record is ours alone. */
  public Map<String, Object> closed(@Variable("delivery") Delivery delivery) {
    boolean callback = delivery.handoff().kind() == HandoffKind.CALLBACK;
    return Map.of("closeReason", callback ? "callback_scheduled" : "ticket_created");
  }

  /** The note for a handoff that came from elsewhere. */
  public Map<String, Object> notNeeded() {
    return Map.of("closeReason", "not a SalesIQ chat");
  }

  /** The person is served already; a chat that SalesIQ won't close is noted and left alone. */
  public Map<String, Object> leftOpen(@ExchangeException ZohoFailure failure) {
    return Map.of("leftOpen", failure.code());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
