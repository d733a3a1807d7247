package dev.handoff.keeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.delivery.PhoneNames;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.Visitor;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes what is personal out of a conversation; the running transaction has locked its row. */
@Component
final class PersonRows {

  /** What is counted. */
  static final Map<String, Long> NOTHING =
      Map.of(
          "conversations",
          0L,
          "handoffs",
          0L,
          "messages",
          0L,
          "botEvents",
          0L,
          "hitlUsers",
          0L,
          "contactMappings",
          0L,
          "keptEvents",
          0L,
          "idempotencyKeys",
          0L,
          "mentions",
          0L);

  private static final List<String> ZOHO_IDS =
      List.of("contactId", "ticketId", "ticketNumber", "callId", "conversationId");

  private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

  private static final String OF_IT = " where tenant = :tenant and conversation = :id";
  private static final String HANDOFFS = "(select id from handoff" + OF_IT + ")";
  private static final String REFERENCES = "(select reference from zoho_reference" + OF_IT + ")";
  private static final String KEPT_NAMES =
      "(select name from kept_event_id where tenant = :tenant and reference in " + REFERENCES + ")";

  private final JdbcClient db;
  private final ObjectMapper json;
  private final Clock clock;
  private final PhoneNames phones;

  PersonRows(JdbcClient db, ObjectMapper json, Clock clock, PhoneNames phones) {
    this.db = db;
    this.json = json;
    this.clock = clock;
    this.phones = phones;
  }

  void lock(ConversationId id) {
    db.sql("select id from conversation where tenant = :tenant and id = :id for update")
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query(String.class)
        .list();
  }

  /**
   * From here on no worker writes a step: it asks for its claim under the lock of the handoff. What
   * it wrote until then is seen by what follows.
   */
  void fence(ConversationId id) {
    run("update handoff set claim = claim + 1" + OF_IT, id);
  }

  /** What is not settled, in words. */
  List<String> open(ConversationId id) {
    List<String> open = new ArrayList<>();
    db.sql(
            "select id, state, follows from handoff"
                + OF_IT
                + " and state not in ('delivered', 'discarded') order by entry")
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query(
            (row, n) ->
                (row.getString("follows") == null ? "handoff " : "words or end of a chat ")
                    + row.getString("id")
                    + " is "
                    + row.getString("state"))
        .list()
        .forEach(open::add);
    db.sql(
            "select owner_handoff from conversation where tenant = :tenant and id = :id"
                + " and owner in ('offered', 'human')")
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query(String.class)
        .list()
        .forEach(handoff -> open.add("the conversation of handoff " + handoff + " is with people"));
    db.sql("select id from outbound_message" + OF_IT + " and state not in ('sent', 'discarded')")
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query(String.class)
        .list()
        .forEach(event -> open.add("event " + event + " for the bot platform is not taken"));
    return open;
  }

  /** What Zoho has of it, for each handoff. */
  List<Map<String, String>> atZoho(ConversationId id) {
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
              ZOHO_IDS.stream()
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

  Map<String, Long> erase(ConversationId id) {
    Map<String, Long> counts = new TreeMap<>();
    List<JsonNode> requests = requests(id);
    counts.put("contactMappings", mappings(id, requests));
    phones(id, requests);
    counts.put(
        "keptEvents",
        run("delete from kept_event where tenant = :tenant and name in " + KEPT_NAMES, id));
    run("delete from kept_event_id where tenant = :tenant and reference in " + REFERENCES, id);
    counts.put(
        "idempotencyKeys",
        run("delete from idempotency_key where tenant = :tenant and handoff in " + HANDOFFS, id));
    run(
        "update audit set detail = 'erased' where tenant = :tenant and act like '%discard'"
            + " and (subject in "
            + HANDOFFS
            + " or subject in (select id from outbound_message"
            + OF_IT
            + "))",
        id);
    run(
        "update audit set detail = 'erased' where tenant = :tenant"
            + " and act = 'bot-event-bulk-replay' and exists (select 1 from conversation c"
            + " where c.tenant = audit.tenant and c.id = :id"
            + " and (position('conversationId=' || c.conversation_id || ',' in audit.detail) > 0"
            + " or position('conversationId=' || c.conversation_id || '}' in audit.detail) > 0))",
        id);
    counts.put("botEvents", run("delete from outbound_message" + OF_IT, id));
    counts.put("messages", run("delete from handoff_messages" + OF_IT, id));
    run("delete from late_answer" + OF_IT, id);
    for (String table : List.of("catch_up", "phone_contact")) {
      run("delete from " + table + " where tenant = :tenant and handoff in " + HANDOFFS, id);
    }
    run("delete from zoho_reference" + OF_IT, id);
    run("update owner_change set operator_name = null" + OF_IT, id);
    run("delete from inbound_event where tenant = :tenant and event_id like :id || '|%'", id);
    counts.put("handoffs", handoffs(id));
    counts.put("conversations", conversation(id));
    return counts;
  }

  /** Who holds an older claim may write nothing any more; words that followed go. */
  private long handoffs(ConversationId id) {
    String followers = "(select id from handoff" + OF_IT + " and follows is not null)";
    run("delete from handoff_step where tenant = :tenant and handoff in " + followers, id);
    run("delete from handoff" + OF_IT + " and follows is not null", id);
    run(
        "update handoff_step set detail = null, facts = '{}' where tenant = :tenant"
            + " and handoff in "
            + HANDOFFS,
        id);
    return of(
            "update handoff set state = case when state = 'delivered' then state else 'discarded'"
                + " end, settled_at = coalesce(settled_at, :now),"
                + " next_attempt_at = null, request = :nothing, mend = null, email = null,"
                + " ticket_number = null, correlation = :erased, trace_parent = null,"
                + " error_step = null, error_code = null, error_message = null,"
                + " error_remedy = null, erased_at = :now"
                + OF_IT
                + " and erased_at is null",
            id)
        .param("nothing", nothing())
        .param("erased", Handoff.ERASED)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private String nothing() {
    try {
      return json.writeValueAsString(
          new HandoffRequest(
              Visitor.unknown(), null, null, null, null, null, null, ChannelRefs.NONE));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON", e);
    }
  }

  /** Under its old name nobody finds it; who goes on talking begins anew. */
  private long conversation(ConversationId id) {
    return of(
            "update conversation set conversation_id = 'erased-' || id, dialogue = null,"
                + " visitor = null, email = null,"
                + " platform = null, "
                + ConversationRows.NOBODY
                + ", erased_at = :now where tenant = :tenant and id = :id and erased_at is null",
            id)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** What was asked for, what a person mended of it, and what was told of the visitor. */
  private List<JsonNode> requests(ConversationId id) {
    return db
        .sql(
            "select request as text from handoff"
                + OF_IT
                + " union all select mend from handoff"
                + OF_IT
                + " and mend is not null union all select '{\"visitor\":' || visitor || '}'"
                + " from conversation where tenant = :tenant and id = :id and visitor is not null")
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query(String.class)
        .list()
        .stream()
        .map(this::read)
        .toList();
  }

  private JsonNode read(String request) {
    try {
      return json.readTree(request);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored request is not readable", e);
    }
  }

  private long mappings(ConversationId id, List<JsonNode> requests) {
    List<String> contacts =
        requests.stream()
            .map(request -> request.at("/visitor/crmContactId").asText(""))
            .filter(contact -> !contact.isEmpty() && !contact.equals("null"))
            .toList();
    contacts.forEach(contact -> answers(id.tenant(), contact));
    List<String> atDesk =
        atZoho(id).stream().map(ids -> ids.getOrDefault("contactId", "")).toList();
    return unmapped(id, "crm_contact_id", contacts) + unmapped(id, "desk_contact_id", atDesk);
  }

  private long unmapped(ConversationId id, String column, List<String> contacts) {
    return contacts.isEmpty()
        ? 0
        : db.sql(
                "delete from contact_mapping where tenant = :tenant and "
                    + column
                    + " in (:contacts)")
            .param("tenant", id.tenant())
            .param("contacts", contacts)
            .update();
  }

  /** Which contact has the number, whoever found it out. */
  private void phones(ConversationId id, List<JsonNode> requests) {
    List<String> names =
        requests.stream()
            .flatMap(request -> request.findValuesAsText("phone").stream())
            .map(phone -> phone.replaceAll("[^0-9]", ""))
            .filter(digits -> !digits.isEmpty())
            .flatMap(digits -> phones.names(digits).stream())
            .toList();
    if (!names.isEmpty()) {
      db.sql("delete from phone_contact where tenant = :tenant and phone in (:names)")
          .param("tenant", id.tenant())
          .param("names", names)
          .update();
    }
  }

  /** Persons a bot platform told of, with the answers that name them. */
  Map<String, Long> users(String tenant, List<String> ids) {
    long removed = 0;
    for (String id : ids) {
      answers(tenant, id);
      removed +=
          db.sql("delete from hitl_user where tenant = :tenant and id = :id")
              .param("tenant", tenant)
              .param("id", id)
              .update();
    }
    return Map.of("hitlUsers", removed);
  }

  /** First answers that name somebody and belong to no handoff. */
  private void answers(String tenant, String name) {
    db.sql(
            "delete from idempotency_key where tenant = :tenant and handoff is null"
                + " and answer like :like escape '!'")
        .param("tenant", tenant)
        .param("like", PersonFinder.like("\"" + name + "\""))
        .update();
  }

  private long run(String sql, ConversationId id) {
    return of(sql, id).update();
  }

  private JdbcClient.StatementSpec of(String sql, ConversationId id) {
    return db.sql(sql).param("tenant", id.tenant()).param("id", id.value());
  }
}
