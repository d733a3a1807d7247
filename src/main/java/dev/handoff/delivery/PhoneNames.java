package dev.handoff.delivery;

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
 * The names under which phone numbers are kept where nobody has to read them. There are so few
 * numbers that all can be tried, so a plain hash would hide none: the names are keyed
 * (HMAC-SHA256), the same on all nodes. Like tokens, the first encryption key names, every key
 * finds; what only a removed key could name is not found again.
 */
@Component
public final class PhoneNames {

  private static final String HMAC = "HmacSHA256";

  /** Sets these keys apart from the same keys' use for tokens. */
  private static final String PURPOSE = "handoff phone_contact";

  private final List<byte[]> keys;

  /**
   * @param base64Keys one or more keys in Base64
   */
  PhoneNames(@Value("${handoff.encryption-keys}") List<String> base64Keys) {
    this.keys =
        base64Keys.stream()
            .map(key -> hmac(Base64.getDecoder().decode(key.strip()), PURPOSE))
            .toList();
  }

  /** The name for a new entry: 64 hexadecimal digits. */
  String name(String digits) {
    return name(keys.get(0), digits);
  }

  /** All names under which an entry may be found. */
  public List<String> names(String digits) {
    return keys.stream().map(key -> name(key, digits)).toList();
  }

  private static String name(byte[] key, String digits) {
    return HexFormat.of().formatHex(hmac(key, digits));
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
