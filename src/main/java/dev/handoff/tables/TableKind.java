package dev.handoff.tables;

import java.util.function.Function;

/**
 * A kind of table: where it stands and how it is read.
 *
 * @param name the file {@code <name>.yaml}, or the folder, below {@code config/tables}
 * @param folder whether it is a folder of files
 * @param reader makes the value, which must be immutable; notes all faults in the cells. What it
 *     gives back is not used when there are any. It may be called on any thread.
 */
public record TableKind<T>(String name, boolean folder, Function<Pages, T> reader) {

  /** A table in one file. */
  public static <T> TableKind<T> file(String name, Function<Pages, T> reader) {
    return new TableKind<>(name, false, reader);
  }

  /** A table in a folder of files. */
  public static <T> TableKind<T> folder(String name, Function<Pages, T> reader) {
    return new TableKind<>(name, true, reader);
  }
}
