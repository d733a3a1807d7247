package dev.handoff.keeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.Visitor;
import java.time.Clock;
import java.time.ZoneOffset;
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

  private static final String OF_IT = " where tenant = :tenant and conversation = :id";
  private static final String HANDOFFS = "(select id from handoff" + OF_IT + ")";
  private static final String REFERENCES = "(select reference from zoho_reference" + OF_IT + ")";
  private static final String KEPT_NAMES =
      "(select name from kept_event_id where tenant = :tenant and reference in " + REFERENCES + ")";

  private final JdbcClient db;
  private final ObjectMapper json;
  private final Clock clock;
  private final PersonContacts contacts;

  PersonRows(JdbcClient db, ObjectMapper json, Clock clock, PersonContacts contacts) {
    this.db = db;
    this.json = json;
    this.clock = clock;
    this.contacts = contacts;
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

  Map<String, Long> erase(ConversationId id) {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("contactMappings", contacts.erase(id));
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
                + " platform = null, "
                + ConversationRows.NOBODY
                + ", erased_at = :now where tenant = :tenant and id = :id and erased_at is null",
            id)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private long run(String sql, ConversationId id) {
    return of(sql, id).update();
  }

  private JdbcClient.StatementSpec of(String sql, ConversationId id) {
    return db.sql(sql).param("tenant", id.tenant()).param("id", id.value());
  }
}
