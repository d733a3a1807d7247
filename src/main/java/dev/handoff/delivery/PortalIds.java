package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.FollowUp;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.References;
import dev.handoff.handoff.ZohoReference;
import dev.handoff.zoho.ZohoProperties;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The portal's own id of a chat whose opening told only the visitor's side of it: the row with the
 * same {@code chat_id} has it (salesiq.md 1.2, 4.2).
 */
@Component
public final class PortalIds {

  private final Handoffs handoffs;
  private final References references;
  private final ConversationDraft drafts;
  private final ZohoProperties zoho;

  PortalIds(
      Handoffs handoffs, References references, ConversationDraft drafts, ZohoProperties zoho) {
    this.handoffs = handoffs;
    this.references = references;
    this.drafts = drafts;
    this.zoho = zoho;
  }

  /** Whether it is not known, and there is something by which it can be found. */
  public boolean isSought(@Variable("delivery") Delivery delivery) {
    return wmsChatId(delivery) != null
        && chat(delivery).filter(chat -> references.portalId(chat).isEmpty()).isPresent();
  }

  /** The list that shows it: of the chat's department, from when it may have been opened. */
  public String path(@Variable("delivery") Delivery delivery) {
    Handoff chat = chat(delivery).orElseThrow();
    Instant since = chat.createdAt().minus(zoho.lookUp().clocks());
    return drafts.listPath(
        new Delivery(chat, List.of(), List.of()), new Sought.Page(0, drafts.pageSize(), since));
  }

  /** Keeps the id, if the list shows it. */
  public void learn(@Body @Nullable Object answer, @Variable("delivery") Delivery delivery) {
    Handoff chat = chat(delivery).orElseThrow();
    String wmsChatId = wmsChatId(delivery);
    List<String> ids =
        Listed.rows(answer).stream()
            .filter(row -> row.path("chat_id").asText("").equals(wmsChatId))
            .map(row -> row.path("id").asText(""))
            .filter(id -> !id.isBlank())
            .limit(1)
            .toList();
    references.learn(new ZohoReference(chat.conversation(), chat.id()), References.SALESIQ, ids);
  }

  private static @Nullable String wmsChatId(Delivery delivery) {
    return delivery.fact("wmsChatId");
  }

  /** What follows a chat has that chat's facts. */
  private Optional<Handoff> chat(Delivery delivery) {
    FollowUp following = delivery.handoff().request().followUp();
    return following == null
        ? Optional.of(delivery.handoff())
        : handoffs.find(delivery.handoff().conversation().tenant(), following.follows());
  }
}
