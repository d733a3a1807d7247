package dev.handoff.zoho.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.desk.DeskTokens.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Whose {@code X-ZDesk-JWT} is believed (desk.md 10). */
class DeskTokensTest {

  private static final String WEBHOOK = "100000000000077";
  private static final Instant NOW = Instant.parse("2026-02-03T19:05:40Z");

  private SimulatedZoho zoho;
  private DeskTokens tokens;

  @BeforeEach
  void start() {
    zoho = SimulatedZoho.start();
    tokens = tokens(List.of("55", WEBHOOK));
  }

  @AfterEach
  void stop() {
    zoho.close();
  }

  private DeskTokens tokens(List<String> webhooks) {
    ZohoProperties where =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(
                        "handoff.zoho.desk-url",
                        zoho.deskUrl(),
                        "handoff.zoho.org-id",
                        "700000001")))
            .bindOrCreate("handoff.zoho", ZohoProperties.class);
    return new DeskTokens(
        new DeskProperties(List.of(), webhooks, List.of(), Duration.ofSeconds(60)),
        ZohoPlaces.of(where),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Map<String, Object> claims(Map<String, Object> other) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", "orgId:700000001");
    claims.put("aud", "webhookId:" + WEBHOOK);
    claims.put("iat", in(0));
    claims.put("exp", in(300));
    claims.putAll(other);
    claims.values().removeIf(""::equals);
    return claims;
  }

  private static long in(long seconds) {
    return NOW.getEpochSecond() + seconds;
  }

  private Outcome check(Map<String, Object> other) {
    return tokens.check(zoho.deskSigner().sign(claims(other)));
  }

  private long fetches() {
    return zoho.requests().stream()
        .filter(request -> request.path().equals("/.well-known/jwks.json"))
        .count();
  }

  @Test
  void signedTokensAreGoodAndTheKeysFetchedOnce() {
    for (int i = 0; i < 5; i++) {
      assertThat(check(Map.of())).isEqualTo(Outcome.GOOD);
    }

    assertThat(fetches()).isEqualTo(1);
  }

  static List<Map<String, Object>> tolerated() {
    return List.of(
        Map.of("iat", in(0) * 1_000, "exp", in(300) * 1_000),
        Map.of("exp", in(-30)),
        Map.of("exp", in(-30) * 1_000),
        Map.of("iat", in(30)),
        Map.of("iat", ""),
        Map.of("aud", List.of("webhookId:1", "webhookId:55")));
  }

  @ParameterizedTest
  @MethodSource("tolerated")
  void millisecondsAndSkewedClocksAreTolerated(Map<String, Object> claims) {
    assertThat(check(claims)).isEqualTo(Outcome.GOOD);
  }

  static List<Map<String, Object>> wrong() {
    return List.of(
        Map.of("iss", "orgId:700000002"),
        Map.of("iss", "700000001"),
        Map.of("iss", ""),
        Map.of("aud", "webhookId:99"),
        Map.of("aud", WEBHOOK),
        Map.of("aud", ""),
        Map.of("exp", ""),
        Map.of("exp", in(-61)),
        Map.of("exp", in(-61) * 1_000),
        Map.of("iat", in(61)),
        Map.of("exp", "soon"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void wrongClaimsAreRefused(Map<String, Object> claims) {
    assertThat(check(claims)).isEqualTo(Outcome.WRONG);
  }

  @Test
  void forgedTokensAreRefused() throws Exception {
    JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
    claims(Map.of()).forEach(set::claim);
    SignedJWT hs256 =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("desk-1").build(), set.build());
    hs256.sign(new MACSigner(zoho.deskSigner().keys().toString()));
    String[] parts = zoho.deskSigner().sign(claims(Map.of())).split("\\.");

    assertThat(tokens.check(new PlainJWT(set.build()).serialize())).isEqualTo(Outcome.WRONG);
    assertThat(tokens.check(hs256.serialize())).isEqualTo(Outcome.WRONG);
    assertThat(tokens.check(parts[0] + "." + parts[1] + ".")).isEqualTo(Outcome.WRONG);
    assertThat(tokens.check(parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length())))
        .isEqualTo(Outcome.WRONG);
    assertThat(tokens.check("not.a.token")).isEqualTo(Outcome.WRONG);
    assertThat(tokens.check("")).isEqualTo(Outcome.WRONG);
    assertThat(check(Map.of())).isEqualTo(Outcome.GOOD);
  }

  @Test
  void foreignKeysDoNotMakeItFetchAgainAndAgain() {
    try (SimulatedZoho foreign = SimulatedZoho.start()) {
      foreign.deskSigner().sign(Map.of());
      foreign.deskSigner().rotate();
      String token = foreign.deskSigner().sign(claims(Map.of()));

      for (int i = 0; i < 10; i++) {
        assertThat(tokens.check(token)).isEqualTo(Outcome.WRONG);
      }

      assertThat(fetches()).isLessThanOrEqualTo(3);
      assertThat(check(Map.of())).isEqualTo(Outcome.GOOD);
    }
  }

  @Test
  void newKeyIsFetchedWhenItIsUsed() {
    assertThat(check(Map.of())).isEqualTo(Outcome.GOOD);
    zoho.deskSigner().rotate();

    assertThat(check(Map.of())).isEqualTo(Outcome.GOOD);
    assertThat(fetches()).isEqualTo(2);
  }

  @Test
  void nothingIsDecidedWhileTheKeysCannotBeHad() {
    zoho.faults().add(Fault.of(Fault.Kind.HANG).on(Side.DESK, "GET", ".*jwks.*").forEver());

    assertThat(check(Map.of())).isEqualTo(Outcome.UNDECIDED);

    zoho.faults().clear();
    assertThat(check(Map.of())).isEqualTo(Outcome.GOOD);
  }

  @Test
  void nothingIsDecidedEitherWhenTheKeysWereAskedForTooOften() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "GET", ".*jwks.*").forEver());

    for (int i = 0; i < 5; i++) {
      assertThat(check(Map.of())).isEqualTo(Outcome.UNDECIDED);
    }
  }

  @Test
  void keysOutliveAnOutageOfDesk() {
    assertThat(check(Map.of())).isEqualTo(Outcome.GOOD);
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK).forEver());

    assertThat(check(Map.of())).isEqualTo(Outcome.GOOD);
  }

  @Test
  void withoutSubscriptionsNothingIsBelieved() {
    tokens = tokens(List.of());

    assertThat(check(Map.of())).isEqualTo(Outcome.WRONG);
    assertThat(fetches()).isZero();
  }
}
