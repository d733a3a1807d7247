package dev.handoff.handoff;

import dev.handoff.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What the storage promises; one class for each database runs all of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StorageSuite
    implements MigrationClaims,
        AcceptClaims,
        KnownVisitorClaims,
        AttemptClaims,
        MailboxClaims,
        JournalClaims,
        DeadLetterClaims,
        BotEventClaims,
        LateAnswerClaims,
        HumanSideClaims,
        SecondRoundClaims,
        ParkedWordsClaims,
        OwnWordsClaims,
        UntoldWordsClaims,
        EarlyEventClaims {

  private final TestDatabase database;
  private Storage storage;

  StorageSuite(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void open() {
    storage = Storage.on(database);
  }

  @BeforeEach
  void forgetEvents() {
    storage.events.clear();
  }

  @AfterAll
  void close() {
    storage.close();
  }

  @Override
  public Storage storage() {
    return storage;
  }
}
