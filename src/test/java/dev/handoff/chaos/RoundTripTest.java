package dev.handoff.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.chaos.Violation.Promise;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small round trip; {@code bench/hitl} makes it a large one. */
class RoundTripTest {

  @Test
  void everyMessageArrivesOnceAndInOrderBothWays() throws Exception {
    RoundPlan plan = RoundPlan.of("--conversations=40", "--kills=2", "--turns=3", "--minutes=2");

    RoundTrip.Result result = RoundTrip.run(plan, Path.of("target", "hitl", "test"));

    System.out.println(result.text());
    assertThat(result.violations()).as(result.text()).isEmpty();
    assertThat(result.figures()).containsEntry("conversations", 40L);
  }

  @ParameterizedTest
  @CsvSource({
    "a b c, ''",
    "a c, LOST",
    "a b b c, DOUBLED",
    "a b c x, UNASKED",
    "a c b, OUT_OF_ORDER"
  })
  void theCheckSeesWhatIsWrong(String arrived, String promise) {
    List<Promise> broken =
        SaidOnce.check("here", List.of("a", "b", "c"), Arrays.asList(arrived.split(" "))).stream()
            .map(Violation::promise)
            .toList();

    assertThat(broken).isEqualTo(promise.isEmpty() ? List.of() : List.of(Promise.valueOf(promise)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--talks=1", "--turns=0", "--kills=-1", "--faults=two", "turns"})
  void refusesAPlanThatMakesNoSense(String argument) {
    assertThatThrownBy(() -> RoundPlan.of(argument)).isInstanceOf(IllegalArgumentException.class);
  }
}
