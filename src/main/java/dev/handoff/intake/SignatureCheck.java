package dev.handoff.intake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a SalesIQ webhook was signed by SalesIQ (sheet section 5.7): RSA PKCS#1 v1.5 with SHA-256
 * over the raw bytes of the body. Several keys may be valid at once, so that a key can be rotated
 * without a gap. Without keys nothing is required. Never throws on what a sender sent; safe for use
 * by many threads.
 */
public final class SignatureCheck {

  /** The header that carries the Base64 signature. */
  public static final String HEADER = "x-siqsignature";

  /** What became of the check; only {@code NOT_REQUIRED} and {@code GOOD} may pass. */
  public enum Outcome {
    NOT_REQUIRED,
    MISSING,
    WRONG,
    GOOD;

    /** Whether the request may be read at all. */
    public boolean passes() {
      return this == NOT_REQUIRED || this == GOOD;
    }
  }

  private final List<PublicKey> keys;

  private SignatureCheck(List<PublicKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * A check against the keys of a comma-separated list, each as PEM ({@code BEGIN PUBLIC KEY}, line
   * breaks real or written as {@code \n}) or as the bare Base64 of the same DER. A null or blank
   * list requires no signature.
   *
   * @throws IllegalArgumentException naming the position of every key that cannot be read, and
   *     never the key
   */
  public static SignatureCheck withKeys(@Nullable String commaSeparated) {
    List<PublicKey> keys = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    if (commaSeparated != null && !commaSeparated.isBlank()) {
      String[] parts = commaSeparated.split(",", -1);
      for (int i = 0; i < parts.length; i++) {
        if (!parts[i].isBlank()) {
          try {
            keys.add(publicKey(parts[i]));
          } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            bad.add(String.valueOf(i + 1));
          }
        }
      }
    }
    if (!bad.isEmpty()) {
      throw new IllegalArgumentException(
          "SalesIQ public key "
              + String.join(", ", bad)
              + " of the list cannot be read (expected: an RSA public key, either PEM that begins"
              + " with -----BEGIN PUBLIC KEY----- or the bare Base64 of its SubjectPublicKeyInfo;"
              + " copy it anew from the SalesIQ console)");
    }
    return new SignatureCheck(keys);
  }

  /** Checks the signature over the body exactly as it arrived, before anything is parsed. */
  public Outcome check(byte[] body, @Nullable String signature) {
    if (keys.isEmpty()) {
      return Outcome.NOT_REQUIRED;
    }
    if (signature == null || signature.isBlank()) {
      return Outcome.MISSING;
    }
    byte[] signed;
    try {
      signed = Base64.getDecoder().decode(withoutWhitespace(signature));
    } catch (IllegalArgumentException notBase64) {
      return Outcome.WRONG;
    }
    return keys.stream().anyMatch(key -> matches(key, body, signed)) ? Outcome.GOOD : Outcome.WRONG;
  }

  /**
   * Lets a webhook's body through. An empty body is SalesIQ's ping when the address is registered:
   * it comes unsigned, before there is a key, and asks for nothing.
   *
   * @throws RequestProblem 401 without a signature, 403 with a wrong one, where one is required
   */
  public void require(byte @Nullable [] body, @Nullable String signature) {
    if (body == null || body.length == 0) {
      return;
    }
    switch (check(body, signature)) {
      case MISSING ->
          throw RequestProblem.unauthorized(
              "The signature is missing (expected: header " + HEADER + ")");
      case WRONG ->
          throw RequestProblem.forbidden("The signature fits none of the configured keys");
      case NOT_REQUIRED, GOOD -> {
        // May be read.
      }
    }
  }

  private static boolean matches(PublicKey key, byte[] body, byte[] signed) {
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(body);
      return verifier.verify(signed);
    } catch (SignatureException malformed) {
      return false;
    } catch (InvalidKeyException unusable) {
      return false;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java runtime lacks SHA256withRSA", missing);
    }
  }

  private static PublicKey publicKey(String text) throws GeneralSecurityException {
    String base64 =
        withoutWhitespace(
            text.replace("\\r", "\n")
                .replace("\\n", "\n")
                .replace("-----BEGIN PUBLIC KEY-----", "")
                .replace("-----END PUBLIC KEY-----", "")
                .replace("\"", ""));
    byte[] der = Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
    return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
  }

  private static String withoutWhitespace(String text) {
    return text.replaceAll("\\s", "");
  }
}
