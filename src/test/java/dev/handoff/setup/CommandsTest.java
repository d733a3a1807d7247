package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.HandoffGateway;
import dev.handoff.testing.Logs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

  @ParameterizedTest
  @ValueSource(strings = {"--server.port=0", "--spring.profiles.active=sandbox", "-Dx=y"})
  void optionsAloneStartTheGateway(String option) {
    assertThat(Commands.run(HandoffGateway.class, option)).isEmpty();
  }

  @Test
  void nothingStartsTheGateway() {
    assertThat(Commands.run(HandoffGateway.class)).isEmpty();
  }

  @Test
  void anUnknownCommandEndsWithTwo() {
    assertThat(Commands.run(HandoffGateway.class, "docter")).hasValue(2);
  }

  @Test
  void helpEndsWithZero() {
    assertThat(Commands.run(HandoffGateway.class, "--help")).hasValue(0);
  }

  @AfterAll
  static void loudAgain() {
    Logs.loudAgain();
  }
}
