package dev.handoff.intake;

import org.jspecify.annotations.Nullable;

/** How sure a bot is; up to 1 it is a fraction, above 1 a percentage (contract 4.4). */
final class Confidence {

  private Confidence() {}

  /** A fraction from 0 to 1. */
  static @Nullable Double read(JsonFields fields, String name) {
    Double given = fields.number(name);
    if (given == null) {
      return null;
    }
    if (given < 0 || given > 100) {
      fields.rule(name, "is " + given + " (expected: 0 to 1, or a percentage up to 100)");
      return null;
    }
    return given <= 1 ? given : given / 100;
  }
}
