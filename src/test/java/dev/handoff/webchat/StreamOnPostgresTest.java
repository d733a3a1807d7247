package dev.handoff.webchat;

import static dev.handoff.webchat.Chats.newSession;
import static dev.handoff.webchat.Chats.numbers;
import static dev.handoff.webchat.Chats.say;
import static dev.handoff.webchat.Chats.streamPath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.MessageNews;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nobody polls here, so that everything is heard by LISTEN or not at all. */
class StreamOnPostgresTest extends StreamSuite {

  private static final Map<String, String> NO_POLLING = Map.of("handoff.webchat.polling", "1h");

  StreamOnPostgresTest() {
    super(TestDatabase.POSTGRESQL, NO_POLLING);
  }

  private final Gateway second = start(NO_POLLING);

  /** Runs before the suite's own, which stops the other node. */
  @AfterAll
  void stopSecond() {
    second.close();
  }

  @Test
  void reconnectToAnotherNodeInABurstLosesAndDoublesNothing() {
    List<Gateway> nodes = List.of(gateway, second);
    String session = newSession();
    int burst = 300;
    List<CompletableFuture<Void>> writing = new ArrayList<>();
    for (Gateway node : nodes) {
      writing.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < burst / 2; i++) {
                  say(node, session, "m" + i);
                }
              }));
    }

    List<Long> got = new ArrayList<>();
    for (int turn = 0; got.size() < burst; turn++) {
      Gateway node = nodes.get(turn % 2);
      String last = got.isEmpty() ? "0" : String.valueOf(got.get(got.size() - 1));
      try (StreamClient stream =
          StreamClient.open(node, streamPath(node, session), "Last-Event-ID", last)) {
        int wanted = Math.min(20, burst - got.size());
        await().until(() -> stream.events().size() >= wanted);
        got.addAll(stream.ids());
      }
    }

    writing.forEach(CompletableFuture::join);
    assertThat(got).isEqualTo(numbers(1, burst));
  }

  @Test
  void whatOneNodeWritesTheOtherTells() {
    String session = newSession();
    try (StreamClient stream = StreamClient.open(second, streamPath(second, session))) {
      await().until(() -> !stream.comments().isEmpty());

      say(gateway, session, "hello");

      await().until(() -> stream.ids().equals(List.of(1L)));
    }
  }

  @Test
  void lostConnectionThatListensIsOpenedAgainAndNothingIsMissed() {
    String session = newSession();
    try (StreamClient stream = open(session)) {
      say(gateway, session, "one");
      await().until(() -> stream.events().size() == 1);

      int killed =
          gateway
              .bean(JdbcClient.class)
              .sql(
                  "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                      + " current_database() and pid <> pg_backend_pid() and (query like 'listen%' or query = 'select 1')")
              .query(Boolean.class)
              .list()
              .size();
      say(gateway, session, "two");

      assertThat(killed).isGreaterThanOrEqualTo(1);
      await().until(() -> stream.events().size() == 2);
      await().until(() -> gateway.bean(MessageNews.class).isListening());
      say(gateway, session, "three");
      await().until(() -> stream.ids().equals(List.of(1L, 2L, 3L)));
    }
  }
}
