package dev.handoff.callback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Rows of two cells from a file of this room; blank lines and lines starting with # are skipped.
 */
final class Table {

  record Row(String left, String right) {}

  private Table() {}

  static List<Row> of(String file) {
    try (InputStream stream =
        Objects.requireNonNull(
            Table.class.getResourceAsStream(file), file + " is not on the class path")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Table::row)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }

  private static Row row(String line) {
    int tab = line.indexOf('\t');
    return new Row(line.substring(0, tab), line.substring(tab + 1));
  }
}
