package dev.handoff.keeping;

import dev.handoff.testing.Bench;
import dev.handoff.testing.BotReceiver;
import dev.handoff.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** All claims about keeping, on one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KeepingSuite
    implements RetentionClaims,
        SweepClaims,
        SilentChatClaims,
        AuditClaims,
        ErasureClaims,
        InHandClaims {

  private final TestDatabase database;
  private BotReceiver bot;
  private Bench bench;

  KeepingSuite(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void start() {
    bot = BotReceiver.start();
    bench =
        Bench.start(
            database,
            Map.of(
                "HANDOFF_RETRY_ATTEMPTS",
                "2",
                "BOT_CALLBACK_URL",
                bot.url("/events"),
                "BOT_CALLBACK_SECRET",
                "secret",
                "ZOHO_WEBHOOK_SECRET",
                "desk-secret",
                "handoff.retention.every",
                "1h",
                "handoff.delivery.learn-contacts",
                "true"));
  }

  @AfterAll
  void stop() {
    bench.close();
    bot.close();
  }

  @BeforeEach
  void calm() {
    bench.zoho().faults().clear();
    bench.forgetPauses();
  }

  @Override
  public Bench bench() {
    return bench;
  }

  public BotReceiver bot() {
    return bot;
  }
}
