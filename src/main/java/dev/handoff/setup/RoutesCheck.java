package dev.handoff.setup;

import dev.handoff.setup.doctor.Check;
import dev.handoff.setup.doctor.Finding;
import dev.handoff.setup.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether every route of the files runs. */
@Component
@Order(15)
final class RoutesCheck implements Check {

  static final String NAME = "routes";

  private final CamelContext camel;

  RoutesCheck(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() {
    List<Finding> all = new ArrayList<>();
    camel.getRoutes().stream()
        .map(route -> route.getId())
        .filter(id -> !camel.getRouteController().getRouteStatus(id).isStarted())
        .sorted()
        .forEach(id -> all.add(stopped(id)));
    if (all.isEmpty()) {
      all.add(new Finding(NAME, Level.OK, "all " + camel.getRoutes().size() + " routes run", null));
    }
    return all;
  }

  private static Finding stopped(String route) {
    return new Finding(
        NAME,
        Level.FAILED,
        "the route " + route + " does not run",
        "Start it in Hawtio (Camel, Routes), or start the gateway again.");
  }
}
