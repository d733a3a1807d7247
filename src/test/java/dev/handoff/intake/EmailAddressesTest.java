package dev.handoff.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ada@example.test|ada@example.test",
        "My address is Ada.Low+shop@mail.example.co.uk, thanks.|Ada.Low+shop@mail.example.co.uk",
        "Ada Low <ada@example.test>|ada@example.test",
        "mailto:ada@example.test|ada@example.test",
        "e-mail:ada@example.test!|ada@example.test",
        "wrong@ then right@example.test|right@example.test",
        "(ada@bücher.example)|ada@bücher.example"
      })
  void findsAddressInSentence(String text, String address) {
    assertThat(EmailAddresses.find(text)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no",
        "@",
        "ada@",
        "@example.test",
        "ada@example",
        "ada@@example.test",
        "ada@example..test",
        "ada@192.168.0.1",
        "ada@example.t",
        "a b@c d.e"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(EmailAddresses.find(text)).isNull();
    assertThat(EmailAddresses.isAddress(text)).isFalse();
  }

  @Test
  void tellsAnAddressFromASentenceWithOne() {
    assertThat(EmailAddresses.isAddress("Ada.Low+shop@mail.example.co.uk")).isTrue();
    assertThat(EmailAddresses.isAddress("ada@example.test, bob@example.test")).isFalse();
    assertThat(EmailAddresses.isAddress("Ada <ada@example.test>")).isFalse();
    assertThat(EmailAddresses.isAddress(" ada@example.test")).isFalse();
  }
}
