package dev.handoff.operations;

import dev.handoff.secrets.SecretList;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys of {@code /api/**}; compared in constant time, all of them each time. */
final class ApiKeys {

  private static final String BEARER = "bearer ";

  private final List<byte[]> keys;

  ApiKeys(List<String> keys) {
    this.keys = SecretList.bytes(keys);
  }

  /**
   * The keys of a list that is separated by commas.
   *
   * @throws IllegalArgumentException when there is none
   */
  static ApiKeys of(String list) {
    return new ApiKeys(SecretList.parts(list));
  }

  /** Whether the request carries one of the keys. */
  boolean accepts(HttpServletRequest request) {
    String given = given(request);
    if (given == null) {
      return false;
    }
    byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (byte[] key : keys) {
      found |= MessageDigest.isEqual(key, bytes);
    }
    return found;
  }

  private static @Nullable String given(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return authorization.substring(BEARER.length()).strip();
    }
    return request.getHeader("X-Api-Key");
  }
}
