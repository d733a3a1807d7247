package dev.handoff.keeping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhomTest {

  private static boolean isIn(String text) {
    Pattern address = new Whom("brien@example.test", null, null).address();
    return address != null && address.matcher(text).find();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o'brien@example.test",
        "o.brien@example.test",
        "x+brien@example.test",
        "a!brien@example.test",
        "brien@example.test.org",
        "brien@example.testing"
      })
  void aLongerAddressIsSomebodyElses(String text) {
    assertThat(isIn(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BRIEN@example.test",
        "'brien@example.test'",
        "<brien@example.test>.",
        "mailto:brien@example.test",
        "?email=brien@example.test&x=1",
        "/visitors/brien@example.test",
        "**brien@example.test**",
        "Brien|brien@example.test",
        "one\\nbrien@example.test"
      })
  void anAddressIsFoundBetweenWhateverStandsAroundIt(String text) {
    assertThat(isIn(text)).isTrue();
  }
}
