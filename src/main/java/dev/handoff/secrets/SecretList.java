package dev.handoff.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A secret of several parts, any of which is right, so that one can be replaced by the next. */
public final class SecretList {

  private SecretList() {}

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
