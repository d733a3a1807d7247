package dev.handoff.keeping;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The names under which the audit keeps forgotten visitors: whoever has the address and the
 * encryption key can tell that it was asked for, and nobody can read the address from it.
 */
@Component
final class KeyedHash {

  private static final String HMAC = "HmacSHA256";
  private static final String PURPOSE = "handoff erased visitor";

  private final byte[] key;

  KeyedHash(@Value("${handoff.encryption-keys}") List<String> base64Keys) {
    this.key = hmac(Base64.getDecoder().decode(base64Keys.get(0).strip()), PURPOSE);
  }

  /** {@code visitor:} and 64 hexadecimal digits. */
  String of(String text) {
    return "visitor:" + HexFormat.of().formatHex(hmac(key, text));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }
}
