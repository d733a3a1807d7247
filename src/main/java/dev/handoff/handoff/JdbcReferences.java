package dev.handoff.handoff;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcReferences implements References {

  private static final int LONGEST = 255;

  private static final Map<String, String> KINDS =
      Map.of(
          "conversationId", SALESIQ,
          "visitorConversationId", SALESIQ,
          "wmsChatId", SALESIQ,
          "referenceId", SALESIQ,
          "ticketId", DESK,
          "commentId", OWN_COMMENT);

  private static final Pattern PORTAL_ID = Pattern.compile("\\d{10,30}");

  private final JdbcClient db;
  private final Clock clock;
  private final Rows rows;

  JdbcReferences(JdbcClient db, Clock clock, Rows rows) {
    this.db = db;
    this.clock = clock;
    this.rows = rows;
  }

  @Override
  public Optional<ZohoReference> find(String tenant, String kind, Collection<String> ids) {
    for (String id : ids) {
      Optional<ZohoReference> found = find(tenant, kind, id);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<ZohoReference> find(String tenant, String kind, String id) {
    return db.sql(
            """
            select conversation, handoff from zoho_reference
             where tenant = :tenant and kind = :kind and reference = :reference
            """)
        .param("tenant", tenant)
        .param("kind", kind)
        .param("reference", Rows.storable(id, LONGEST))
        .query(
            (row, number) ->
                new ZohoReference(
                    new ConversationId(tenant, row.getString("conversation")),
                    new HandoffId(row.getString("handoff"))))
        .optional();
  }

  @Override
  public Optional<ZohoReference> find(ConversationKey conversation) {
    return db.sql(
            """
            select c.id, coalesce(c.owner_handoff,
                (select h.id from handoff h where h.tenant = c.tenant and h.conversation = c.id
                    and h.follows is null order by h.entry desc limit 1)) as handoff
              from conversation c
             where c.tenant = :tenant and c.channel = :channel and c.conversation_id = :id
            """)
        .param("tenant", conversation.tenant())
        .param("channel", conversation.channel().wireName())
        .param("id", conversation.conversationId())
        .query(
            (row, number) -> {
              ConversationId id = new ConversationId(conversation.tenant(), row.getString("id"));
              String handoff = row.getString("handoff");
              return handoff == null
                  ? ZohoReference.withoutHandoff(id)
                  : new ZohoReference(id, new HandoffId(handoff));
            })
        .optional();
  }

  @Override
  public void note(Handoff handoff, Map<String, String> facts) {
    // Always in the same order, so that no two transactions wait for each other.
    SortedMap<String, SortedSet<String>> ids = new TreeMap<>();
    KINDS.forEach(
        (fact, kind) -> {
          String id = facts.get(fact);
          if (id != null && !id.isBlank()) {
            ids.computeIfAbsent(kind, any -> new TreeSet<>()).add(storable(id));
          }
        });
    SortedSet<String> chat = ids.get(SALESIQ);
    if (chat != null) {
      chat.addAll(goAlong(handoff, chat));
    }
    ids.forEach((kind, all) -> all.forEach(id -> put(handoff, kind, id)));
  }

  private static String storable(String id) {
    return String.valueOf(Rows.storable(id, LONGEST));
  }

  /** The other ids of the same chat, from when it was handed over before in that conversation. */
  private List<String> goAlong(Handoff handoff, Collection<String> ids) {
    return db.sql(
            """
            select reference from zoho_reference
             where tenant = :tenant and kind = :kind and conversation = :conversation
               and handoff in (select handoff from zoho_reference
                 where tenant = :tenant and kind = :kind and conversation = :conversation
                   and handoff <> :handoff and reference in (:ids))
            """)
        .param("tenant", handoff.conversation().tenant())
        .param("kind", SALESIQ)
        .param("conversation", handoff.conversation().value())
        .param("handoff", handoff.id().value())
        .param("ids", ids)
        .query(String.class)
        .list();
  }

  /** The latest handoff has the id: a chat may be handed over again. */
  private void put(Handoff handoff, String kind, String id) {
    if (write(
            """
            update zoho_reference set conversation = :conversation, handoff = :handoff
             where tenant = :tenant and kind = :kind and reference = :reference
            """,
            handoff,
            kind,
            id)
        == 0) {
      write(
          """
          insert into zoho_reference (tenant, kind, reference, conversation, handoff, created_at)
          values (:tenant, :kind, :reference, :conversation, :handoff, :now)
          on conflict do nothing
          """,
          handoff,
          kind,
          id);
    }
  }

  private int write(String sql, Handoff handoff, String kind, String id) {
    JdbcClient.StatementSpec statement =
        db.sql(sql)
            .param("tenant", handoff.conversation().tenant())
            .param("kind", kind)
            .param("reference", Rows.storable(id, LONGEST))
            .param("conversation", handoff.conversation().value())
            .param("handoff", handoff.id().value());
    return sql.contains(":now")
        ? statement.param("now", Rows.time(clock.instant())).update()
        : statement.update();
  }

  @Override
  public void learn(ZohoReference known, String kind, Collection<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    List<String> all = ids.stream().map(JdbcReferences::storable).toList();
    SortedSet<String> missing = new TreeSet<>(all);
    db.sql(
            """
            select reference from zoho_reference
             where tenant = :tenant and kind = :kind and reference in (:ids)
            """)
        .param("tenant", known.conversation().tenant())
        .param("kind", kind)
        .param("ids", all)
        .query(String.class)
        .list()
        .forEach(missing::remove);
    missing.forEach(
        id ->
            db.sql(
                    """
                    insert into zoho_reference (tenant, kind, reference, conversation, handoff,
                      created_at)
                    values (:tenant, :kind, :reference, :conversation, :handoff, :now)
                    on conflict do nothing
                    """)
                .param("tenant", known.conversation().tenant())
                .param("kind", kind)
                .param("reference", id)
                .param("conversation", known.conversation().value())
                .param("handoff", known.handoff().value())
                .param("now", Rows.time(clock.instant()))
                .update());
  }

  @Override
  public Optional<String> portalId(Handoff chat) {
    String tenant = chat.conversation().tenant();
    Stream<String> opened =
        db
            .sql(
                """
                select facts from handoff_step
                 where tenant = :tenant and handoff = :handoff order by place
                """)
            .param("tenant", tenant)
            .param("handoff", chat.id().value())
            .query(String.class)
            .list()
            .stream()
            .map(facts -> rows.facts(facts).getOrDefault("conversationId", ""));
    return Stream.concat(opened, of(tenant, chat.id(), SALESIQ).stream())
        .filter(id -> PORTAL_ID.matcher(id).matches())
        .findFirst();
  }

  @Override
  public List<String> of(String tenant, HandoffId handoff, String kind) {
    return db.sql(
            """
            select reference from zoho_reference
             where tenant = :tenant and handoff = :handoff and kind = :kind order by reference
            """)
        .param("tenant", tenant)
        .param("handoff", handoff.value())
        .param("kind", kind)
        .query(String.class)
        .list();
  }
}
