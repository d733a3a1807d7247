package dev.handoff.keeping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.delivery.PhoneNames;
import dev.handoff.handoff.ConversationId;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes away what is known of a person beside their conversations: who they are elsewhere. */
@Component
final class PersonContacts {

  private static final String OF_IT = " where tenant = :tenant and conversation = :id";

  private final JdbcClient db;
  private final ObjectMapper json;
  private final PhoneNames phones;
  private final AtZoho atZoho;

  PersonContacts(JdbcClient db, ObjectMapper json, PhoneNames phones, AtZoho atZoho) {
    this.db = db;
    this.json = json;
    this.phones = phones;
    this.atZoho = atZoho;
  }

  /** Of the visitor of a conversation whose requests are still there; tells how many mappings. */
  long erase(ConversationId id) {
    List<JsonNode> requests = requests(id);
    long mappings = mappings(id, requests);
    phones(id, requests);
    return mappings;
  }

  /** What was asked for, and what a person mended of it. */
  private List<JsonNode> requests(ConversationId id) {
    return db
        .sql(
            "select request as text from handoff"
                + OF_IT
                + " union all select mend from handoff"
                + OF_IT
                + " and mend is not null")
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
        atZoho.of(id).stream().map(ids -> ids.getOrDefault("contactId", "")).toList();
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
}
