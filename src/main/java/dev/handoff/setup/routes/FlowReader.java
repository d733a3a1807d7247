package dev.handoff.setup.routes;

import static dev.handoff.setup.routes.YamlFile.child;
import static dev.handoff.setup.routes.YamlFile.entries;
import static dev.handoff.setup.routes.YamlFile.items;
import static dev.handoff.setup.routes.YamlFile.text;

import dev.handoff.setup.routes.Flows.BeanCall;
import dev.handoff.setup.routes.Flows.Configuration;
import dev.handoff.setup.routes.Flows.Endpoint;
import dev.handoff.setup.routes.Flows.Named;
import dev.handoff.setup.routes.Flows.Parameter;
import dev.handoff.setup.routes.Flows.Route;
import dev.handoff.setup.routes.Flows.Simple;
import dev.handoff.setup.routes.Flows.Template;
import dev.handoff.setup.routes.Flows.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads what one file defines and refers to. */
final class FlowReader {

  private static final Set<String> ADDRESSED = Set.of("to", "toD", "from", "wireTap", "poll");
  private static final Set<String> PREDICATES =
      Set.of("when", "onWhen", "filter", "validate", "handled", "continued", "retryWhile");
  private static final Set<String> BEAN_KEYS =
      Set.of("aggregationStrategy", "idempotentRepository", "executorService", "onPrepare");
  private static final Set<String> PROSE = Set.of("description", "note", "title");

  private final Flows flows;
  private final Path file;

  FlowReader(Flows flows, Path file) {
    this.flows = flows;
    this.file = file;
  }

  /** Where a node stands, and what is true there. */
  private record Scope(Set<String> own, boolean predicate) {

    Scope asking(boolean now) {
      return new Scope(own, now);
    }
  }

  void read(Node document) {
    for (Node entry : items(document)) {
      for (NodeTuple kind : entries(entry)) {
        entry(String.valueOf(text(kind.getKeyNode())), kind.getKeyNode(), kind.getValueNode());
      }
    }
  }

  private void entry(String kind, Node key, Node content) {
    Set<String> own = new TreeSet<>();
    switch (kind) {
      case "route" -> route(key, content, child(content, "from"));
      case "from" -> route(key, content, content);
      case "routeTemplate" -> own.addAll(template(key, content));
      case "routeConfiguration" -> configuration(key, content);
      case "beans" -> items(content).forEach(this::bean);
      default -> {
        // Nothing that others refer to.
      }
    }
    Scope scope = new Scope(own, false);
    if (kind.equals("from")) {
      endpoint("from", content, scope);
    }
    node(content, scope);
  }

  private void bean(Node bean) {
    String name = text(bean, "name");
    if (name != null) {
      flows.beans.put(name, place(bean));
    }
  }

  private void route(Node key, Node content, @Nullable Node from) {
    new StepNames(file, flows.repeated).route(from);
    flows.routes.add(
        new Route(
            place(key),
            text(content, "id"),
            text(content, "description"),
            from instanceof ScalarNode ? text(from) : text(from, "uri"),
            text(content, "routeConfigurationId")));
  }

  private Set<String> template(Node key, Node content) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Node parameter : items(child(content, "parameters"))) {
      String name = text(parameter, "name");
      if (name != null) {
        boolean given =
            child(parameter, "defaultValue") != null || "false".equals(text(parameter, "required"));
        parameters.put(name, new Parameter(prose(parameter), !given));
      }
    }
    String id = text(content, "id");
    if (id != null) {
      flows.templates.putIfAbsent(id, new Template(place(key), prose(content), parameters));
    }
    return parameters.keySet();
  }

  private void configuration(Node key, Node content) {
    String id = text(content, "id");
    flows.configurations.putIfAbsent(
        id == null ? "" : id, new Configuration(place(key), prose(content)));
  }

  private static String prose(Node content) {
    String description = text(content, "description");
    return description == null ? "" : description.strip();
  }

  private void node(Node node, Scope scope) {
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(item -> node(item, scope));
    } else if (node instanceof ScalarNode scalar) {
      flows.texts.add(new Text(place(scalar), scalar.getValue(), scope.own()));
      if (scalar.getValue().matches("(direct|seda):[\\w-]+(\\?.*)?")) {
        flows.inner.add(new Named(place(scalar), Flows.address(scalar.getValue())));
      }
    } else {
      boolean whileTrue = "true".equals(text(node, "doWhile"));
      for (NodeTuple entry : entries(node)) {
        String key = String.valueOf(text(entry.getKeyNode()));
        if (!PROSE.contains(key)) {
          key(key, node, entry.getValueNode(), scope(key, scope, whileTrue));
        }
      }
    }
  }

  private static Scope scope(String key, Scope outer, boolean whileTrue) {
    return switch (key) {
      case "steps" -> outer.asking(false);
      case "expression" -> whileTrue ? outer.asking(true) : outer;
      default -> PREDICATES.contains(key) ? outer.asking(true) : outer;
    };
  }

  private void key(String key, Node parent, Node value, Scope scope) {
    if (key.equals("parameters") && !(value instanceof SequenceNode)) {
      entries(value).forEach(parameter -> node(parameter.getValueNode(), scope));
      return;
    }
    if (ADDRESSED.contains(key)) {
      endpoint(key, value, scope);
    } else if (key.equals("kamelet")) {
      kamelet(value, scope);
    } else if (key.equals("bean") || (key.equals("method") && child(parent, "ref") == null)) {
      call(value);
    } else if (key.equals("simple")) {
      Node expression = value instanceof ScalarNode ? value : child(value, "expression");
      if (expression != null && text(expression) != null) {
        flows.simples.add(
            new Simple(place(expression), String.valueOf(text(expression)), scope.predicate()));
      }
    } else if (key.equals("exception")) {
      exceptions(value);
    } else {
      name(key, value);
    }
    // The address that a route listens to is no use of it.
    if (key.equals("from") && !(value instanceof ScalarNode)) {
      entries(value).stream()
          .filter(entry -> !"uri".equals(text(entry.getKeyNode())))
          .forEach(entry -> node(entry.getValueNode(), scope));
    } else if (!key.equals("from") && !(key.equals("uri") && isFrom(parent))) {
      node(value, scope);
    }
  }

  private boolean isFrom(Node parent) {
    return child(parent, "steps") != null;
  }

  private void exceptions(Node value) {
    if (value instanceof ScalarNode) {
      named(flows.exceptions, value);
    } else {
      items(value).forEach(item -> named(flows.exceptions, item));
    }
  }

  private void name(String key, Node value) {
    if (!(value instanceof ScalarNode)) {
      if (key.equals("setVariable") && text(value, "name") != null) {
        flows.variables.add(String.valueOf(text(value, "name")));
      } else if (key.equals("process")) {
        named(flows.beanRefs, child(value, "ref"));
      } else if (key.equals("setVariables")) {
        items(child(value, "variables"))
            .forEach(one -> flows.variables.add(String.valueOf(text(one, "name"))));
      }
    } else if (key.equals("id")) {
      named(flows.ids, value);
    } else if (key.equals("routeConfigurationId")) {
      named(flows.configurationRefs, value);
    } else if (key.equals("variableReceive")) {
      flows.variables.add(String.valueOf(text(value)));
    } else if (BEAN_KEYS.contains(key)) {
      named(flows.beanRefs, value);
    }
  }

  private static void add(java.util.List<Named> list, Place place, @Nullable String text) {
    if (text != null) {
      list.add(new Named(place, text));
    }
  }

  private void named(java.util.List<Named> list, @Nullable Node node) {
    if (node != null) {
      add(list, place(node), text(node));
    }
  }

  private void call(Node value) {
    Node bean = value instanceof ScalarNode ? value : child(value, "ref");
    String ref = text(bean);
    if (bean == null || ref == null) {
      return;
    }
    String[] parts = ref.split("\\?method=", 2);
    Node named = child(value, "method");
    String method = parts.length == 2 ? parts[1] : text(named);
    Place at = place(bean);
    flows.calls.add(new BeanCall(at, parts[0], method, named == null ? at : place(named)));
  }

  private void kamelet(Node value, Scope scope) {
    String name = value instanceof ScalarNode ? text(value) : text(value, "name");
    if (name != null) {
      add(value, "kamelet:" + name, parameters(child(value, "parameters")), false, false, scope);
    }
  }

  private void endpoint(String key, Node value, Scope scope) {
    Node uri = value instanceof ScalarNode ? value : child(value, "uri");
    if (uri != null && text(uri) != null) {
      add(
          uri,
          String.valueOf(text(uri)).strip(),
          parameters(child(value, "parameters")),
          key.equals("from"),
          key.equals("toD") || key.equals("wireTap"),
          scope);
    }
  }

  private void add(
      Node where,
      String uri,
      Map<String, Named> parameters,
      boolean consumer,
      boolean dynamic,
      Scope scope) {
    flows.endpoints.add(
        new Endpoint(place(where), uri, parameters, consumer, dynamic, scope.own()));
    if (uri.matches("kamelet:[^/?]+/[^?]+")) {
      String instance = uri.substring(uri.indexOf('/') + 1);
      flows.instances.add(new Named(place(where), instance));
    }
  }

  private Map<String, Named> parameters(@Nullable Node node) {
    Map<String, Named> all = new LinkedHashMap<>();
    for (NodeTuple entry : entries(node)) {
      String key = text(entry.getKeyNode());
      String value = text(entry.getValueNode());
      if (key != null) {
        all.put(key, new Named(place(entry.getKeyNode()), value == null ? "" : value));
      }
    }
    return all;
  }

  private Place place(Node node) {
    return Place.of(file, node);
  }
}
