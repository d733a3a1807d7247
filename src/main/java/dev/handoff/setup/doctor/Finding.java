package dev.handoff.setup.doctor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the doctor's report. Holds no secret and nothing of a visitor.
 *
 * @param check what was looked at, a few words
 * @param what what was seen, a sentence without its full stop
 * @param remedy what to do; null where nothing is to be done
 */
public record Finding(String check, Level level, String what, @Nullable String remedy) {

  /** From well to worst. */
  public enum Level {
    OK,
    /** Works, or could not be looked at; worth a person's eye. */
    WARNING,
    /** Does not work; handoffs or answers suffer. */
    FAILED;

    /** As it is written in answers and on the screen. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String what) {
    return new Finding(check, Level.OK, what, null);
  }

  static Finding warning(String check, String what, String remedy) {
    return new Finding(check, Level.WARNING, what, remedy);
  }

  static Finding failed(String check, String what, String remedy) {
    return new Finding(check, Level.FAILED, what, remedy);
  }

  /** Nothing can be said, for a reason that has its own line. */
  static Finding notChecked(String check, String because) {
    return new Finding(
        check,
        Level.WARNING,
        "not checked because " + because,
        "Mend that first, then look again.");
  }

  /** Whether this says that something does not work. */
  public boolean isFailed() {
    return level == Level.FAILED;
  }
}
