package dev.handoff.setup.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What Camel's YAML may hold, from the schema in its own jar (camel-yaml-dsl). */
final class DslSchema {

  private static final String RESOURCE = "/schema/camelYamlDsl.json";
  private static final String STEP = "org.apache.camel.model.ProcessorDefinition";
  private static final String EXPRESSION = "org.apache.camel.model.language.ExpressionDefinition";

  /**
   * One kind of map.
   *
   * @param keys what it may hold, with the schema of each value; an empty one takes anything
   * @param required keys that may not be missing
   * @param open whether other keys are fine too
   * @param single whether it has one key only
   */
  record Shape(Map<String, JsonNode> keys, Set<String> required, boolean open, boolean single) {}

  private final JsonNode root;
  private final Map<JsonNode, Shape> shapes = new IdentityHashMap<>();
  private final Set<String> steps;
  private final Set<String> languages;

  private DslSchema(JsonNode root) {
    this.root = root;
    this.steps = new TreeSet<>(names(definition(STEP).path("properties")));
    Set<String> all = new TreeSet<>(shape(definition(EXPRESSION)).keys().keySet());
    all.remove("expression");
    this.languages = all;
  }

  /** Reads it from the class path; takes some tens of milliseconds. */
  static DslSchema load() {
    try (InputStream in = DslSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new DslSchema(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What each entry of a file may be. */
  JsonNode entry() {
    return root.path("items");
  }

  /** What each step may be. */
  JsonNode step() {
    return definition(STEP);
  }

  /** The names of all steps, such as {@code setBody}. */
  Set<String> steps() {
    return steps;
  }

  /** The names of all expression languages, such as {@code simple}. */
  Set<String> languages() {
    return languages;
  }

  private JsonNode definition(String name) {
    return root.path("items").path("definitions").path(name);
  }

  /** The schema itself, or the one that it points to. */
  JsonNode resolved(JsonNode schema) {
    JsonNode now = schema;
    while (now.has("$ref")) {
      String ref = now.path("$ref").asText();
      now = definition(ref.substring(ref.lastIndexOf('/') + 1));
    }
    return now;
  }

  /** Whether a bare text will do. */
  boolean takesText(JsonNode given) {
    JsonNode schema = resolved(given);
    if (schema.isEmpty()) {
      return true;
    }
    String type = schema.has("properties") ? "object" : schema.path("type").asText("");
    if (!type.isEmpty()) {
      return !type.equals("object") && !type.equals("array");
    }
    return alternatives(schema).isEmpty() || any(schema, this::takesText);
  }

  boolean takesList(JsonNode given) {
    JsonNode schema = resolved(given);
    return schema.isEmpty()
        || schema.path("type").asText("").equals("array")
        || any(schema, this::takesList);
  }

  boolean takesMap(JsonNode given) {
    JsonNode schema = resolved(given);
    return schema.isEmpty()
        || schema.has("properties")
        || schema.path("type").asText("").equals("object")
        || any(schema, this::takesMap);
  }

  /** Whether an expression stands here: below {@code expression} or directly by its language. */
  boolean hasExpression(JsonNode given) {
    return shape(given).keys().containsKey("simple");
  }

  private boolean any(JsonNode schema, java.util.function.Predicate<JsonNode> test) {
    return alternatives(schema).stream().anyMatch(test);
  }

  private static Set<JsonNode> alternatives(JsonNode schema) {
    Set<JsonNode> all = new LinkedHashSet<>();
    for (String word : new String[] {"oneOf", "anyOf"}) {
      schema.path(word).forEach(all::add);
    }
    return all;
  }

  /** Everything that the alternatives of a schema allow, put together. */
  Shape shape(JsonNode given) {
    JsonNode schema = resolved(given);
    return shapes.computeIfAbsent(schema, this::merged);
  }

  private Shape merged(JsonNode schema) {
    Map<String, JsonNode> keys = new LinkedHashMap<>();
    collect(schema, keys);
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    boolean open = keys.isEmpty() && !schema.path("additionalProperties").isBoolean();
    return new Shape(keys, required, open, schema.path("maxProperties").asInt(0) == 1);
  }

  private void collect(JsonNode given, Map<String, JsonNode> keys) {
    JsonNode schema = resolved(given);
    schema
        .path("properties")
        .properties()
        .forEach(
            property ->
                keys.merge(property.getKey(), property.getValue(), (a, b) -> b.isEmpty() ? a : b));
    alternatives(schema).forEach(alternative -> collect(alternative, keys));
  }

  /** The schema of the items of a list. */
  @Nullable JsonNode items(JsonNode given) {
    JsonNode schema = resolved(given);
    if (schema.has("items")) {
      return schema.path("items");
    }
    return alternatives(schema).stream()
        .filter(this::takesList)
        .map(this::items)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The word that says which values a text may have; nothing when any will do. */
  Set<String> values(JsonNode given) {
    Set<String> values = new TreeSet<>();
    resolved(given).path("enum").forEach(value -> values.add(value.asText()));
    return values;
  }

  String type(JsonNode given) {
    return resolved(given).path("type").asText("");
  }

  /** A copy for those who make a schema of their own out of it. */
  ObjectNode copy() {
    return root.deepCopy();
  }

  private static Set<String> names(JsonNode properties) {
    Set<String> names = new LinkedHashSet<>();
    StreamSupport.stream(((Iterable<String>) properties::fieldNames).spliterator(), false)
        .forEach(names::add);
    return names;
  }
}
