package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class H2AddressTest {

  @Test
  void addsWhatAnAddressDoesNotName() {
    assertThat(new H2Address("jdbc:h2:file:/x;mode=PostgreSQL;").completed())
        .isEqualTo(
            "jdbc:h2:file:/x;mode=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE");
  }

  @Test
  void namesWhatContradictsIt() {
    assertThat(new H2Address("jdbc:h2:file:/x;WRITE_DELAY=500;LOCK_TIMEOUT=1").contradictions())
        .containsExactly("WRITE_DELAY=500");
  }
}
