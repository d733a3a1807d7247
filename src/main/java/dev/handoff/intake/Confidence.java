package dev.handoff.intake;

import org.jspecify.annotations.Nullable;

/**
 * How sure a bot is; up to 1 it is a fraction, above 1 a percentage (contract 4.4). With a percent
 * sign it is a percentage whatever its size.
 */
final class Confidence {

  private Confidence() {}

  /** A fraction from 0 to 1. */
  static @Nullable Double read(JsonFields fields, String name) {
    boolean isPercentage = fields.isPercentage(name);
    Double given = isPercentage ? fields.percentage(name) : fields.number(name);
    if (given == null) {
      return null;
    }
    if (given < 0 || given > 100) {
      fields.rule(name, "is " + given + " (expected: 0 to 1, or a percentage up to 100)");
      return null;
    }
    return given <= 1 && !isPercentage ? given : given / 100;
  }
}
