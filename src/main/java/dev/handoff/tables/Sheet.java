package dev.handoff.tables;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One file of a table and what is wrong with it. Plain YAML only: one document, no tags, no
 * anchors, nothing is ever made of it but text.
 */
final class Sheet {

  /** In bytes; no table that people edit is longer. */
  static final int LONGEST = 1 << 20;

  private static final int DEEPEST = 20;
  private static final int MOST_FAULTS = 50;

  private final String file;
  private final Set<TableFault> faults = new LinkedHashSet<>();
  private final Set<String> misread = new HashSet<>();
  private boolean unreadable;

  Sheet(String file) {
    this.file = file;
  }

  /** In the order of the lines. */
  List<TableFault> faults() {
    return faults.stream().sorted(Comparator.comparingInt(TableFault::line)).toList();
  }

  /** Notes what is wrong with a value, unless that may only follow from what was misread. */
  void note(int line, String name, String found, String expected, String remedy) {
    if (faults.size() < MOST_FAULTS && !unreadable && !wasMisread(name)) {
      faults.add(new TableFault(file, line, name, found, expected, remedy));
    }
  }

  /** Notes that what stands there cannot be taken for anything, so that it will seem missing. */
  void misread(int line, String name, String found, String expected, String remedy) {
    note(line, name, found, expected, remedy);
    misread.add(name);
  }

  /** Whether that place, or one within, was misread. */
  private boolean wasMisread(String name) {
    return misread.stream()
        .anyMatch(
            place ->
                name.isEmpty()
                    || place.equals(name)
                    || place.startsWith(name + ".")
                    || place.startsWith(name + "["));
  }

  /** The table as a whole; nothing at all where the file is not one. */
  Cell read(byte[] content) {
    Node node = null;
    if (content.length > LONGEST) {
      note(
          0, "", "more than 1 MB", "a table of at most 1 MB", "Check that this is the right file.");
    } else {
      String text = decoded(content);
      if (text != null && isPlain(text)) {
        node = new Yaml(new SafeConstructor(limits())).compose(new StringReader(text));
      }
    }
    unreadable = !faults.isEmpty();
    return new Cell(this, "", "", node == null ? 1 : node.getStartMark().getLine() + 1, node);
  }

  private static LoaderOptions limits() {
    LoaderOptions limits = new LoaderOptions();
    limits.setNestingDepthLimit(DEEPEST);
    limits.setMaxAliasesForCollections(0);
    limits.setCodePointLimit(LONGEST + 1);
    return limits;
  }

  private @Nullable String decoded(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException otherEncoding) {
      note(0, "", "bytes that are not UTF-8", "a text file in UTF-8", "Save it as UTF-8.");
      return null;
    }
  }

  private boolean isPlain(String text) {
    try {
      int documents = 0;
      int depth = 0;
      for (Event event : new Yaml(new SafeConstructor(limits())).parse(new StringReader(text))) {
        documents += event instanceof DocumentStartEvent ? 1 : 0;
        depth += event instanceof CollectionStartEvent ? 1 : 0;
        depth -= event.is(Event.ID.MappingEnd) || event.is(Event.ID.SequenceEnd) ? 1 : 0;
        fanciful(event, documents);
        if (depth > DEEPEST) {
          note(line(event.getStartMark()), "", "lists in lists in lists", "a table", "Undo that.");
          return false;
        }
      }
    } catch (MarkedYAMLException broken) {
      note(
          line(broken.getProblemMark()),
          "",
          "no YAML: " + broken.getProblem(),
          "YAML",
          "Look there, and in the line before, for wrong indentation, a tab, or a text that needs"
              + " quotes.");
    } catch (YAMLException unreadable) {
      note(
          0,
          "",
          "no YAML: a character that cannot be read",
          "YAML",
          "Look for control characters.");
    }
    return faults.isEmpty();
  }

  private void fanciful(Event event, int documents) {
    if (event instanceof DocumentStartEvent && documents == 2) {
      note(line(event.getStartMark()), "", "a second document", "one table", "Remove the ---.");
    } else if (event instanceof AliasEvent
        || (event instanceof NodeEvent node && node.getAnchor() != null)) {
      note(
          line(event.getStartMark()),
          "",
          "an anchor or alias (& or *)",
          "plain values",
          "Write the value out; a text that begins with & or * needs quotes.");
    } else if ((event instanceof ScalarEvent scalar && scalar.getTag() != null)
        || (event instanceof CollectionStartEvent start && start.getTag() != null)) {
      note(
          line(event.getStartMark()),
          "",
          "a tag (!)",
          "plain values",
          "Leave the tag out; a text that begins with ! needs quotes.");
    }
  }

  private static int line(@Nullable Mark mark) {
    return mark == null ? 0 : mark.getLine() + 1;
  }
}
