package dev.handoff.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.handoff.testing.TestClock;
import dev.handoff.webchat.StreamTokens.Issued;
import dev.handoff.webchat.StreamTokens.Verdict;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class StreamTokensTest {

  private static final String OLD = key(1);
  private static final String NEW = key(2);

  private final TestClock clock = new TestClock();
  private final StreamTokens tokens = tokens(NEW, OLD);

  private static String key(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return Base64.getEncoder().encodeToString(bytes);
  }

  private StreamTokens tokens(String... keys) {
    WebchatProperties defaults =
        Binder.get(new MockEnvironment()).bindOrCreate("handoff.webchat", WebchatProperties.class);
    return new SignedStreamTokens(List.of(keys), clock, defaults);
  }

  @Test
  void tokenOpensItsSessionForAnHour() {
    Issued issued = tokens.issue("s-1");

    assertThat(issued.expiresAt())
        .isBetween(
            clock.instant().plus(Duration.ofMinutes(59)),
            clock.instant().plus(Duration.ofHours(1)));
    assertThat(tokens.verify(issued.token(), "s-1"))
        .isEqualTo(new Verdict.Good(issued.expiresAt()));
    assertThat(tokens.verify(issued.token(), "s-2")).isEqualTo(new Verdict.OtherSession());
    clock.advance(Duration.ofHours(1));
    assertThat(tokens.verify(issued.token(), "s-1")).isEqualTo(new Verdict.Unusable());
  }

  @Test
  void tokenOfAFormerKeyIsGoodUntilTheKeyIsGone() {
    String former = tokens(OLD).issue("s").token();

    assertThat(tokens.verify(former, "s")).isInstanceOf(Verdict.Good.class);
    assertThat(tokens(NEW).verify(former, "s")).isEqualTo(new Verdict.Forged());
    assertThat(tokens(NEW).verify(tokens.issue("s").token(), "s")).isInstanceOf(Verdict.Good.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "eyJhbGciOiJIUzI1NiJ9.e30.", "null", "ü"})
  void whatIsNoTokenOpensNothing(String token) {
    assertThat(tokens.verify(token, "s")).isEqualTo(new Verdict.Forged());
    assertThat(tokens.verify(token + "x".repeat(5_000), "s")).isEqualTo(new Verdict.Forged());
  }

  @Test
  void changedTokenOpensNothing() {
    String[] parts = tokens.issue("s").token().split("\\.");
    String[] other = tokens.issue("t").token().split("\\.");

    assertThat(tokens.verify(parts[0] + "." + other[1] + "." + parts[2], "t"))
        .isEqualTo(new Verdict.Forged());
  }

  @Test
  void unsignedTokenOpensNothing() {
    String plain = new PlainJWT(claims("handoff-stream")).serialize();

    assertThat(tokens.verify(plain, "s")).isEqualTo(new Verdict.Forged());
  }

  /** Other things may one day be signed with keys that come from the same encryption key. */
  @Test
  void encryptionKeyItselfSignsNoToken() throws Exception {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims("handoff-stream"));
    token.sign(new MACSigner(Base64.getDecoder().decode(NEW)));

    assertThat(tokens.verify(token.serialize(), "s")).isEqualTo(new Verdict.Forged());
  }

  private JWTClaimsSet claims(String audience) {
    return new JWTClaimsSet.Builder()
        .audience(audience)
        .subject("s")
        .expirationTime(Date.from(clock.instant().plusSeconds(60)))
        .build();
  }

  @Test
  void textOfAnIssuedTokenDoesNotHoldIt() {
    Issued issued = tokens.issue("s");

    assertThat(issued.toString()).doesNotContain(issued.token());
  }
}
