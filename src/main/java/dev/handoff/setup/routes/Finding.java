package dev.handoff.setup.routes;

import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a file.
 *
 * @param line counted from 1; 0 when it is about the file as a whole
 * @param what what is wrong, with the value
 * @param near the nearest right spelling, if something is near
 * @param remedy what to do, a sentence; may be empty
 */
public record Finding(
    Path file, int line, Severity severity, String what, @Nullable String near, String remedy)
    implements Comparable<Finding> {

  /** Whether the flow could not work, or only should not stay so. */
  public enum Severity {
    ERROR,
    WARNING
  }

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::file)
          .thenComparing(Finding::line)
          .thenComparing(Finding::what)
          .thenComparing(Finding::toString);

  static Finding error(Place place, String what, @Nullable String near, String remedy) {
    return new Finding(place.file(), place.line(), Severity.ERROR, what, near, remedy);
  }

  static Finding warning(Place place, String what, @Nullable String near, String remedy) {
    return new Finding(place.file(), place.line(), Severity.WARNING, what, near, remedy);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line: what; did you mean 'x'? What to do.} */
  @Override
  public String toString() {
    return (line == 0 ? file + ": " : file + ":" + line + ": ")
        + (isError() ? "" : "warning: ")
        + what
        + (near == null ? end() : "; did you mean '" + near + "'?")
        + (remedy.isEmpty() ? "" : " " + remedy);
  }

  private String end() {
    return what.endsWith("?") ? "" : ".";
  }
}
