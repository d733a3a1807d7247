package dev.handoff.handoff;

import dev.handoff.testing.TestDatabase;

class StorageOnPostgresTest extends StorageSuite {

  StorageOnPostgresTest() {
    super(TestDatabase.POSTGRESQL);
  }
}
