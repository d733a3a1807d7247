package dev.handoff.relay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures as the text of Standard Webhooks describes them, without its library. */
final class HandMade {

  private HandMade() {}

  static byte[] base64Key(String secret) {
    return Base64.getDecoder().decode(secret.substring("whsec_".length()));
  }

  static String signature(byte[] key, String content) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    byte[] sum = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(sum);
  }
}
