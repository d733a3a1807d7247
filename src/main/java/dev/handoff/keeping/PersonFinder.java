package dev.handoff.keeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.ConversationKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      found.addAll(mended(tenant, email));
      found.addAll(remembered(tenant, address));
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
  private Set<String> mended(String tenant, String email) {
    return pages(
        tenant,
        "select id, conversation as found, request as text from handoff"
            + " where tenant = :tenant and id > :last and mend is not null",
        text ->
            text.toLowerCase(Locale.ROOT).contains(email)
                && all(text).stream().anyMatch(person -> isAddress(person, email)));
  }

  private Set<String> remembered(String tenant, Pattern address) {
    return pages(
        tenant,
        "select id, id as found, conversation_id || ' ' || coalesce(dialogue, '') as text"
            + " from conversation where tenant = :tenant and id > :last and erased_at is null",
        text -> address.matcher(text).find());
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

  /** Numbers are spelled in many ways. */
  private Set<String> byPhone(String tenant, String digits) {
    Predicate<String> isIt =
        text -> all(text).stream().anyMatch(person -> hasNumber(person, digits));
    Set<String> found =
        pages(
            tenant,
            "select id, conversation as found, request || ' ' || coalesce(mend, '') as text"
                + " from handoff where tenant = :tenant and id > :last"
                + " and (request like '%\"phone\":\"%' or mend like '%\"phone\":\"%')",
            isIt);
    found.addAll(
        pages(
            tenant,
            "select id, id as found, dialogue as text from conversation where tenant = :tenant"
                + " and id > :last and dialogue like '%\"phone%'",
            isIt));
    return found;
  }

  /** All are read, page by page, as a statement may take only so long. */
  private Set<String> pages(String tenant, String sql, Predicate<String> isIt) {
    Set<String> found = new TreeSet<>();
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
        if (isIt.test(row[2])) {
          found.add(row[1]);
        }
      }
      seen = page.size();
    }
    return found;
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
