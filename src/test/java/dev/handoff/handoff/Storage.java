package dev.handoff.handoff;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.handoff.testing.Orders;
import dev.handoff.testing.TestClock;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The storage as the gateway wires it, without workers, on a clock that the test sets. */
final class Storage implements AutoCloseable {

  static final ObjectMapper JSON =
      Jackson2ObjectMapperBuilder.json()
          .featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  final TestStore store;
  final TestClock clock = new TestClock();
  final List<HandoffChanged> events = new CopyOnWriteArrayList<>();
  final JdbcConversations conversations;
  final JdbcHandoffs handoffs;
  final JdbcMailbox mailbox;
  final JdbcJournal journal;
  final JdbcHandoffSearch search;
  final JdbcAudit audit;
  final DeadLetters deadLetters;
  final JdbcLateAnswers lateAnswers;

  final JdbcFollowUps followUps;
  final JdbcChatTurns chatTurns;
  final JdbcTalks talks;
  final Fallback offers;
  final JdbcHumanSide humanSide;
  final JdbcEventCorrelation correlation;
  final References references;

  /** When somebody was to look at an event that came too early, in the order of the calls. */
  final List<KeptEventId> kept = new CopyOnWriteArrayList<>();

  /** By when somebody was to come, in the order in which that was scheduled. */
  final List<Instant> offered = new CopyOnWriteArrayList<>();

  /** Bot platforms that have no address. */
  final Set<String> untold = new CopyOnWriteArraySet<>();

  final JdbcBotEvents botEvents;
  final ParkedBotEvents parkedBotEvents;

  /** What became of events for bot platforms. */
  final List<BotEvent> botEventsChanged = new CopyOnWriteArrayList<>();

  /** The first persons that visitors saw. */
  final List<PersonCame> personsCame = new CopyOnWriteArrayList<>();

  final Rows rows = new Rows(JSON);
  private final Followers followers;
  private final MessageNews news;

  private Storage(TestStore store) {
    this.store = store;
    JdbcClient db = store.db();
    news = new LocalNews(db);
    conversations =
        new JdbcConversations(
            db, new NamedParameterJdbcTemplate(store.dataSource()), store.tx(), clock, rows, news);
    references = new JdbcReferences(db, clock, rows);
    handoffs = handoffs(workItems());
    followers = new Followers(db, clock, rows, owners(), references, handoffs);
    mailbox =
        new JdbcMailbox(
            db,
            store.tx(),
            clock,
            rows,
            conversations,
            this::publish,
            owners(),
            followers,
            new AttemptLog(db, new NodeName("node-a")));
    journal = new JdbcJournal(db, store.tx(), clock, rows, references);
    InboundEvents seen = new InboundEvents(db, clock);
    followUps =
        new JdbcFollowUps(db, store.tx(), clock, rows, conversations, handoffs, seen, owners());
    chatTurns =
        new JdbcChatTurns(
            store.tx(), conversations, handoffs, followUps, new IdempotencyKeys(db, clock), seen);
    talks =
        new JdbcTalks(db, store.tx(), new Introductions(db, clock, rows), conversations, handoffs);
    offers =
        new Fallback(
            db,
            store.tx(),
            clock,
            conversations,
            handoffs,
            owners(),
            new FallbackProperties(List.of(HandoffKind.CALLBACK, HandoffKind.TICKET)));
    humanSide =
        new JdbcHumanSide(
            store.tx(),
            conversations,
            handoffs,
            seen,
            owners(),
            platformEvents(),
            offers,
            new FirstPerson(db, clock, this::publish),
            followers);
    correlation =
        new JdbcEventCorrelation(
            store.tx(),
            references,
            conversations,
            humanSide,
            new KeptEvents(db, rows, (event, when) -> kept.add(event)),
            relay(),
            event -> {},
            clock);
    search = new JdbcHandoffSearch(db, rows, conversations);
    audit = new JdbcAudit(db, clock);
    lateAnswers =
        new JdbcLateAnswers(
            db, store.tx(), lateAnswerItems(), clock, new Unforgotten(db, store.tx()));
    deadLetters = deadLetters(audit);
    botEvents = new JdbcBotEvents(db, store.tx(), clock, rows, conversations, this::publish);
    parkedBotEvents = parkedBotEvents(audit);
  }

  static Storage on(TestDatabase database) {
    return new Storage(TestStore.open(database));
  }

  JdbcHandoffs handoffs(WorkItems workItems) {
    JdbcClient db = store.db();
    return new JdbcHandoffs(
        db,
        store.tx(),
        clock,
        rows,
        conversations,
        new IdempotencyKeys(db, clock),
        workItems,
        this::publish,
        owners(),
        new Introductions(db, clock, rows));
  }

  DeadLetters deadLetters(Audit entries) {
    return new JdbcDeadLetters(
        store.db(),
        store.tx(),
        clock,
        rows,
        conversations,
        lateAnswers,
        entries,
        workItems(),
        this::publish,
        followers);
  }

  ParkedBotEvents parkedBotEvents(Audit entries) {
    return new JdbcParkedBotEvents(
        store.db(), store.tx(), clock, rows, conversations, eventItems(), entries);
  }

  private Owners owners() {
    return new Owners(
        store.db(),
        clock,
        news,
        platformEvents(),
        (conversation, until) -> offered.add(until),
        relay());
  }

  private static RelayProperties relay() {
    return new RelayProperties(Duration.ofSeconds(120), Duration.ofMinutes(10), 3);
  }

  PlatformEvents platformEvents() {
    return new JdbcPlatformEvents(
        store.db(), clock, rows, target -> !untold.contains(target), eventItems());
  }

  private BotEventItems eventItems() {
    SchedulerClient client =
        SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(store.dataSource()))
            .build();
    return conversation ->
        client.scheduleIfNotExists(
            new TaskInstance<>("bot-events", conversation.asText()), clock.instant());
  }

  Audit failingAudit() {
    return new Audit() {
      @Override
      public void note(String tenant, String who, String act, String subject, String detail) {
        throw new IllegalStateException("audit");
      }

      @Override
      public List<AuditEntry> newest(String tenant, AuditFilter filter, Position after, int limit) {
        return List.of();
      }
    };
  }

  private WorkItems workItems() {
    SchedulerClient client =
        SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(store.dataSource()))
            .build();
    return conversation ->
        client.scheduleIfNotExists(
            new TaskInstance<>("conversation", conversation.asText()), clock.instant());
  }

  OwnWords ownWords() {
    return new JdbcOwnWords(store.db(), rows, references, clock);
  }

  private LateAnswerItems lateAnswerItems() {
    SchedulerClient client =
        SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(store.dataSource()))
            .build();
    return promised ->
        client.scheduleIfNotExists(
            new TaskInstance<>("late-answer", promised.asText()), clock.instant());
  }

  private void publish(Object event) {
    if (event instanceof BotEventChanged changed) {
      botEventsChanged.add(changed.event());
    } else if (event instanceof PersonCame came) {
      personsCame.add(came);
    } else {
      events.add((HandoffChanged) event);
    }
  }

  Handoff accept(Orders order) {
    return handoffs.accept(order.build()).handoff();
  }

  Delivery claim(Handoff handoff) {
    return mailbox.claim(handoff.conversation(), clock.instant()).orElseThrow();
  }

  /** A new handoff in the hands of a worker. */
  Delivery claimed() {
    return claim(accept(Orders.order()));
  }

  Handoff now(Handoff handoff) {
    return handoffs.find(handoff.conversation().tenant(), handoff.id()).orElseThrow();
  }

  JournalStep step(Delivery delivery, String name) {
    return handoffs.journal(delivery.handoff()).stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Map<String, Long> rows() {
    return store.rows();
  }

  static IdempotencyKey key(String body) {
    return key(UUID.randomUUID().toString(), body);
  }

  static IdempotencyKey key(String name, String body) {
    return new IdempotencyKey("handoffs", name, body);
  }

  @Override
  public void close() {
    store.close();
  }
}
