package dev.handoff.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.web.util.UriUtils;

/** Ids of others as they stand in the path of a route, which Camel leaves percent-encoded. */
public final class PathIds {

  private PathIds() {}

  /**
   * The id itself.
   *
   * @param what it is called in the problem
   * @throws RequestProblem 400 when it is not well encoded
   */
  public static String decoded(String given, String what) {
    try {
      return UriUtils.decode(given, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw RequestProblem.malformed(
          "The " + what + " in the path is not well percent-encoded", List.of());
    }
  }
}
