package dev.handoff.zoho.accounts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;

/**
 * Encrypts tokens at rest with AES-256-GCM and a random nonce each. The first key writes; every key
 * reads, so that keys can be rotated.
 */
final class TokenCipher {

  private static final int KEY_BYTES = 32;

  private final List<BytesEncryptor> keys;

  /**
   * @param base64Keys one or more 256-bit keys in Base64
   * @throws IllegalArgumentException naming the position of the key that is not one
   */
  TokenCipher(List<String> base64Keys) {
    List<BytesEncryptor> all = new ArrayList<>();
    for (String key : base64Keys) {
      all.add(encryptor(key, all.size() + 1));
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("HANDOFF_ENCRYPTION_KEY: no key (expected: one or more)");
    }
    this.keys = List.copyOf(all);
  }

  private static BytesEncryptor encryptor(String base64, int position) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException(
          "HANDOFF_ENCRYPTION_KEY: key " + position + " is not Base64", notBase64);
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "HANDOFF_ENCRYPTION_KEY: key "
              + position
              + " has "
              + key.length * 8
              + " bits (expected: 256)");
    }
    return new AesBytesEncryptor(
        new SecretKeySpec(key, "AES"), KeyGenerators.secureRandom(16), CipherAlgorithm.GCM);
  }

  String encrypt(String token) {
    byte[] sealed = keys.get(0).encrypt(token.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(sealed);
  }

  /** What was encrypted; null when none of the keys fits. */
  @Nullable String decrypt(String sealed) {
    for (BytesEncryptor key : keys) {
      String text = decrypt(key, sealed);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Whether no key but the first is needed to read it. */
  boolean isUnderFirstKey(String sealed) {
    return decrypt(keys.get(0), sealed) != null;
  }

  /** How many keys there are. */
  int size() {
    return keys.size();
  }

  private static @Nullable String decrypt(BytesEncryptor key, String sealed) {
    try {
      return new String(key.decrypt(Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8);
    } catch (IllegalStateException
        | IllegalArgumentException
        | IndexOutOfBoundsException otherKey) {
      return null;
    }
  }
}
