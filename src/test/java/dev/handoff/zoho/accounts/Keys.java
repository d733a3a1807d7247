package dev.handoff.zoho.accounts;

import java.util.Arrays;
import java.util.Base64;

/** Encryption keys to test with. */
final class Keys {

  static final String OLD = key(32, 'o');
  static final String NEW = key(32, 'n');

  private Keys() {}

  static String key(int bytes, char filling) {
    byte[] key = new byte[bytes];
    Arrays.fill(key, (byte) filling);
    return Base64.getEncoder().encodeToString(key);
  }
}
