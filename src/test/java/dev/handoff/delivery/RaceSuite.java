package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.Orders;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.Together;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * New entries against workers that finish: the real scheduler, workers and storage; only what a
 * delivery does at Zoho is replaced.
 */
abstract class RaceSuite {

  /** The real flows would take the place of the recording one. */
  private static final String NO_FLOW =
      "- route: { id: nothing, from: { uri: direct:nothing, steps: [ { log: nothing } ] } }\n";

  private static final int CONVERSATIONS = 3;
  private static final int PRODUCERS = 9;
  private static final int ENTRIES = 40;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final TestDatabase database;
  private final List<Gateway> nodes = new ArrayList<>();
  private SimulatedZoho zoho;
  private Map<String, String> settings;
  private RecordingDelivery delivery;

  @TempDir Path noRoutes;

  RaceSuite(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void prepare() {
    zoho = SimulatedZoho.start();
    settings = database.fresh();
    delivery = new RecordingDelivery();
  }

  @AfterEach
  void stop() {
    nodes.forEach(Gateway::close);
    zoho.close();
  }

  void start(Map<String, String> more) throws Exception {
    Map<String, String> all = new HashMap<>(more);
    Files.writeString(noRoutes.resolve("nothing.camel.yaml"), NO_FLOW);
    all.put("handoff.routes", noRoutes.toString());
    all.put("spring.jmx.enabled", "false"); // several nodes share this process
    Gateway node = Gateway.start(zoho, settings, all);
    nodes.add(node);
    node.bean(CamelContext.class).addRoutes(delivery.on(node));
  }

  /** Polls often, so that a lost wake-up costs little and thousands of rounds fit into seconds. */
  void startNodes(int number) throws Exception {
    for (int i = 0; i < number; i++) {
      start(Map.of("handoff.delivery.polling", "20ms"));
    }
  }

  private Handoff accept(Gateway node, String conversation) {
    return node.bean(Handoffs.class)
        .accept(Orders.order().in(ConversationKey.of(Channel.API, conversation)).build())
        .handoff();
  }

  private HandoffState state(Handoff handoff) {
    return nodes
        .get(0)
        .bean(Handoffs.class)
        .find("main", handoff.id())
        .map(Handoff::state)
        .orElseThrow();
  }

  JdbcClient db() {
    return nodes.get(0).bean(JdbcClient.class);
  }

  /**
   * Each producer mostly waits until its entry is delivered, so that its next one meets the worker
   * just when the mailbox is empty; now and then it does not wait and the mailbox fills up.
   */
  private List<Handoff> produce(int producer) {
    List<Handoff> accepted = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      Gateway node = nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
      Handoff handoff = accept(node, "c" + producer % CONVERSATIONS);
      accepted.add(handoff);
      if (ThreadLocalRandom.current().nextInt(4) > 0) {
        delivery.awaitDelivered(handoff, LIMIT);
      }
    }
    return accepted;
  }

  void everythingAcceptedIsDeliveredInOrder() {
    List<Handoff> accepted =
        Together.run(PRODUCERS, this::produce).stream().flatMap(List::stream).toList();

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(delivery.delivered()).hasSize(accepted.size()));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(db().sql("select * from scheduled_tasks").query().listOfRows())
                    .isEmpty());
    assertThat(accepted).extracting(this::state).containsOnly(HandoffState.DELIVERED);
    assertThat(delivery.delivered())
        .containsExactlyInAnyOrderElementsOf(accepted.stream().map(Handoff::id).toList());
    assertThat(delivery.meetings()).isEmpty();
    for (List<Long> entries : delivery.entriesByConversation()) {
      assertThat(entries)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, PRODUCERS / CONVERSATIONS * ENTRIES)
                  .mapToObj(Long::valueOf)
                  .toList());
    }
  }

  @Test
  void nothingIsStrandedWhenEntriesArriveWhileWorkersFinish() throws Exception {
    startNodes(1);

    everythingAcceptedIsDeliveredInOrder();
  }

  @Test
  void aConversationWithRetriesAndFaultsStaysInOrder() throws Exception {
    startNodes(1);
    delivery.stumble();

    everythingAcceptedIsDeliveredInOrder();
    assertThat(delivery.stumbles()).isPositive();
  }

  @Test
  void aNodeHasOneNameInAllItsWorkItems() throws Exception {
    startNodes(1);

    delivery.whileHeld(
        () -> {
          accept(nodes.get(0), "one");
          accept(nodes.get(0), "two");
          await()
              .atMost(LIMIT)
              .untilAsserted(() -> assertThat(pickedBy()).hasSize(2).doesNotContainNull());
          assertThat(pickedBy().get(0)).startsWith("node-").isEqualTo(pickedBy().get(1));
          return null;
        });
  }

  private List<String> pickedBy() {
    return db().sql("select picked_by from scheduled_tasks where picked")
        .query(String.class)
        .list();
  }

  @Test
  void entriesThatWaitInOneMailboxFollowEachOtherAtOnce() throws Exception {
    start(Map.of("handoff.delivery.polling", "10s"));

    aFullMailboxIsWorkedOffWithoutPolling();
  }

  void aFullMailboxIsWorkedOffWithoutPolling() {
    List<Handoff> accepted =
        delivery.whileHeld(
            () -> IntStream.range(0, 20).mapToObj(i -> accept(nodes.get(0), "busy")).toList());

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(delivery.delivered()).hasSize(accepted.size()));
  }
}
