package dev.handoff.keeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.ConversationKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds where somebody is the visitor: in what was asked for, whenever it was told or mended, in
 * what the Zobot remembers, and in the name of a conversation.
 */
@Component
final class PersonFinder {

  private static final int PAGE = 2_000;

  private record Row(String id, String text) {}

  private final JdbcClient db;
  private final ObjectMapper json;

  PersonFinder(JdbcClient db, ObjectMapper json) {
    this.db = db;
    this.json = json;
  }

  /** Ids of the conversations of that visitor, in one order for everybody who locks them. */
  Set<String> conversations(String tenant, Whom whom) {
    Set<String> found = new TreeSet<>();
    String email = whom.email();
    Pattern address = whom.address();
    if (email != null && address != null) {
      found.addAll(byColumn(tenant, email));
      found.addAll(mended(tenant, like(email), person -> isAddress(person, email)));
      found.addAll(remembered(tenant, like(email), address));
    }
    String phone = whom.phone();
    if (phone != null) {
      found.addAll(byPhone(tenant, phone));
    }
    ConversationKey key = whom.conversation();
    if (key != null) {
      found.addAll(byName(tenant, key));
    }
    return found;
  }

  private List<String> byColumn(String tenant, String email) {
    return db.sql(
            "select distinct conversation from handoff where tenant = :tenant and email = :email")
        .param("tenant", tenant)
        .param("email", email.substring(0, Math.min(255, email.length())))
        .query(String.class)
        .list();
  }

  /** The column has what a person put in its place. */
  private List<String> mended(String tenant, String like, Predicate<JsonNode> isIt) {
    return matching(
        db.sql(
                "select conversation as id, request as text from handoff"
                    + " where tenant = :tenant and mend is not null"
                    + " and lower(request) like :like escape '!'")
            .param("tenant", tenant)
            .param("like", like),
        isIt);
  }

  private List<String> remembered(String tenant, String like, Pattern address) {
    return db
        .sql(
            "select id, conversation_id || ' ' || coalesce(dialogue, '') as text from conversation"
                + " where tenant = :tenant and erased_at is null"
                + " and (lower(dialogue) like :like escape '!'"
                + " or lower(conversation_id) like :like escape '!')")
        .param("tenant", tenant)
        .param("like", like)
        .query((row, number) -> new Row(row.getString("id"), row.getString("text")))
        .list()
        .stream()
        .filter(row -> address.matcher(row.text()).find())
        .map(Row::id)
        .toList();
  }

  private List<String> byName(String tenant, ConversationKey key) {
    return db.sql(
            "select id from conversation where tenant = :tenant and channel = :channel"
                + " and conversation_id = :name")
        .param("tenant", tenant)
        .param("channel", key.channel().wireName())
        .param("name", key.conversationId())
        .query(String.class)
        .list();
  }

  /** Numbers are spelled in many ways, so all are read, page by page. */
  private Set<String> byPhone(String tenant, String digits) {
    Set<String> found = new TreeSet<>();
    Predicate<JsonNode> isIt = person -> hasNumber(person, digits);
    pages(
        tenant,
        "select id, conversation as found, request || ' ' || coalesce(mend, '') as text from handoff"
            + " where tenant = :tenant and id > :last and (request like '%\"phone\":\"%'"
            + " or mend like '%\"phone\":\"%')",
        isIt,
        found);
    pages(
        tenant,
        "select id, id as found, dialogue as text from conversation where tenant = :tenant"
            + " and id > :last and dialogue like '%\"phone%'",
        isIt,
        found);
    return found;
  }

  private void pages(String tenant, String sql, Predicate<JsonNode> isIt, Set<String> found) {
    String last = "";
    int seen = PAGE;
    while (seen == PAGE) {
      List<String[]> page =
          db.sql(sql + " order by id limit :most")
              .param("tenant", tenant)
              .param("last", last)
              .param("most", PAGE)
              .query(
                  (row, n) ->
                      new String[] {
                        row.getString("id"), row.getString("found"), row.getString("text")
                      })
              .list();
      for (String[] row : page) {
        last = row[0];
        if (all(row[2]).stream().anyMatch(isIt)) {
          found.add(row[1]);
        }
      }
      seen = page.size();
    }
  }

  private List<String> matching(JdbcClient.StatementSpec query, Predicate<JsonNode> isIt) {
    return query
        .query((row, number) -> new Row(row.getString("id"), row.getString("text")))
        .list()
        .stream()
        .filter(row -> all(row.text()).stream().anyMatch(isIt))
        .map(Row::id)
        .toList();
  }

  /** The persons that a bot platform told of. */
  List<String> hitlUsers(String tenant, Whom whom) {
    record User(String id, @Nullable String email, @Nullable String phone) {}
    return db
        .sql(
            "select id, lower(email) as email, phone from hitl_user where tenant = :tenant"
                + " and (lower(email) = :email or phone is not null)")
        .param("tenant", tenant)
        .param("email", String.valueOf(whom.email()))
        .query((row, n) -> new User(row.getString(1), row.getString(2), row.getString(3)))
        .list()
        .stream()
        .filter(
            user ->
                (user.email() != null && user.email().equals(whom.email()))
                    || (user.phone() != null && Whom.digits(user.phone()).equals(whom.phone())))
        .map(User::id)
        .toList();
  }

  private static boolean isAddress(JsonNode asked, String email) {
    return asked.at("/visitor/email").asText().strip().equalsIgnoreCase(email);
  }

  /** In any field that is called so, however deep. */
  private static boolean hasNumber(JsonNode node, String digits) {
    if (node.path("phone").isTextual() && Whom.digits(node.path("phone").asText()).equals(digits)) {
      return true;
    }
    for (JsonNode child : node) {
      if (child.isContainerNode() && hasNumber(child, digits)) {
        return true;
      }
    }
    return false;
  }

  /** One JSON text after another. */
  private List<JsonNode> all(@Nullable String text) {
    List<JsonNode> all = new ArrayList<>();
    try (var values = json.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      values.forEachRemaining(all::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  static String like(String text) {
    return "%" + text.replaceAll("([!%_])", "!$1") + "%";
  }
}
