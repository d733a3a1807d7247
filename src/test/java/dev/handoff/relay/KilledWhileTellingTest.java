package dev.handoff.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.BotReceiver;
import dev.handoff.testing.BotReceiver.Call;
import dev.handoff.testing.BotReceiver.Reply;
import dev.handoff.testing.BotTalk;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.GatewayProcess;
import dev.handoff.testing.TestDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A node is killed while a bot platform keeps it waiting: another one goes on. */
class KilledWhileTellingTest {

  @Test
  void whatAKilledNodeWasTellingIsToldByTheNextOneUnderTheSameId() {
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    Map<String, String> settings = new HashMap<>();
    settings.put("BOT_CALLBACK_SECRET", "a secret that is long enough");
    settings.put("HANDOFF_TAKE_OVER", "2s");
    settings.put("handoff.bot-events.initial", "1s");
    settings.put("handoff.bot-events.timeout", "60s");
    settings.put("handoff.delivery.polling", "50ms");
    try (SimulatedZoho zoho = SimulatedZoho.start();
        BotReceiver bot = BotReceiver.start()) {
      settings.put("BOT_CALLBACK_URL", bot.url("/bot"));
      bot.answer(call -> Reply.status(500));
      String id;
      try (Gateway first = Gateway.start(zoho, database, settings)) {
        BotTalk talk = BotTalk.withBot(first).says("one").says("two");
        id = talk.id();
        talk.await(event -> event.attempts() >= 1);
      }
      int before = bot.calls(id).size();
      bot.answer(call -> Reply.NEVER);
      try (GatewayProcess killed = GatewayProcess.start(zoho, database, settings)) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> bot.calls(id).size() == before + 1);
        killed.kill();
      }
      bot.answer(call -> Reply.TAKEN);

      try (Gateway next = Gateway.start(zoho, database, settings)) {
        Awaitility.await().until(() -> bot.taken(id).size() == 2);
        Awaitility.await()
            .until(
                () -> TestDatabase.count(database, "outbound_message where state <> 'sent'"),
                left -> left == 0);
      }

      assertThat(bot.taken(id)).extracting(Call::text).containsExactly("one", "two");
      assertThat(bot.calls(call -> call.text().equals("one")))
          .extracting(Call::id)
          .containsOnly(bot.taken(id).get(0).id());
    }
  }
}
