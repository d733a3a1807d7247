package dev.handoff.zoho.accounts;

import dev.handoff.testing.TestDatabase;

class TokenStoreOnH2Test extends TokenStoreSuite {

  TokenStoreOnH2Test() {
    super(TestDatabase.H2);
  }
}
