package dev.handoff.webchat;

import static dev.handoff.webchat.Chats.newSession;
import static dev.handoff.webchat.Chats.say;
import static dev.handoff.webchat.Chats.streamPath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class StreamOnH2Test extends StreamSuite {

  StreamOnH2Test() {
    super(TestDatabase.H2, Map.of("handoff.webchat.polling", "200ms"));
  }

  /** As if the news of it had been lost. */
  @Test
  void messageThatNobodyToldOfIsFound() {
    String session = newSession();
    say(gateway, session, "one");
    try (StreamClient stream = open(session)) {
      await().until(() -> stream.events().size() == 1);
      JdbcClient db = gateway.bean(JdbcClient.class);
      db.sql(
              """
              insert into handoff_messages (tenant, conversation, number, session_id, author_type,
                content, created_at)
              select tenant, id, 2, conversation_id, 'agent', 'two', created_at from conversation
               where conversation_id = ?
              """)
          .param(session)
          .update();
      db.sql("update conversation set last_message = 2 where conversation_id = ?")
          .param(session)
          .update();

      await().until(() -> stream.ids().size() == 2);
    }
  }

  /** Else a stop would wait for the streams in vain, and then break them off. */
  @Test
  void stopEndsStreamsFirst() throws IOException {
    Gateway node =
        Gateway.start(zoho, TestDatabase.H2.fresh(), Map.of("handoff.webchat.heartbeat", "300ms"));
    StreamClient stream = StreamClient.open(node, streamPath(node, newSession()));
    try (StuckReader idle = StuckReader.open(node, streamPath(node, newSession()))) {
      await().until(() -> node.bean(OpenStreams.class).count() == 2);

      node.close();

      await().until(stream::hasEnded);
      assertThat(stream.fields()).doesNotContain("closed");
      assertThat(idle.isCutOff()).isFalse();
    }
  }
}
