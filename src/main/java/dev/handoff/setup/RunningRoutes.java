package dev.handoff.setup;

import dev.handoff.setup.routes.FlowNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The routes of a running Camel context, exchanged file by file. What is under way in a route is
 * waited for; who calls one in the meantime waits until it is there again, as {@code direct:} does.
 *
 * <p>An instance of a template lives as long as the endpoint that names it, so endpoints of
 * exchanged routes go too; a changed template or route configuration exchanges all files.
 */
final class RunningRoutes {

  private static final long PATIENCE_SECONDS = 20;

  private final ModelCamelContext camel;

  RunningRoutes(ModelCamelContext camel) {
    this.camel = camel;
  }

  /**
   * Puts the new texts in the place of the old ones.
   *
   * @throws Exception when Camel refuses one of the new texts; some routes may then be missing
   */
  void replace(Map<Path, String> before, Map<Path, String> after) throws Exception {
    Map<Path, String> gone = difference(before, after);
    Map<Path, String> come = difference(after, before);
    boolean shared = FlowNames.of(gone).isShared() || FlowNames.of(come).isShared();
    if (shared) {
      putBack(after);
    } else {
      remove(FlowNames.of(gone).routes());
      load(come);
    }
  }

  /** Only those texts, whatever is there now. */
  void putBack(Map<Path, String> texts) throws Exception {
    removeAll();
    load(texts);
  }

  /** What the first has otherwise than the second, or alone. */
  private static Map<Path, String> difference(Map<Path, String> one, Map<Path, String> other) {
    Map<Path, String> different = new TreeMap<>(one);
    different.entrySet().removeIf(entry -> entry.getValue().equals(other.get(entry.getKey())));
    return different;
  }

  /** Everything there is, also what an attempt that failed left behind. */
  private void removeAll() throws Exception {
    Set<String> all = new TreeSet<>();
    camel.getRoutes().forEach(route -> all.add(route.getRouteId()));
    camel.getRouteDefinitions().forEach(route -> all.add(route.getRouteId()));
    remove(all);
    for (RouteTemplateDefinition template : List.copyOf(camel.getRouteTemplateDefinitions())) {
      camel.removeRouteTemplateDefinition(template);
    }
    for (RouteConfigurationDefinition configuration :
        List.copyOf(camel.getRouteConfigurationDefinitions())) {
      camel.removeRouteConfiguration(configuration);
    }
  }

  private void remove(Set<String> ids) throws Exception {
    settle(ids);
    for (String id : ids) {
      if (camel.getRoute(id) != null) {
        camel.getRouteController().stopRoute(id);
        camel.removeRoute(id);
      }
      RouteDefinition left = camel.getRouteDefinition(id);
      if (left != null) {
        camel.removeRouteDefinition(left);
      }
    }
    for (Endpoint endpoint : List.copyOf(camel.getEndpoints())) {
      if (ids.contains(instance(endpoint))) {
        camel.removeEndpoint(endpoint);
      }
    }
  }

  /** Which instance of a template an endpoint stands for. */
  private static String instance(Endpoint endpoint) {
    String uri = endpoint.getEndpointBaseUri().replaceFirst("^kamelet:(//)?", "");
    return endpoint.getEndpointBaseUri().startsWith("kamelet:") ? uri.replaceFirst(".*/", "") : "";
  }

  /** Lets what is under way in them come to its end. */
  private void settle(Set<String> ids) throws Exception {
    List<RouteStartupOrder> orders = new ArrayList<>();
    for (RouteStartupOrder order : camel.getCamelContextExtension().getRouteStartupOrder()) {
      if (ids.contains(order.getRoute().getRouteId())) {
        orders.add(order);
      }
    }
    if (!orders.isEmpty()) {
      camel.getShutdownStrategy().shutdown(camel, orders, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static int turn(Map.Entry<Path, String> file) {
    return FlowNames.of(Map.of(file.getKey(), file.getValue())).turn();
  }

  private void load(Map<Path, String> files) throws Exception {
    List<Resource> resources =
        files.entrySet().stream()
            .sorted(Comparator.comparingInt(RunningRoutes::turn))
            .map(file -> ResourceHelper.fromString("file:" + file.getKey(), file.getValue()))
            .toList();
    PluginHelper.getRoutesLoader(camel).loadRoutes(resources);
  }
}
