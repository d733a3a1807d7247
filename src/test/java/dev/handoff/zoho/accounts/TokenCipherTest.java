package dev.handoff.zoho.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCipherTest {

  private static TokenCipher cipher(String... keys) {
    return new TokenCipher(List.of(keys));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000.abc.def", "", "ü🙂", "a token with spaces"})
  void readsWhatItWrote(String token) {
    TokenCipher cipher = cipher(Keys.OLD);

    assertThat(cipher.decrypt(cipher.encrypt(token))).isEqualTo(token);
  }

  @Test
  void neverWritesTheSameTwice() {
    TokenCipher cipher = cipher(Keys.OLD);

    assertThat(cipher.encrypt("token")).isNotEqualTo(cipher.encrypt("token"));
  }

  @Test
  void theFirstKeyWritesAndEveryKeyReads() {
    TokenCipher both = cipher(Keys.NEW, Keys.OLD);

    assertThat(both.decrypt(cipher(Keys.OLD).encrypt("token"))).isEqualTo("token");
    assertThat(cipher(Keys.NEW).decrypt(both.encrypt("token"))).isEqualTo("token");
  }

  @Test
  void knowsWhatIsUnderTheFirstKey() {
    String sealed = cipher(Keys.OLD).encrypt("token");

    assertThat(cipher(Keys.OLD, Keys.NEW).isUnderFirstKey(sealed)).isTrue();
    assertThat(cipher(Keys.NEW, Keys.OLD).isUnderFirstKey(sealed)).isFalse();
  }

  @Test
  void refusesWhatAnotherKeyWrote() {
    String sealed = cipher(Keys.OLD).encrypt("token");

    assertThat(cipher(Keys.NEW).decrypt(sealed)).isNull();
  }

  @Test
  void noticesAChangedByte() {
    byte[] sealed = Base64.getDecoder().decode(cipher(Keys.OLD).encrypt("token"));
    sealed[sealed.length - 1] ^= 1;
    String changed = Base64.getEncoder().encodeToString(sealed);

    assertThat(cipher(Keys.OLD).decrypt(changed)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "1000.clear.text", "not Base64 at all"})
  void refusesWhatNoKeyEverWrote(String text) {
    assertThat(cipher(Keys.OLD).decrypt(text)).isNull();
  }

  @Test
  void namesTheKeyThatIsNone() {
    assertThatThrownBy(() -> cipher())
        .hasMessage("HANDOFF_ENCRYPTION_KEY: no key (expected: one or more)");
    assertThatThrownBy(() -> cipher(Keys.OLD, "%%%"))
        .hasMessage("HANDOFF_ENCRYPTION_KEY: key 2 is not Base64");
    assertThatThrownBy(() -> cipher(Keys.key(16, 'x')))
        .hasMessage("HANDOFF_ENCRYPTION_KEY: key 1 has 128 bits (expected: 256)");
  }

  @Test
  void acceptsSpaceAroundAKey() {
    TokenCipher padded = cipher(" " + Keys.OLD + "\n");

    assertThat(padded.decrypt(cipher(Keys.OLD).encrypt("token"))).isEqualTo("token");
  }
}
