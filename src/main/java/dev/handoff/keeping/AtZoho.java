package dev.handoff.keeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.ConversationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What Zoho has of a conversation, as far as the steps of its handoffs tell. */
@Component
final class AtZoho {

  private static final List<String> IDS =
      List.of("contactId", "ticketId", "ticketNumber", "callId", "conversationId");

  private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

  private final JdbcClient db;
  private final ObjectMapper json;

  AtZoho(JdbcClient db, ObjectMapper json) {
    this.db = db;
    this.json = json;
  }

  /** For each handoff its {@code handoffId} and the ids that are known. */
  List<Map<String, String>> of(ConversationId id) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    db.sql(
            "select s.handoff, s.facts from handoff_step s join handoff h on h.tenant = s.tenant"
                + " and h.id = s.handoff where h.tenant = :tenant and h.conversation = :id"
                + " and h.follows is null and s.state = 'done' order by h.entry, s.place")
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query(
            row -> {
              Map<String, String> facts = facts(row.getString("facts"));
              Map<String, String> known =
                  all.computeIfAbsent(row.getString("handoff"), any -> new LinkedHashMap<>());
              IDS.stream()
                  .filter(facts::containsKey)
                  .forEach(name -> known.putIfAbsent(name, String.valueOf(facts.get(name))));
            });
    List<Map<String, String>> told = new ArrayList<>();
    all.forEach(
        (handoff, ids) -> {
          if (!ids.isEmpty()) {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("handoffId", handoff);
            one.putAll(ids);
            told.add(one);
          }
        });
    return told;
  }

  private Map<String, String> facts(String text) {
    try {
      return json.readValue(text, FACTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the facts of a stored step are not readable", e);
    }
  }
}
