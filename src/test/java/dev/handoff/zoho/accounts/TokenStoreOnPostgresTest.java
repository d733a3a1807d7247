package dev.handoff.zoho.accounts;

import dev.handoff.testing.TestDatabase;

class TokenStoreOnPostgresTest extends TokenStoreSuite {

  TokenStoreOnPostgresTest() {
    super(TestDatabase.POSTGRESQL);
  }
}
