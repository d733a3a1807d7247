package dev.handoff.intake;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context at the door: a trace that comes in is continued. */
public final class TraceParents {

  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private TraceParents() {}

  /** The {@code traceparent} given; a new one where none, or none that is valid, came. */
  public static String continueOrStart(@Nullable String given) {
    if (given != null && VALID.matcher(given.strip()).matches()) {
      return given.strip();
    }
    byte[] ids = new byte[24];
    RANDOM.nextBytes(ids);
    String hex = HexFormat.of().formatHex(ids);
    return "00-" + hex.substring(0, 32) + "-" + hex.substring(32) + "-01";
  }
}
