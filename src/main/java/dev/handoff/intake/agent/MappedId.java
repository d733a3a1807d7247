package dev.handoff.intake.agent;

import dev.handoff.handoff.SafeText;
import dev.handoff.intake.PathIds;
import dev.handoff.intake.RequestProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A caller's own contact id, as it stands in a path. */
final class MappedId {

  private static final int LONGEST = 120;

  private MappedId() {}

  /**
   * @param given as it stands in the path, percent-encoded
   * @throws RequestProblem 400 when it is not well encoded, 422 for an empty one, a long one, or
   *     one that nothing can show
   */
  static String read(@Nullable String given) {
    String id = given == null ? "" : PathIds.decoded(given, "contact id").strip();
    if (id.isEmpty() || id.length() > LONGEST) {
      throw RequestProblem.rule(
          "The contact id in the path has " + id.length() + " characters (expected: 1 to 120)",
          List.of());
    }
    if (!isShowable(id)) {
      throw RequestProblem.rule(
          "The contact id in the path has characters that cannot be shown", List.of());
    }
    return id;
  }

  static boolean isShowable(String id) {
    return SafeText.of(id).equals(id) && id.chars().noneMatch(Character::isISOControl);
  }
}
