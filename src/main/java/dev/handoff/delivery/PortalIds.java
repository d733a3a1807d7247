package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.FollowUp;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.References;
import dev.handoff.handoff.ZohoReference;
import dev.handoff.zoho.ZohoSide;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  private static final String CHAT_ID = "wmsChatId";
  private static final String ID = "id";

  private final Handoffs handoffs;
  private final References references;
  private final ConversationDraft drafts;
  private final LookUps lookUps;

  PortalIds(Handoffs handoffs, References references, ConversationDraft drafts, LookUps lookUps) {
    this.handoffs = handoffs;
    this.references = references;
    this.drafts = drafts;
    this.lookUps = lookUps;
  }

  /** Whether it is not known, and there is something by which it can be found. */
  public boolean isSought(@Variable("delivery") Delivery delivery) {
    return delivery.fact(CHAT_ID) != null
        && chat(delivery).filter(chat -> references.portalId(chat).isEmpty()).isPresent();
  }

  /** Looks through the list that shows it: of the chat's department, since it was opened. */
  public LookUp begin(@Variable("delivery") Delivery delivery) {
    Handoff chat = chat(delivery).orElseThrow();
    Instant opened =
        delivery.journal().stream()
            .filter(step -> step.facts().containsKey(CHAT_ID))
            .map(JournalStep::startedAt)
            .findFirst()
            .orElse(chat.createdAt());
    return lookUps.begin(
        new Row(new Delivery(chat, List.of(), List.of()), delivery.requiredFact(CHAT_ID)),
        opened,
        delivery);
  }

  /** Keeps the id, if the list shows it. */
  public void learn(@Body @Nullable Object found, @Variable("delivery") Delivery delivery) {
    Handoff chat = chat(delivery).orElseThrow();
    if (found instanceof Map<?, ?> facts) {
      references.learn(
          new ZohoReference(chat.conversation(), chat.id()),
          References.SALESIQ,
          List.of(String.valueOf(facts.get(ID))));
    }
  }

  /** What follows a chat has that chat's facts. */
  private Optional<Handoff> chat(Delivery delivery) {
    FollowUp following = delivery.handoff().request().followUp();
    return following == null
        ? Optional.of(delivery.handoff())
        : handoffs.find(delivery.handoff().conversation().tenant(), following.follows());
  }

  /** The row of one chat. */
  private final class Row implements Sought {

    private final Delivery chat;
    private final String chatId;

    Row(Delivery chat, String chatId) {
      this.chat = chat;
      this.chatId = chatId;
    }

    @Override
    public ZohoSide side() {
      return drafts.side();
    }

    @Override
    public String listPath(Delivery delivery, Page page) {
      return drafts.listPath(chat, page);
    }

    @Override
    public int pageSize() {
      return drafts.pageSize();
    }

    @Override
    public boolean showsAllInList() {
      return true;
    }

    @Override
    public boolean mayBe(JsonNode row, Delivery delivery) {
      return row.path("chat_id").asText("").equals(chatId) && !row.path("id").asText("").isBlank();
    }

    @Override
    public String recordPath(String id) {
      return drafts.recordPath(id);
    }

    @Override
    public Map<String, Object> factsIfMine(JsonNode row, Delivery delivery) {
      return Map.of(ID, row.path("id").asText());
    }
  }
}
