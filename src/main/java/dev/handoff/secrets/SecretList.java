package dev.handoff.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A secret of several parts, any of which is right, so that one can be replaced by the next. */
public final class SecretList {

  /** A part with fewer characters may be found by trying. */
  private static final int GUESSABLE = 16;

  /** The settings whose parts may have any length, with the word for one part. */
  private static final Map<String, String> OF_ANY_LENGTH =
      Map.of("HANDOFF_API_KEYS", "key", "BOT_CALLBACK_SECRET", "secret");

  private SecretList() {}

  /**
   * What to warn of: parts that may be guessed, a sentence each that does not hold the part; at a
   * start and whenever a file changes alike.
   *
   * @param name of the setting; for others than API keys and the bots' secret there is nothing
   */
  public static List<String> guessable(String name, String secret) {
    String word = OF_ANY_LENGTH.get(name);
    List<String> warnings = new ArrayList<>();
    String[] parts = word == null ? new String[0] : secret.split(",");
    for (int i = 0; i < parts.length; i++) {
      int length = parts[i].strip().length();
      if (length > 0 && length < GUESSABLE) {
        warnings.add(
            "%s: %s %d has %d characters; with fewer than %d it may be guessed"
                .formatted(name, word, i + 1, length, GUESSABLE));
      }
    }
    return warnings;
  }

  /**
   * The parts between commas, without space around them.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static List<String> parts(String secret) {
    List<String> parts =
        Arrays.stream(secret.split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList();
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("nothing but commas");
    }
    return parts;
  }

  /** Each part as the bytes that are compared. */
  public static List<byte[]> bytes(List<String> parts) {
    return parts.stream()
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(part -> part.getBytes(StandardCharsets.UTF_8))
        .toList();
  }
}
