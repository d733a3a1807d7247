package dev.handoff.intake.zobot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegationTest {

  private static final List<String> CHAT = List.of("agent", "talk to human");

  @ParameterizedTest
  @ValueSource(
      strings = {"no agent please", "I do not want to talk to a human", "never talk to a human"})
  void aWishThatIsDeniedIsNoWish(String words) {
    assertThat(Wording.of(words).fit(CHAT)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it does not work, get me an agent",
        "I want to talk to a human",
        "no, I want my money back: agent"
      })
  void aDenialOfSomethingElseChangesNothing(String words) {
    assertThat(Wording.of(words).fit(CHAT)).isPositive();
  }
}
