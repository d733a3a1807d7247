package dev.handoff.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.intake.SignatureCheck.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignatureCheckTest {

  private static final byte[] BODY = "{\"handler\":\"message\"}".getBytes(StandardCharsets.UTF_8);
  private static final KeyPair OLD = keyPair("RSA");
  private static final KeyPair NEW = keyPair("RSA");

  @Test
  void requiresNothingWithoutKeys() {
    assertThat(SignatureCheck.withKeys(null).check(BODY, null)).isEqualTo(Outcome.NOT_REQUIRED);
    assertThat(SignatureCheck.withKeys(" , ").check(BODY, "x")).isEqualTo(Outcome.NOT_REQUIRED);
  }

  @Test
  void acceptsBareBase64Key() {
    SignatureCheck check = SignatureCheck.withKeys(base64(OLD.getPublic()));

    assertThat(check.check(BODY, sign(BODY, OLD.getPrivate()))).isEqualTo(Outcome.GOOD);
  }

  @Test
  void acceptsPemWithRealLineBreaks() {
    SignatureCheck check = SignatureCheck.withKeys(pem(OLD.getPublic(), "\r\n"));

    assertThat(check.check(BODY, sign(BODY, OLD.getPrivate()))).isEqualTo(Outcome.GOOD);
  }

  @Test
  void acceptsPemWithEscapedLineBreaks() {
    SignatureCheck check = SignatureCheck.withKeys(pem(OLD.getPublic(), "\\n"));

    assertThat(check.check(BODY, sign(BODY, OLD.getPrivate()))).isEqualTo(Outcome.GOOD);
  }

  @Test
  void acceptsEitherKeyDuringRotation() {
    SignatureCheck check =
        SignatureCheck.withKeys(pem(OLD.getPublic(), "\n") + ", " + base64(NEW.getPublic()));

    assertThat(check.check(BODY, sign(BODY, OLD.getPrivate()))).isEqualTo(Outcome.GOOD);
    assertThat(check.check(BODY, sign(BODY, NEW.getPrivate()))).isEqualTo(Outcome.GOOD);
  }

  @Test
  void missesSignatureThatIsAbsentOrBlank() {
    SignatureCheck check = SignatureCheck.withKeys(base64(OLD.getPublic()));

    assertThat(check.check(BODY, null)).isEqualTo(Outcome.MISSING);
    assertThat(check.check(BODY, " ")).isEqualTo(Outcome.MISSING);
  }

  @Test
  void rejectsSignatureOfOtherKeyOrOtherBody() {
    SignatureCheck check = SignatureCheck.withKeys(base64(OLD.getPublic()));
    byte[] spaced = "{ \"handler\":\"message\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(check.check(BODY, sign(BODY, NEW.getPrivate()))).isEqualTo(Outcome.WRONG);
    assertThat(check.check(spaced, sign(BODY, OLD.getPrivate()))).isEqualTo(Outcome.WRONG);
  }

  @Test
  void takesMalformedSignatureAsWrong() {
    SignatureCheck check = SignatureCheck.withKeys(base64(OLD.getPublic()));

    assertThat(check.check(BODY, "%%% no base64 %%%")).isEqualTo(Outcome.WRONG);
    assertThat(check.check(BODY, "AAAA")).isEqualTo(Outcome.WRONG);
    assertThat(check.check(BODY, "ü€")).isEqualTo(Outcome.WRONG);
  }

  @Test
  void namesPositionOfEveryUnreadableKeyAndNoKey() {
    String elliptic = base64(keyPair("EC").getPublic());

    assertThatThrownBy(
            () -> SignatureCheck.withKeys("secretish," + base64(OLD.getPublic()) + "," + elliptic))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key 1, 3 of the list")
        .hasMessageContaining("BEGIN PUBLIC KEY")
        .hasMessageNotContainingAny("secretish", elliptic);
  }

  private static KeyPair keyPair(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  private static String pem(PublicKey key, String lineBreak) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(key.getEncoded())
            .replace("\n", lineBreak);
    return String.join(
        lineBreak, "-----BEGIN PUBLIC KEY-----", lines, "-----END PUBLIC KEY-----", "");
  }

  private static String sign(byte[] body, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(body);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
