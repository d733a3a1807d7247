package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.DeadLetters;
import dev.handoff.handoff.DeadLetters.Replay;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.Handoffs;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.SalesIqVisitor.Reply;
import dev.handoff.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SalesIQ waits five seconds: the answer is there before that, and true, whatever hangs. */
class ZobotInTimeTest {

  private static final Duration LIMIT = Duration.ofSeconds(4);

  private static SimulatedZoho zoho;
  private static Map<String, String> database;
  private static Gateway gateway;
  private static ExecutorService threads;

  private final String email = "ada-" + UUID.randomUUID() + "@example.test";
  private final SalesIqVisitor ada = SalesIqVisitor.at(gateway).knowing("email", email);

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    database = TestDatabase.POSTGRESQL.fresh();
    gateway =
        Gateway.start(
            zoho,
            database,
            Map.of(
                "handoff.zoho.response-timeout-ms", "20000",
                "handoff.intake.zobot-wait", "1500ms",
                "handoff.intake.zobot-answer", "2200ms",
                "handoff.delivery.polling", "200ms"));
    threads = Executors.newCachedThreadPool();
    SalesIqVisitor.warmUp(gateway);
  }

  @AfterAll
  static void stop() {
    threads.shutdown();
    gateway.close();
    zoho.close();
  }

  @AfterEach
  void heal() {
    zoho.faults().clear();
  }

  /** A lock that somebody else holds until it is closed. */
  private static AutoCloseable locking(String sql) throws SQLException {
    Connection other =
        DriverManager.getConnection(
            database.get("SPRING_DATASOURCE_URL"),
            database.get("SPRING_DATASOURCE_USERNAME"),
            database.get("SPRING_DATASOURCE_PASSWORD"));
    other.setAutoCommit(false);
    try (Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
    return () -> {
      other.rollback();
      other.close();
    };
  }

  private static Reply inTime(SalesIqVisitor visitor, String text) {
    long asked = System.nanoTime();
    Reply reply = visitor.says(text);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LIMIT);
    return reply;
  }

  private static long handoffsOf(SalesIqVisitor visitor) {
    return gateway
        .bean(JdbcClient.class)
        .sql(
            """
            select count(*) from handoff h
              join conversation c on c.tenant = h.tenant and c.id = h.conversation
             where c.conversation_id = :id
            """)
        .param("id", visitor.conversationId())
        .query(Long.class)
        .single();
  }

  @Test
  void saysThatNothingWasSavedAndSavesNothingWhileTheConversationIsLocked() throws Exception {
    ada.says("hello");
    String row = "select * from conversation where conversation_id = '%s' for update";

    try (AutoCloseable lock = locking(row.formatted(ada.conversationId()))) {
      assertThat(inTime(ada, "3").text()).contains("nothing was saved").contains("send that again");
    }

    await()
        .during(Duration.ofMillis(500))
        .until(() -> handoffsOf(ada) == 0 && lastWords(ada).contains("assist you"));
    assertThat(inTime(ada, "3").text()).contains("is created");
    assertThat(handoffsOf(ada)).isOne();
  }

  private static String lastWords(SalesIqVisitor visitor) {
    return gateway
        .bean(JdbcClient.class)
        .sql(
            "select content from handoff_messages where session_id = :id order by number desc"
                + " limit 1")
        .param("id", visitor.conversationId())
        .query(String.class)
        .single();
  }

  /** More callers than connections to the database, and callers of the API as well. */
  @Test
  void answersEveryCallInTimeWhileTheDatabaseHangs() throws Exception {
    List<CompletableFuture<Gateway.Answer>> others;
    List<Reply> replies;

    try (AutoCloseable lock = locking("lock table conversation in access exclusive mode")) {
      others =
          IntStream.range(0, 60)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () ->
                              gateway.post(
                                  "/api/handoffs",
                                  """
                                  {"channel": "api", "conversationId": "hanging-%d",
                                   "kind": "ticket"}
                                  """
                                      .formatted(i)),
                          threads))
              .toList();
      replies =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> inTime(SalesIqVisitor.at(gateway), "3"), threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
    }

    assertThat(replies).allSatisfy(reply -> assertThat(reply.text()).contains("nothing was saved"));
    others.forEach(CompletableFuture::join);
    assertThat(inTime(ada, "3").text()).contains("is created");
  }

  @Test
  void saysThatItIsSavedWhenThePromiseCannotBeStored() throws Exception {
    zoho.faults().add(Fault.of(Fault.Kind.HANG).on(Side.DESK, "POST", "^/tickets$"));
    Reply reply;

    try (AutoCloseable lock = locking("lock table late_answer in access exclusive mode")) {
      reply = inTime(ada, "3");
    }

    assertThat(reply.action()).isEqualTo("reply");
    assertThat(reply.text()).contains("saved and on its way").contains(email);
    assertThat(reply.handoffId()).isNotEqualTo("null");
    assertThat(handoffsOf(ada)).isOne();
    assertThat(
            gateway
                .bean(JdbcClient.class)
                .sql("select count(*) from late_answer where handoff = :id")
                .param("id", reply.handoffId())
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(ada.says("hello?").text()).containsAnyOf("One moment", "is created");
    assertThat(handoffsOf(ada)).isOne();
  }

  @Test
  void promisesNeitherWhenTheCommitHangs() {
    JdbcClient db = gateway.bean(JdbcClient.class);
    db.sql(
            """
            create function sleepy() returns trigger language plpgsql as
            'begin perform pg_sleep(3); return null; end'
            """)
        .update();
    db.sql(
            """
            create constraint trigger sleepy after insert on handoff
            deferrable initially deferred for each row execute function sleepy()
            """)
        .update();
    try {
      Reply reply = inTime(ada, "3");

      assertThat(reply.text()).contains("can't tell yet").contains("nothing will be done twice");
      await().until(() -> handoffsOf(ada) == 1);
    } finally {
      db.sql("drop trigger sleepy on handoff").update();
      db.sql("drop function sleepy").update();
    }
    await().untilAsserted(() -> assertThat(ada.says("hello?").text()).contains("is created"));
    assertThat(handoffsOf(ada)).isOne();
  }

  @Test
  void putsTheAnswerOffWhileZohoHangs() {
    zoho.faults().add(Fault.of(Fault.Kind.HANG).on(Side.DESK, "POST", "^/tickets$"));

    Reply reply = inTime(ada, "3");

    assertThat(reply.action()).isEqualTo("pending");
  }

  /** Commits that change a row so take three seconds, until it is closed. */
  private static AutoCloseable slowCommits(String event, String when) {
    JdbcClient db = gateway.bean(JdbcClient.class);
    db.sql(
            """
            create function slow() returns trigger language plpgsql as
            'begin perform pg_sleep(3); return null; end'
            """)
        .update();
    db.sql(
            "create constraint trigger slow after %s deferrable initially deferred for each row when (%s) execute function slow()"
                .formatted(event, when))
        .update();
    return () -> db.sql("drop function slow cascade").update();
  }

  private void hearsTheTicketOnce() {
    await()
        .until(
            () -> ada.says("any news?").text(),
            text -> text.contains("earlier request") && text.contains("is created"));
    assertThat(ada.says("any news?").text()).doesNotContain("earlier request");
    assertThat(handoffsOf(ada)).isOne();
  }

  @Test
  void tellsTheOutcomeAtTheNextMessageWhenItsCommitHung() throws Exception {
    try (AutoCloseable slow =
        slowCommits("update of dialogue on conversation", "new.dialogue like '%\"DONE\"%'")) {
      Reply reply = inTime(ada, "3");

      assertThat(reply.text()).contains("saved and on its way").contains(email);
      assertThat(reply.handoffId()).isNotEqualTo("null");
    }

    hearsTheTicketOnce();
  }

  @Test
  void tellsTheNewsAgainWhenTheirCommitHung() throws Exception {
    zoho.faults()
        .add(
            Fault.of(Fault.Kind.DELAY)
                .on(Side.DESK, "POST", "^/tickets$")
                .withDelay(Duration.ofSeconds(2)));
    ada.knowing("channel", "INSTAGRAM");
    assertThat(inTime(ada, "3").text()).contains("saved and on its way");
    awaitState("delivered");

    try (AutoCloseable slow = slowCommits("update of state on late_answer", "new.state = 'told'")) {
      assertThat(inTime(ada, "any news?").text()).contains("can't tell yet");
    }

    hearsTheTicketOnce();
  }

  private void awaitState(String state) {
    await()
        .until(
            () ->
                gateway
                    .bean(JdbcClient.class)
                    .sql(
                        """
                        select h.state from handoff h
                          join conversation c on c.tenant = h.tenant and c.id = h.conversation
                         where c.conversation_id = :id
                        """)
                    .param("id", ada.conversationId())
                    .query(String.class)
                    .single()
                    .equals(state));
  }

  /** The refusal was told at once; a person then helps. */
  @Test
  void tellsThatAReplaySucceededAfterTheRefusalWasTold() {
    zoho.faults()
        .add(
            Fault.answer(422, "{\"errorCode\": \"INVALID_DATA\", \"message\": \"No.\"}")
                .on(Side.DESK, "POST", "^/tickets$"));
    Reply refusal = inTime(ada, "3");
    assertThat(refusal.text()).contains("couldn't create your ticket");
    HandoffId id = new HandoffId(refusal.handoffId());
    Handoff parked = gateway.bean(Handoffs.class).find("main", id).orElseThrow();

    gateway.bean(DeadLetters.class).replay(parked, Replay.asItIs(Instant.now(), ""), "ana");
    awaitState("delivered");

    hearsTheTicketOnce();
  }
}
