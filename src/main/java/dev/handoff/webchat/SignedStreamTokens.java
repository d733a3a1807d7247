package dev.handoff.webchat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * JSON Web Tokens (RFC 7519), HMAC with SHA-256. A key of its own is derived from each encryption
 * key: the first one signs, every one verifies, so that keys can be rotated.
 */
@Component
@Primary
final class SignedStreamTokens implements StreamTokens {

  private static final String AUDIENCE = "handoff-stream";
  private static final String PURPOSE = "handoff gateway: stream tokens";
  private static final String HMAC = "HmacSHA256";
  private static final int LONGEST = 4096;

  private final List<byte[]> keys;
  private final Clock clock;
  private final String audience;
  private final Duration life;

  @Autowired
  SignedStreamTokens(
      @Value("${handoff.encryption-keys}") List<String> base64Keys,
      Clock clock,
      WebchatProperties settings) {
    this(base64Keys, clock, AUDIENCE, settings.tokenLife());
  }

  /** Tokens for something else; those of one audience open nothing for another one. */
  SignedStreamTokens(List<String> base64Keys, Clock clock, String audience, Duration life) {
    this.keys = base64Keys.stream().map(SignedStreamTokens::derive).toList();
    this.clock = clock;
    this.audience = audience;
    this.life = life;
  }

  private static byte[] derive(String base64Key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(base64Key.strip()), HMAC));
      return mac.doFinal(PURPOSE.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  @Override
  public Issued issue(String session) {
    Instant now = clock.instant();
    Instant end = now.plus(life).truncatedTo(ChronoUnit.SECONDS);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.HS256),
            new JWTClaimsSet.Builder()
                .audience(audience)
                .subject(session)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(end))
                .build());
    try {
      token.sign(new MACSigner(keys.get(0)));
    } catch (JOSEException e) {
      throw new IllegalStateException("a stream token cannot be signed", e);
    }
    return new Issued(token.serialize(), end);
  }

  @Override
  public Verdict verify(String token, String session) {
    JWTClaimsSet claims = claims(token);
    if (claims == null) {
      return new Verdict.Forged();
    }
    if (!claims.getAudience().contains(audience)) {
      return new Verdict.Unusable();
    }
    Date end = claims.getExpirationTime();
    if (end == null || !clock.instant().isBefore(end.toInstant())) {
      return new Verdict.Unusable();
    }
    return session.equals(claims.getSubject())
        ? new Verdict.Good(end.toInstant())
        : new Verdict.OtherSession();
  }

  /** What a token says that one of our keys has signed; null for any other. */
  private @Nullable JWTClaimsSet claims(String token) {
    if (token.length() > LONGEST) {
      return null;
    }
    try {
      SignedJWT signed = SignedJWT.parse(token);
      if (!JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm())) {
        return null;
      }
      for (byte[] key : keys) {
        if (signed.verify(new MACVerifier(key))) {
          return signed.getJWTClaimsSet();
        }
      }
      return null;
    } catch (ParseException | JOSEException | IllegalStateException notAToken) {
      return null;
    }
  }
}
