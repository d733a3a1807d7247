package dev.handoff.tables;

/**
 * One thing wrong with a table.
 *
 * @param file the file, as a user would look for it
 * @param line where in the file, from 1; 0 for the file as a whole
 * @param name the place in the table, such as {@code default.days.mon}; empty for the whole
 * @param found what is there now
 * @param expected what would do
 * @param remedy what to do next, a sentence
 */
public record TableFault(
    String file, int line, String name, String found, String expected, String remedy) {

  /** File, line and place, as {@code config/tables/hours.yaml:12: default.days.mon}. */
  public String place() {
    String where = line > 0 ? file + ":" + line : file;
    return name.isEmpty() ? where : where + ": " + name;
  }

  @Override
  public String toString() {
    return place() + ": " + found + " (expected: " + expected + "). " + remedy;
  }
}
