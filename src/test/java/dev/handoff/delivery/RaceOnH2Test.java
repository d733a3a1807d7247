package dev.handoff.delivery;

import dev.handoff.testing.TestDatabase;

class RaceOnH2Test extends RaceSuite {

  RaceOnH2Test() {
    super(TestDatabase.H2);
  }
}
