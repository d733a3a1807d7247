package dev.handoff.setup.routes;

import dev.handoff.setup.routes.Flows.Endpoint;
import dev.handoff.setup.routes.Flows.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.jspecify.annotations.Nullable;

/** Whether the options of an address are options of its component, with values that these take. */
final class OptionCheck {

  private final CamelCatalog catalog;
  private final List<Finding> findings;

  OptionCheck(CamelCatalog catalog, List<Finding> findings) {
    this.catalog = catalog;
    this.findings = findings;
  }

  /** The options that an address of the component can have. */
  Set<String> ofComponent(String scheme) {
    ComponentModel model = catalog.componentModel(scheme);
    return model == null
        ? new TreeSet<>()
        : model.getEndpointParameterOptions().stream()
            .map(BaseOptionModel::getName)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Timeouts of http, for one, can be given for one address as well. */
  private Set<String> ofWholeComponent(String scheme) {
    return catalog.componentModel(scheme).getComponentOptions().stream()
        .map(BaseOptionModel::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  void check(Endpoint endpoint, String scheme) {
    if (catalog.componentModel(scheme) == null) {
      return;
    }
    EndpointValidationResult result = catalog.validateEndpointProperties(whole(endpoint), false);
    if (result.getSyntaxError() != null) {
      findings.add(
          Finding.error(endpoint.place(), result.getSyntaxError(), null, "See " + doc(scheme)));
    }
    for (String name : all(result.getUnknown())) {
      findings.add(
          Finding.error(
              place(endpoint, name),
              "'" + scheme + "' has no option '" + name + "'",
              Spelling.nearest(name, ofComponent(scheme)),
              "See " + doc(scheme)));
    }
    for (String name : all(result.getLenient())) {
      Set<String> known = ofComponent(scheme);
      known.addAll(ofWholeComponent(scheme));
      String near = Spelling.nearest(name, known);
      if (near != null && !known.contains(name)) {
        findings.add(
            Finding.warning(
                place(endpoint, name),
                "'" + scheme + "' has no option '" + name + "' and would send it on",
                near,
                ""));
      }
    }
    for (String name : all(result.getRequired())) {
      findings.add(
          Finding.error(
              endpoint.place(),
              "'" + scheme + "' lacks '" + name + "'",
              null,
              "See " + doc(scheme)));
    }
    values(endpoint, result.getInvalidEnum(), result, "");
    values(endpoint, result.getInvalidBoolean(), result, "It takes true or false.");
    values(endpoint, result.getInvalidInteger(), result, "It takes a whole number.");
    values(endpoint, result.getInvalidNumber(), result, "It takes a number.");
    values(
        endpoint, result.getInvalidDuration(), result, "It takes a duration such as 500ms or 5s.");
  }

  private void values(
      Endpoint endpoint,
      @Nullable Map<String, String> wrong,
      EndpointValidationResult result,
      String remedy) {
    if (wrong == null) {
      return;
    }
    wrong.forEach(
        (name, value) -> {
          List<String> choices = result.getEnumChoices(name);
          List<String> right = choices == null ? List.of() : choices;
          findings.add(
              Finding.error(
                  place(endpoint, name),
                  "'" + value + "' is no value of '" + name + "'",
                  Spelling.nearest(value, right),
                  right.isEmpty() ? remedy : "It takes " + String.join(", ", right) + "."));
        });
  }

  private static String doc(String scheme) {
    return "https://camel.apache.org/components/4.18.x/" + scheme + "-component.html.";
  }

  private static Set<String> all(@Nullable Set<String> names) {
    return names == null ? Set.of() : names;
  }

  /** Where that option stands, else the whole. */
  static Place place(Endpoint endpoint, String parameter) {
    Named named = endpoint.parameters().get(parameter);
    return named == null ? endpoint.place() : named.place();
  }

  private static String whole(Endpoint endpoint) {
    List<String> options = new ArrayList<>();
    endpoint
        .parameters()
        .forEach(
            (name, value) ->
                options.add(name + "=" + URLEncoder.encode(value.name(), StandardCharsets.UTF_8)));
    String uri = endpoint.uri();
    return options.isEmpty()
        ? uri
        : uri + (uri.contains("?") ? "&" : "?") + String.join("&", options);
  }
}
