package dev.handoff.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs what the simulated Desk sends, and shows the key for it (desk.md 10). */
public final class DeskSigner {

  /** Where Desk shows its keys, on the host of its API. */
  static final String PATH = "/.well-known/jwks.json";

  private static final int BITS = 2048;

  private @Nullable RSAKey key;
  private int made;

  /** Another key from now on; the old one is gone. */
  public synchronized void rotate() {
    key = null;
  }

  public synchronized JsonNode keys() {
    try {
      return Json.MAPPER.readTree(new JWKSet(key().toPublicJWK()).toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a key set is JSON", e);
    }
  }

  /** A token with these claims. */
  public synchronized String sign(Map<String, Object> claims) {
    JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
    claims.forEach(set::claim);
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key().getKeyID()).build();
    SignedJWT token = new SignedJWT(header, set.build());
    try {
      token.sign(new RSASSASigner(key()));
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key signs", e);
    }
    return token.serialize();
  }

  private RSAKey key() {
    RSAKey now = key;
    if (now == null) {
      try {
        made++;
        now = new RSAKeyGenerator(BITS).keyID("desk-" + made).generate();
      } catch (JOSEException e) {
        throw new IllegalStateException("every Java makes RSA keys", e);
      }
      key = now;
    }
    return now;
  }
}
