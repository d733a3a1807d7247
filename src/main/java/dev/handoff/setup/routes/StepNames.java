package dev.handoff.setup.routes;

import static dev.handoff.setup.routes.YamlFile.child;
import static dev.handoff.setup.routes.YamlFile.entries;
import static dev.handoff.setup.routes.YamlFile.text;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Finds names of steps that one way through a route would pass twice. Two branches may have the
 * same: only one of them is gone.
 */
final class StepNames {

  private final Path file;
  private final List<Flows.Repeated> repeated;

  StepNames(Path file, List<Flows.Repeated> repeated) {
    this.file = file;
    this.repeated = repeated;
  }

  void route(@Nullable Node from) {
    if (from != null) {
      walk(from, new HashMap<>(), new HashMap<>());
    }
  }

  /**
   * Goes down to the lists of steps.
   *
   * @param before names on the way here
   * @param after takes what is passed below
   */
  private void walk(Node node, Map<String, Place> before, Map<String, Place> after) {
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(item -> walk(item, before, after));
      return;
    }
    for (NodeTuple entry : entries(node)) {
      Node value = entry.getValueNode();
      if ("steps".equals(text(entry.getKeyNode())) && value instanceof SequenceNode steps) {
        Map<String, Place> way = new HashMap<>(before);
        steps.getValue().forEach(step -> step(step, way));
        way.forEach(after::putIfAbsent);
      } else {
        walk(value, before, after);
      }
    }
  }

  private void step(Node step, Map<String, Place> way) {
    for (NodeTuple entry : entries(step)) {
      Node value = entry.getValueNode();
      String name = name(value);
      if (name != null) {
        Node uri = child(value, "uri");
        Place place = Place.of(file, uri == null ? value : uri);
        Place first = way.putIfAbsent(name, place);
        if (first != null) {
          repeated.add(new Flows.Repeated(place, name, first));
        }
      }
    }
    Map<String, Place> after = new HashMap<>();
    walk(step, way, after);
    after.forEach(way::putIfAbsent);
  }

  /** The name in the journal, when this is a step of a delivery. */
  private static @Nullable String name(Node target) {
    String uri = target instanceof ScalarNode ? text(target) : text(target, "uri");
    if (uri == null || !uri.matches("kamelet:step([/?].*)?")) {
      return null;
    }
    String given = text(child(target, "parameters"), "name");
    String name = given != null ? given : uri.replaceFirst("^.*[?&]name=([^&]*).*$", "$1");
    return name.equals(uri) || name.contains("{{") ? null : name;
  }
}
