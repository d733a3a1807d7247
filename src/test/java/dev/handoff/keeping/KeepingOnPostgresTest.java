package dev.handoff.keeping;

import dev.handoff.testing.TestDatabase;

class KeepingOnPostgresTest extends KeepingSuite {

  KeepingOnPostgresTest() {
    super(TestDatabase.POSTGRESQL);
  }
}
