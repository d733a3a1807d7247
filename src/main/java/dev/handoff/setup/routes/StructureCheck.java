package dev.handoff.setup.routes;

import dev.handoff.setup.routes.Flows.Named;
import dev.handoff.setup.routes.Flows.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether flows can be told apart and found: ids, descriptions, configurations, entries. */
final class StructureCheck {

  /** The addresses at which the gateway's workers begin. */
  static final Set<String> BEGINNINGS =
      Set.of(
          "direct:bot-event",
          "direct:catch-up",
          "direct:catch-up-webhooks",
          "direct:deliver",
          "direct:desk-thread",
          "direct:late-answer",
          "direct:offer-overdue",
          "direct:salesiq-turn",
          "direct:zoho-accounts",
          "direct:zoho-exchange");

  private final Flows flows;
  private final Place folder;
  private final List<Finding> findings;

  StructureCheck(Flows flows, Place folder, List<Finding> findings) {
    this.flows = flows;
    this.folder = folder;
    this.findings = findings;
  }

  void check() {
    Map<String, Place> ids = new HashMap<>();
    flows.ids.forEach(id -> once(ids, id.place(), id.name(), "the id"));
    instances();
    Map<String, Place> listening = new HashMap<>();
    for (Route route : flows.routes) {
      told(route);
      String from = route.from();
      if (from != null && from.startsWith("direct:")) {
        once(listening, route.place(), Flows.address(from), "a route that begins with");
      }
    }
    if (flows.complete) {
      flows.configurationRefs.forEach(this::configuration);
      beginnings(listening.keySet());
      unused(listening);
    }
  }

  private void once(Map<String, Place> seen, Place place, String name, String what) {
    Place first = seen.putIfAbsent(name, place);
    if (first != null) {
      findings.add(
          Finding.error(
              place,
              what
                  + " '"
                  + name
                  + "' is there already, in "
                  + first.file().getFileName()
                  + ":"
                  + first.line(),
              null,
              "Each may be there once."));
    }
  }

  /**
   * An instance of a template becomes a route with its name: of two, one would replace the other.
   */
  private void instances() {
    Map<String, Place> names = new HashMap<>();
    for (Route route : flows.routes) {
      if (route.id() != null) {
        names.putIfAbsent(route.id(), route.place());
      }
    }
    flows.instances.forEach(
        instance -> once(names, instance.place(), instance.name(), "a route or instance named"));
  }

  private void told(Route route) {
    if (isBlank(route.id())) {
      warn(route, "the route has no id", "Metrics, Hawtio and the log name it by that.");
    }
    if (isBlank(route.description())) {
      warn(route, "the route has no description", "Say in one sentence what it does.");
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private void warn(Route route, String what, String remedy) {
    findings.add(Finding.warning(route.place(), what, null, remedy));
  }

  private void configuration(Named use) {
    if (!flows.configurations.containsKey(use.name())) {
      Set<String> names = new TreeSet<>(flows.configurations.keySet());
      names.remove("");
      findings.add(
          Finding.error(
              use.place(),
              "there is no routeConfiguration '" + use.name() + "'",
              Spelling.nearest(use.name(), names),
              "There are " + String.join(", ", names) + "."));
    }
  }

  private void beginnings(Set<String> listening) {
    for (String name : new TreeSet<>(BEGINNINGS)) {
      if (!listening.contains(name)) {
        findings.add(
            Finding.error(
                folder,
                "no route begins with '" + name + "', where the gateway's work begins",
                null,
                "Put that route back; its steps may be others."));
      }
    }
  }

  private void unused(Map<String, Place> listening) {
    Set<String> used = new TreeSet<>(BEGINNINGS);
    flows.inner.forEach(use -> used.add(use.name()));
    listening.forEach(
        (name, place) -> {
          if (!used.contains(name)) {
            findings.add(
                Finding.warning(
                    place, "nothing goes to '" + name + "'", null, "Call it, or remove it."));
          }
        });
  }
}
