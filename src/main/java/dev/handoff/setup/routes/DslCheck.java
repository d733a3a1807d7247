package dev.handoff.setup.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Whether a file holds what Camel's YAML may hold: keys, their nesting and the type of values. */
final class DslCheck {

  private static final String WHOLE = "-?\\d+";
  private static final String STEP = "It is a step: it belongs in a list below 'steps:'.";

  /** What does nothing without an expression; Camel's schema does not say so. */
  private static final Set<String> EVALUATING =
      Set.of(
          "setBody",
          "setHeader",
          "setVariable",
          "setProperty",
          "filter",
          "when",
          "loop",
          "split",
          "transform",
          "script",
          "validate",
          "enrich",
          "recipientList");

  private final DslSchema schema;
  private final Path file;
  private final List<Finding> findings;

  DslCheck(DslSchema schema, Path file, List<Finding> findings) {
    this.schema = schema;
    this.file = file;
    this.findings = findings;
  }

  void check(Node document) {
    if (!(document instanceof SequenceNode list)) {
      error(
          document,
          "a file of flows is a list",
          null,
          "Begin each entry with '- route:', '- routeTemplate:' or '- routeConfiguration:'.");
      return;
    }
    list.getValue().forEach(entry -> value("an entry", entry, schema.entry()));
  }

  private void value(String name, Node node, JsonNode expected) {
    if (schema.resolved(expected).isEmpty() || isUnquoted(node)) {
      return;
    }
    if (node instanceof MappingNode map) {
      if (schema.takesMap(expected)) {
        map(name, map, expected);
      } else if (schema.takesList(expected)) {
        error(map, "'" + name + "' takes a list", null, "Begin each item with '- '.");
      } else {
        error(map, "'" + name + "' takes a text, no keys", null, "Write it on the same line.");
      }
    } else if (node instanceof SequenceNode list) {
      if (schema.takesList(expected)) {
        JsonNode items = schema.items(expected);
        if (items != null) {
          list.getValue().forEach(item -> value(name, item, items));
        }
      } else {
        error(list, "'" + name + "' takes no list", null, keysOf(expected));
      }
    } else if (node instanceof ScalarNode scalar) {
      scalar(name, scalar, expected);
    }
  }

  /** A placeholder without quotes, which is told of already. */
  private static boolean isUnquoted(Node node) {
    return YamlFile.entries(node).stream()
        .anyMatch(entry -> YamlFile.text(entry.getKeyNode()) == null);
  }

  private String keysOf(JsonNode expected) {
    return schema.takesMap(expected)
        ? "It takes these keys: " + shown(schema.shape(expected).keys().keySet()) + "."
        : "Write one text.";
  }

  private void scalar(String name, ScalarNode scalar, JsonNode expected) {
    if (Tag.NULL.equals(scalar.getTag())) {
      if (schema.takesMap(expected)) {
        missing(name, scalar, Set.of(), expected);
      }
      return;
    }
    if (!schema.takesText(expected)) {
      error(
          scalar,
          "'" + name + "' takes " + (schema.takesMap(expected) ? "keys" : "a list") + ", no text",
          null,
          schema.takesMap(expected) ? keysOf(expected) : "Begin each item with '- '.");
      return;
    }
    String text = scalar.getValue();
    if (text.contains("{{") || text.contains("${")) {
      return;
    }
    Set<String> values = schema.values(expected);
    String type = schema.type(expected);
    if (!values.isEmpty() && values.stream().noneMatch(text::equalsIgnoreCase)) {
      error(
          scalar,
          "'" + text + "' is no value of '" + name + "'",
          Spelling.nearest(text, values),
          "It takes: " + shown(values) + ".");
    } else if (type.equals("boolean") && !text.matches("(?i)true|false")) {
      error(scalar, "'" + name + "' is '" + text + "'", null, "It takes true or false.");
    } else if (type.equals("integer") && !text.matches(WHOLE)) {
      error(scalar, "'" + name + "' is '" + text + "'", null, "It takes a whole number.");
    }
  }

  private void map(String name, MappingNode map, JsonNode expected) {
    DslSchema.Shape shape = schema.shape(expected);
    Set<String> present = new LinkedHashSet<>();
    for (NodeTuple entry : map.getValue()) {
      String key = String.valueOf(YamlFile.text(entry.getKeyNode()));
      present.add(key);
      JsonNode inner = shape.keys().get(key);
      if (inner != null) {
        value(key, entry.getValueNode(), inner);
      } else if (!shape.open()) {
        unknown(name, key, entry.getKeyNode(), shape);
      }
    }
    if (shape.single() && present.size() > 1 && shape.keys().keySet().containsAll(present)) {
      error(
          map.getValue().get(1).getKeyNode(),
          "two steps in one: " + shown(present),
          null,
          "Begin the second one with '- ' on a line of its own.");
    }
    missing(name, map, present, expected);
  }

  private void missing(String name, Node node, Set<String> present, JsonNode expected) {
    Set<String> lacking = new TreeSet<>(schema.shape(expected).required());
    lacking.removeAll(present);
    if (!lacking.isEmpty()) {
      error(node, "'" + name + "' lacks " + shown(lacking), null, "Add it.");
    }
    if (schema.hasExpression(expected)) {
      Set<String> said = new TreeSet<>(present);
      said.retainAll(schema.languages());
      if (present.contains("expression")) {
        said.add("expression");
      }
      if (said.size() > 1) {
        error(node, "'" + name + "' has two expressions: " + shown(said), null, "Keep one.");
      } else if (said.isEmpty() && EVALUATING.contains(name)) {
        error(
            node,
            "'" + name + "' has no expression",
            null,
            "Add 'expression:' and below it 'simple:', 'constant:', 'method:' or another language.");
      }
    }
  }

  private void unknown(String name, String key, Node where, DslSchema.Shape shape) {
    if (shape.single() && shape.keys().size() > 1 && name.equals("steps")) {
      error(where, "'" + key + "' is no step", Spelling.nearest(key, schema.steps()), nested(key));
      return;
    }
    String near = Spelling.nearest(key, shape.keys().keySet());
    String remedy = near == null && schema.steps().contains(key) ? STEP : likely(shape, near);
    error(
        where,
        "'" + key + "' is no key of " + (name.equals("an entry") ? name : "'" + name + "'"),
        near,
        remedy);
  }

  /** A key of another step's stands where steps do, when it is indented too little. */
  private String nested(String key) {
    for (Map.Entry<String, JsonNode> step : stepSchemas().entrySet()) {
      if (schema.takesMap(step.getValue())
          && schema.shape(step.getValue()).keys().containsKey(key)) {
        return "If it belongs to the step above, indent it below that one.";
      }
    }
    return "";
  }

  private Map<String, JsonNode> stepSchemas() {
    return schema.shape(schema.step()).keys();
  }

  private String likely(DslSchema.Shape shape, @Nullable String near) {
    return near == null ? "It takes: " + shown(shape.keys().keySet()) + "." : "";
  }

  private void error(Node node, String what, @Nullable String near, String remedy) {
    findings.add(Finding.error(Place.of(file, node), what, near, remedy));
  }

  /** At most a dozen names; of many languages, only that there is an expression. */
  private String shown(Set<String> names) {
    Set<String> sorted = new TreeSet<>(names);
    if (sorted.contains("expression")) {
      sorted.removeAll(schema.languages());
    }
    return sorted.stream().limit(12).collect(Collectors.joining(", "))
        + (sorted.size() > 12 ? ", …" : "");
  }
}
