package dev.handoff.setup.routes;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML file as a tree that knows its lines.
 *
 * @param documents none when the file is empty or cannot be read
 * @param findings what keeps it from being YAML, and keys that stand twice
 */
record YamlFile(Path path, List<Node> documents, List<Finding> findings) {

  private static final Pattern TAB = Pattern.compile("^ *\t.*");

  static YamlFile read(Path path) {
    try {
      return of(path, Files.readString(path));
    } catch (CharacterCodingException notUtf8) {
      return unreadable(path, "is not text in UTF-8", "Save it as UTF-8 without BOM.");
    } catch (IOException unreadable) {
      return unreadable(path, "cannot be read", "Mend its rights.");
    }
  }

  private static YamlFile unreadable(Path path, String what, String remedy) {
    return new YamlFile(
        path, List.of(), List.of(Finding.error(new Place(path, 0), what, null, remedy)));
  }

  /** The same for a text that is read already. */
  static YamlFile of(Path path, String text) {
    List<Finding> findings = new ArrayList<>();
    List<Node> documents = new ArrayList<>();
    tabs(path, text, findings);
    if (findings.isEmpty()) {
      compose(path, text, documents, findings);
    }
    return new YamlFile(path, List.copyOf(documents), List.copyOf(findings));
  }

  private static void compose(
      Path path, String text, List<Node> documents, List<Finding> findings) {
    LoaderOptions options = new LoaderOptions();
    options.setProcessComments(false);
    try {
      new Yaml(options).composeAll(new StringReader(text)).forEach(documents::add);
    } catch (MarkedYAMLException broken) {
      documents.clear();
      findings.add(syntax(path, broken));
    } catch (YAMLException broken) {
      documents.clear();
      findings.add(Finding.error(new Place(path, 0), reason(broken), null, ""));
    }
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    documents.forEach(document -> twice(path, document, findings, seen));
  }

  static Finding syntax(Path path, MarkedYAMLException broken) {
    // At the end of the text, where something began tells more than where it should have ended.
    boolean atEnd = reason(broken).contains("<stream end>") && broken.getContextMark() != null;
    Mark mark = atEnd ? broken.getContextMark() : broken.getProblemMark();
    return Finding.error(
        new Place(path, mark == null ? 0 : mark.getLine() + 1),
        "is not YAML here: " + reason(broken),
        null,
        "Look at this line and the one above it for wrong indentation, a missing '-' or ':', or a"
            + " text that needs quotes because it holds ': ' or ' #' or begins with { [ & * ! % @.");
  }

  private static String reason(YAMLException broken) {
    String problem =
        broken instanceof MarkedYAMLException marked && marked.getProblem() != null
            ? YamlFiles.problem(marked)
            : broken.getMessage();
    return String.valueOf(problem).lines().findFirst().orElse("unreadable");
  }

  private static void tabs(Path path, String text, List<Finding> findings) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (TAB.matcher(lines.get(i)).matches()) {
        findings.add(
            Finding.error(
                new Place(path, i + 1),
                "begins with a tab",
                null,
                "YAML is indented with spaces only."));
      }
    }
  }

  private static void twice(Path path, Node node, List<Finding> findings, Set<Node> seen) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof MappingNode map) {
      Map<String, Integer> lines = new HashMap<>();
      for (NodeTuple entry : map.getValue()) {
        String key = text(entry.getKeyNode());
        int line = entry.getKeyNode().getStartMark().getLine() + 1;
        Integer first = key == null ? null : lines.putIfAbsent(key, line);
        if (first != null) {
          findings.add(
              Finding.error(
                  new Place(path, line),
                  "the key '" + key + "' stands twice, first in line " + first,
                  null,
                  "Keep one of them; of two, one would be lost."));
        }
        if (entry.getKeyNode() instanceof MappingNode) {
          findings.add(
              Finding.error(
                  new Place(path, line),
                  "a text that begins with '{{' needs quotes",
                  null,
                  "Write it as \"{{…}}\"."));
        }
        twice(path, entry.getValueNode(), findings, seen);
      }
    } else if (node instanceof SequenceNode list) {
      list.getValue().forEach(item -> twice(path, item, findings, seen));
    }
  }

  /** The text of a scalar; null for anything else. */
  static @Nullable String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  /** The value of a key; null when it is missing or the node has no keys. */
  static @Nullable Node child(@Nullable Node node, String key) {
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (key.equals(text(entry.getKeyNode()))) {
          return entry.getValueNode();
        }
      }
    }
    return null;
  }

  /** The text below a key, or null. */
  static @Nullable String text(@Nullable Node node, String key) {
    return text(child(node, key));
  }

  /** The items of a list; none for anything else. */
  static List<Node> items(@Nullable Node node) {
    return node instanceof SequenceNode list ? list.getValue() : List.of();
  }

  /** The entries of a map; none for anything else. */
  static List<NodeTuple> entries(@Nullable Node node) {
    return node instanceof MappingNode map ? map.getValue() : List.of();
  }
}
