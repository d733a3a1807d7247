package dev.handoff.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a table, which knows where it stands. What is read wrongly is noted as a fault of its
 * file, and something harmless is given back, so that reading goes on and finds all faults.
 *
 * <p>Scalars are text as written: {@code no} is "no" and {@code 22:00} is "22:00", with or without
 * quotes.
 */
public final class Cell {

  private static final int SHOWN = 60;

  private final Sheet sheet;
  private final String name;
  private final String key;
  private final int line;
  private final @Nullable Node node;

  Cell(Sheet sheet, String name, String key, int line, @Nullable Node node) {
    this.sheet = sheet;
    this.name = name;
    this.key = key;
    this.line = line;
    this.node = node;
  }

  /** The name of its row; that of the list, for an item. */
  public String key() {
    return key;
  }

  /** Whether nothing stands there: no file, no value, {@code ~} or {@code null}. */
  public boolean isNothing() {
    return node == null || Tag.NULL.equals(node.getTag());
  }

  /** Whether it is one text. */
  public boolean isText() {
    return node instanceof ScalarNode && !isNothing();
  }

  /** Whether it is a list. */
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The rows of a mapping, whatever their names, in their order; none when nothing is there. */
  public Map<String, Cell> rows() {
    Map<String, Cell> rows = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> row(tuple, rows));
    } else if (!isNothing()) {
      misread("names with values below them, each with two spaces more");
    }
    return rows;
  }

  /** The rows of a mapping that may have these names only. */
  public Map<String, Cell> rows(String... known) {
    Map<String, Cell> rows = rows();
    rows.forEach(
        (key, cell) -> {
          if (!Arrays.asList(known).contains(key)) {
            cell.unknown(Arrays.asList(known));
          }
        });
    rows.keySet().retainAll(Arrays.asList(known));
    return rows;
  }

  private void row(NodeTuple tuple, Map<String, Cell> rows) {
    int at = tuple.getKeyNode().getStartMark().getLine() + 1;
    if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getValue().isBlank()) {
      sheet.note(at, name, "a name that is no text", "a plain name", "Correct it.");
      return;
    }
    String path = name.isEmpty() ? key.getValue() : name + "." + key.getValue();
    Cell cell = new Cell(sheet, path, key.getValue(), at, tuple.getValueNode());
    Cell first = rows.putIfAbsent(key.getValue(), cell);
    if (first != null) {
      cell.refuse("a second time", "each name once", "It stands in line " + first.line + " too.");
    }
  }

  /** The items of a list; a text alone is a list of one. */
  public List<Cell> items() {
    List<Cell> items = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        String path = name + "[" + items.size() + "]";
        items.add(new Cell(sheet, path, key, item.getStartMark().getLine() + 1, item));
      }
    } else if (isText()) {
      items.add(this);
    } else if (!isNothing()) {
      misread("a list");
    }
    return items;
  }

  /** The text, without spaces around it; empty where there is none. */
  public String text() {
    if (node instanceof ScalarNode scalar) {
      return isNothing() ? "" : scalar.getValue().strip();
    }
    if (node != null) {
      misread("a text");
    }
    return "";
  }

  /** The text of a row, or null when it is left out or empty. */
  public static @Nullable String textOf(@Nullable Cell cell) {
    String text = cell == null ? "" : cell.text();
    return text.isEmpty() ? null : text;
  }

  /** Notes that the value is not what is expected. */
  public void refuse(String expected) {
    refuse(shown(), expected, "Correct it.");
  }

  /** The same with a remedy, a sentence. */
  public void refuse(String expected, String remedy) {
    refuse(shown(), expected, remedy);
  }

  /** The same with other words for what is there. */
  public void refuse(String found, String expected, String remedy) {
    sheet.note(line, name, found, expected, remedy);
  }

  private void misread(String expected) {
    sheet.misread(line, name, shown(), expected, "Correct it.");
  }

  /** Notes that the name is not one of those. */
  public void unknown(Iterable<String> known) {
    TreeSet<String> names = new TreeSet<>();
    known.forEach(names::add);
    sheet.misread(
        line,
        name,
        "an unknown name",
        names.size() > 15
            ? "a name that is listed in the built-in file"
            : "one of " + String.join(", ", names),
        Nearest.remedy(key, names, "Correct it, or take it out."));
  }

  private String shown() {
    if (isNothing()) {
      return "nothing";
    }
    if (node instanceof ScalarNode scalar) {
      String text = scalar.getValue().replaceAll("\\s+", " ");
      return "'" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "'";
    }
    return node instanceof SequenceNode ? "a list" : "names with values";
  }
}
