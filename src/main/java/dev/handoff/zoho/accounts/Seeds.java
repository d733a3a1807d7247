package dev.handoff.zoho.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Marks by which a changed environment is noticed; they tell nothing of what was in it. */
final class Seeds {

  private Seeds() {}

  private static final int HALF = 32;

  /** The first half of a credential's mark. */
  static String ofClient(String id) {
    return id.isEmpty() ? "" : of(id).substring(0, HALF);
  }

  /** The second half. */
  static String ofToken(String token) {
    return of(token).substring(0, HALF);
  }

  static String of(String... values) {
    try {
      byte[] all = String.join("\n", values).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
