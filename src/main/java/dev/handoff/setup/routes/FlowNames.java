package dev.handoff.setup.routes;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What some files bring into Camel.
 *
 * @param routes ids of routes, those of template instances among them
 * @param turn when they have to be loaded, the lowest first: what to do about failures, then
 *     templates, first those that use no other, then what begins at once
 */
public record FlowNames(Set<String> routes, int turn) {

  private static final int LAST = 3;

  /** Whether other files may lean on these. */
  public boolean isShared() {
    return turn < LAST;
  }

  /** Reads texts that are known to be right. */
  public static FlowNames of(Map<Path, String> files) {
    Flows flows = new Flows();
    files.forEach(
        (path, text) ->
            YamlFile.of(path, text)
                .documents()
                .forEach(document -> new FlowReader(flows, path).read(document)));
    Set<String> routes = new TreeSet<>();
    flows.routes.stream()
        .map(Flows.Route::id)
        .filter(java.util.Objects::nonNull)
        .forEach(routes::add);
    flows.instances.forEach(instance -> routes.add(instance.name()));
    return new FlowNames(Set.copyOf(routes), turn(flows));
  }

  private static int turn(Flows flows) {
    if (!flows.configurations.isEmpty()) {
      return 0;
    }
    if (flows.templates.isEmpty()) {
      return LAST;
    }
    return flows.instances.isEmpty() ? 1 : 2;
  }
}
