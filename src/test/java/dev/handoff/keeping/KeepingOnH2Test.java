package dev.handoff.keeping;

import dev.handoff.testing.TestDatabase;

class KeepingOnH2Test extends KeepingSuite {

  KeepingOnH2Test() {
    super(TestDatabase.H2);
  }
}
