package dev.handoff.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proof in small: the same program as {@code bench/chaos}, with a load of a minute. */
class ChaosTest {

  @Test
  void losesNothingAndDoublesNothing() throws Exception {
    Plan plan = Plan.of("--handoffs=250", "--kills=2", "--minutes=2");

    Report report = Chaos.run(plan, Path.of("target", "chaos", "test"));

    System.out.println(report.text());
    assertThat(report.violations()).as(report.text()).isEmpty();
    assertThat(report.accepted()).as(report.text()).isEqualTo(plan.handoffs());
    assertThat(report.shareOfFaults()).as(report.text()).isGreaterThan(0.05);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"seed=1", "--seed", "--seed=one", "--hands=1", "--handoffs=0", "--faults=1"})
  void refusesPlanThatMakesNoSense(String argument) {
    assertThatThrownBy(() -> Plan.of(argument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(argument.replaceAll("\\W", " ").strip().split(" ")[0]);
  }
}
