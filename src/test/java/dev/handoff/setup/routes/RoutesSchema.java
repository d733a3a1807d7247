package dev.handoff.setup.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Camel's schema of its YAML, narrowed to what this gateway has (its beans with their methods, its
 * templates with their parameters, languages and data formats on the class path) and with its
 * addresses as examples.
 */
final class RoutesSchema {

  private static final String MODEL = "org.apache.camel.model.";
  private static final List<String> ADDRESSED =
      List.of("ToDefinition", "ToDynamicDefinition", "WireTapDefinition");

  private final ObjectNode root = DslSchema.load().copy();
  private final ObjectNode definitions = (ObjectNode) root.path("items").path("definitions");
  private final Flows flows;
  private final BeanIndex beans;
  private final Set<String> used;

  RoutesSchema(Flows flows, BeanIndex beans, Set<String> used) {
    this.flows = flows;
    this.beans = beans;
    this.used = used;
  }

  String text() {
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "Flows of the Handoff Gateway");
    root.put(
        "description",
        "Camel's YAML DSL with the gateway's beans, templates and addresses; written by RoutesIndexTest.");
    narrowLanguages();
    callsOf("BeanDefinition");
    callsOf("language.MethodCallExpression");
    ADDRESSED.forEach(this::addressesOf);
    dropUnreachable();
    return root.toPrettyString() + "\n";
  }

  private static boolean isThere(String kind, String name) {
    return RoutesSchema.class
            .getClassLoader()
            .getResource("META-INF/services/org/apache/camel/" + kind + "/" + name)
        != null;
  }

  private void narrowLanguages() {
    Set<String> gone = new TreeSet<>();
    for (String language : DslSchema.load().languages()) {
      String service =
          switch (language) {
            case "method" -> "bean";
            case "language" -> "simple";
            default -> language;
          };
      if (!isThere("language", service)) {
        gone.add(language);
      }
    }
    for (JsonNode definition : definitions) {
      if (definition.path("properties").has("simple")) {
        ((ObjectNode) definition.path("properties")).remove(gone);
        narrow(definition, gone);
      } else if (definition == definitions.path(MODEL + "language.ExpressionDefinition")) {
        narrow(definition, gone);
      }
    }
    ObjectNode formats = (ObjectNode) definitions.path(MODEL + "MarshalDefinition");
    for (String name : List.of("MarshalDefinition", "UnmarshalDefinition")) {
      narrowFormats(definitions.path(MODEL + name));
    }
    if (formats.isEmpty()) {
      throw new IllegalStateException("Camel's schema has no MarshalDefinition");
    }
  }

  /** Removes alternatives that name what is gone. */
  private static void narrow(JsonNode node, Set<String> gone) {
    if (node instanceof ArrayNode list) {
      for (int i = list.size() - 1; i >= 0; i--) {
        JsonNode required = list.get(i).path("required");
        if (required.size() == 1 && gone.contains(required.get(0).asText())) {
          list.remove(i);
        }
      }
    }
    node.forEach(inner -> narrow(inner, gone));
  }

  private static void narrowFormats(JsonNode definition) {
    Set<String> gone = new TreeSet<>();
    ((ObjectNode) definition.path("properties"))
        .fieldNames()
        .forEachRemaining(
            name -> {
              boolean own =
                  Set.of(
                          "id",
                          "description",
                          "disabled",
                          "note",
                          "variableSend",
                          "variableReceive",
                          "allowNullBody")
                      .contains(name);
              if (!own && !name.equals("json") && !name.equals("custom")) {
                gone.add(name);
              }
            });
    ((ObjectNode) definition.path("properties")).remove(gone);
    narrow(definition, gone);
  }

  private ObjectNode keys(String name) {
    ObjectNode definition = (ObjectNode) definitions.path(MODEL + name);
    for (JsonNode alternative : definition.path("oneOf")) {
      if (alternative.has("properties")) {
        return (ObjectNode) alternative;
      }
    }
    return definition;
  }

  /** A bean's name, and its methods by its name. */
  private void callsOf(String name) {
    ObjectNode map = keys(name);
    ObjectNode ref = (ObjectNode) map.path("properties").path("ref");
    ArrayNode either = ref.putArray("anyOf");
    ArrayNode names = either.addObject().putArray("enum");
    used.forEach(names::add);
    either.addObject().put("pattern", "^(#|own)");
    ArrayNode all = map.putArray("allOf");
    for (String bean : used) {
      Set<String> methods =
          beans.methods(bean).stream()
              .map(Method::getName)
              .collect(Collectors.toCollection(TreeSet::new));
      ObjectNode rule = all.addObject();
      ObjectNode when = rule.putObject("if");
      when.putArray("required").add("ref");
      when.putObject("properties").putObject("ref").put("const", bean);
      rule.putObject("then")
          .putObject("properties")
          .putObject("method")
          .put("pattern", "^(" + String.join("|", methods) + ")(\\(.*\\))?$");
    }
  }

  private void addressesOf(String name) {
    ObjectNode map = keys(name);
    ObjectNode uri = (ObjectNode) map.path("properties").path("uri");
    ArrayNode examples = uri.putArray("examples");
    new TreeSet<>(flows.listening("direct").keySet()).forEach(examples::add);
    flows.templates.keySet().forEach(template -> examples.add("kamelet:" + template + "/NAME"));
    ArrayNode all = map.putArray("allOf");
    flows.templates.forEach(
        (template, about) -> {
          ObjectNode rule = all.addObject();
          ObjectNode when = rule.putObject("if");
          when.putArray("required").add("uri");
          when.putObject("properties")
              .putObject("uri")
              .put("pattern", "^kamelet:" + template + "/");
          ObjectNode then = rule.putObject("then");
          then.putArray("required").add("parameters");
          ObjectNode parameters = then.putObject("properties").putObject("parameters");
          parameters.put("additionalProperties", false);
          ArrayNode required = parameters.putArray("required");
          ObjectNode known = parameters.putObject("properties");
          about
              .parameters()
              .forEach(
                  (parameter, told) -> {
                    known.putObject(parameter).put("description", told.description());
                    if (told.required()) {
                      required.add(parameter);
                    }
                  });
        });
  }

  private void dropUnreachable() {
    Set<String> reached = new LinkedHashSet<>();
    Deque<JsonNode> open = new ArrayDeque<>();
    root.path("items")
        .properties()
        .forEach(
            part -> {
              if (!part.getKey().equals("definitions")) {
                open.add(part.getValue());
              }
            });
    while (!open.isEmpty()) {
      JsonNode node = open.poll();
      node.forEach(open::add);
      if (node.path("$ref").isTextual()) {
        String ref = node.path("$ref").asText();
        String name = ref.substring(ref.lastIndexOf('/') + 1);
        if (reached.add(name)) {
          open.add(definitions.path(name));
        }
      }
    }
    Set<String> gone = new TreeSet<>();
    definitions.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !reached.contains(name))
        .forEach(gone::add);
    definitions.remove(gone);
  }
}
