package dev.handoff.tables;

import dev.handoff.tables.TableFolders.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one table once: own files where there are some, built-in ones where they are asked for. */
final class TableReading<T> implements Pages {

  private final TableKind<T> kind;
  private final Map<String, Content> files;
  private final List<Sheet> sheets = new ArrayList<>();
  private final Map<String, Cell> read = new HashMap<>();
  private final TreeSet<String> sources = new TreeSet<>();

  TableReading(TableKind<T> kind, Map<String, Content> files) {
    this.kind = kind;
    this.files = files;
  }

  /**
   * The table.
   *
   * @throws WrongTableException with all that is wrong
   */
  T value() {
    names().forEach(this::own);
    T value = kind.reader().apply(this);
    List<TableFault> faults = sheets.stream().flatMap(sheet -> sheet.faults().stream()).toList();
    if (!faults.isEmpty()) {
      throw new WrongTableException(faults);
    }
    return value;
  }

  /** The files that were read for it. */
  Set<String> sources() {
    return sources;
  }

  @Override
  public Set<String> names() {
    return files.keySet();
  }

  @Override
  public @Nullable Cell own(String name) {
    Content content = files.get(name);
    return content == null ? null : read(content);
  }

  @Override
  public @Nullable Cell builtIn(String name) {
    Content content = TableFolders.builtIn(kind, name);
    return content == null ? null : read(content);
  }

  private Cell read(Content content) {
    return read.computeIfAbsent(content.shown(), shown -> sheet(content));
  }

  private Cell sheet(Content content) {
    Sheet sheet = new Sheet(content.shown());
    sheets.add(sheet);
    sources.add(content.shown());
    TableFolders.Trouble trouble = content.trouble();
    if (trouble != null) {
      sheet.note(0, "", trouble.found, trouble.expected, trouble.remedy);
    }
    return sheet.read(content.content());
  }
}
