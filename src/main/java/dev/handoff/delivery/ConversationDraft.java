package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Visitor;
import dev.handoff.zoho.ZohoOutcomeUnknown;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoSide;
import dev.handoff.zoho.desk.DeskText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SalesIQ conversation of a chat handoff (salesiq.md sections 3.1, 4.1, 4.2). */
@Component
public final class ConversationDraft implements Sought {

  private static final List<String> IDS =
      List.of("conversation_id", "id", "wms_chat_id", "reference_id", "channel_id");

  private final ZohoProperties zoho;
  private final ZohoPlaces places;

  public ConversationDraft(ZohoProperties zoho, ZohoPlaces places) {
    this.zoho = zoho;
    this.places = places;
  }

  /** The fields of the new conversation; the whole story goes into {@code question}. */
  public Map<String, Object> fields(@Variable("delivery") Delivery delivery) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("app_id", places.now().appId());
    fields.put("department_id", department(delivery));
    fields.put("question", question(delivery));
    fields.put("visitor", visitor(delivery));
    fields.put(
        "customer_info",
        Map.of(
            "source", "handoff-gateway",
            "handoff_reference", delivery.handoff().correlation(),
            "channel", delivery.handoff().key().channel().wireName()));
    return fields;
  }

  /** The department that takes the chat: the mended one, the caller's, else the configured one. */
  public @Nullable String department(@Variable("delivery") Delivery delivery) {
    String mended = delivery.handoff().mend().department();
    if (mended != null) {
      return mended;
    }
    String asked = delivery.handoff().request().channelRefs().departmentId();
    return asked == null ? places.now().salesiqDepartmentId() : asked;
  }

  private String question(Delivery delivery) {
    String top = top(delivery);
    List<String> transcript = Story.transcript(delivery, room(top), UnaryOperator.identity());
    String whole = transcript.isEmpty() ? top : top + "\n\n" + String.join("\n", transcript);
    return DeskText.cut(DeskText.clean(whole), zoho.salesiq().questionLimit());
  }

  /** Whether the question does not hold the whole transcript. */
  boolean isCut(Delivery delivery) {
    return Story.isTooLong(delivery, room(top(delivery)), UnaryOperator.identity());
  }

  private String top(Delivery delivery) {
    String head =
        Story.facts(delivery).entrySet().stream()
            .map(fact -> fact.getKey() + ": " + fact.getValue())
            .collect(Collectors.joining("\n"));
    String ask = Story.subject(delivery, "The visitor asks for a person.");
    int quarter = zoho.salesiq().questionLimit() / 4;
    return DeskText.cut(ask, quarter) + "\n\n" + DeskText.cut(head, quarter);
  }

  private int room(String top) {
    return zoho.salesiq().questionLimit() - top.length() - 2;
  }

  private static Map<String, Object> visitor(Delivery delivery) {
    Visitor known = delivery.handoff().request().visitor();
    Map<String, Object> visitor = new LinkedHashMap<>();
    visitor.put("user_id", userId(delivery, known));
    put(visitor, "name", known.name());
    put(visitor, "email", known.email());
    put(visitor, "phone", known.phone());
    put(visitor, "current_page", known.page());
    put(visitor, "local_time_zone", known.timeZone());
    return visitor;
  }

  private static String userId(Delivery delivery, Visitor known) {
    if (known.email() != null) {
      return known.email();
    }
    return delivery.handoff().key().channel().wireName()
        + "-"
        + delivery.handoff().key().conversationId();
  }

  @Override
  public ZohoSide side() {
    return ZohoSide.SALESIQ;
  }

  @Override
  public int pageSize() {
    return 99;
  }

  /**
   * Conversations opened since the create was begun. Not by the visitor's address: it may have been
   * told or mended since.
   */
  @Override
  public String listPath(Delivery delivery, Page page) {
    return "/conversations?limit="
        + page.size()
        + "&page="
        + (page.number() + 1)
        + "&from_time="
        + page.since().toEpochMilli()
        + "&department_id="
        + department(delivery);
  }

  /** A row that does not show its question has to be read. */
  @Override
  public boolean mayBe(JsonNode row, Delivery delivery) {
    return !row.hasNonNull("question") || carriesToken(row, delivery);
  }

  private static boolean carriesToken(JsonNode conversation, Delivery delivery) {
    return conversation.path("question").asText("").contains(delivery.handoff().correlation());
  }

  @Override
  public String recordPath(String id) {
    return "/conversations/" + id;
  }

  @Override
  public @Nullable Map<String, Object> factsIfMine(JsonNode answer, Delivery delivery) {
    JsonNode conversation = data(answer);
    if (!carriesToken(conversation, delivery)) {
      return null;
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    put(facts, "conversationId", conversation.path("id").asText(null));
    put(facts, "wmsChatId", conversation.path("chat_id").asText(null));
    put(facts, "referenceId", conversation.path("reference_id").asText(null));
    return facts;
  }

  private static JsonNode data(JsonNode answer) {
    return answer.path("data").isArray() ? answer.path("data").path(0) : answer.path("data");
  }

  /**
   * What is known once the conversation is open. Two shapes are on record: with a numeric {@code
   * conversation_id}, or with a hash {@code id} only; every id is kept (salesiq.md 3.1).
   *
   * @throws ZohoOutcomeUnknown when the answer names no id at all
   */
  public Map<String, Object> facts(@Body JsonNode answer) {
    JsonNode data = data(answer);
    Map<String, Object> facts = new LinkedHashMap<>();
    String id =
        IDS.stream()
            .map(name -> data.path(name).asText(null))
            .filter(v -> v != null && !v.isBlank())
            .findFirst()
            .orElseThrow(ConversationDraft::withoutId);
    put(facts, "conversationId", id);
    put(facts, "visitorConversationId", data.path("id").asText(null));
    put(facts, "wmsChatId", data.path("wms_chat_id").asText(null));
    put(facts, "channelId", data.path("channel_id").asText(null));
    return facts;
  }

  private static ZohoOutcomeUnknown withoutId() {
    return new ZohoOutcomeUnknown(
        "empty_answer", "SalesIQ opened a conversation without telling its id", null);
  }

  /** What SalesIQ shows under the id, as far as it shows anything. */
  public Map<String, Object> confirm(@Body JsonNode answer) {
    JsonNode data = data(answer);
    Map<String, Object> facts = new LinkedHashMap<>();
    put(facts, "chatStatus", data.path("chat_status").path("state_key").asText(null));
    put(facts, "referenceId", data.path("reference_id").asText(null));
    return facts;
  }

  /** The note for a conversation that only the visitor API shows. */
  public Map<String, Object> notReadable() {
    return Map.of("chatStatus", "not readable");
  }

  private static void put(Map<String, Object> fields, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      fields.put(name, value);
    }
  }
}
