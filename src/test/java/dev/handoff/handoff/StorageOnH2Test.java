package dev.handoff.handoff;

import dev.handoff.testing.TestDatabase;

class StorageOnH2Test extends StorageSuite {

  StorageOnH2Test() {
    super(TestDatabase.H2);
  }
}
