package dev.handoff.setup.routes;

import dev.handoff.setup.routes.Flows.Endpoint;
import dev.handoff.setup.routes.Flows.Named;
import dev.handoff.setup.routes.Flows.Template;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/** Whether addresses lead somewhere, and whether their options are options. */
final class EndpointCheck {

  private static final String SERVICE = "META-INF/services/org/apache/camel/component/";

  private static final Pattern PLACEHOLDER =
      Pattern.compile("^\\{\\{\\??([^{}:]+)(?::([^{}]*))?}}");
  private static final Pattern HTTP = Pattern.compile("^(https?)://");

  private final CamelCatalog catalog;
  private final Flows flows;
  private final PropertyResolver settings;
  private final List<Finding> findings;

  EndpointCheck(
      CamelCatalog catalog, Flows flows, PropertyResolver settings, List<Finding> findings) {
    this.catalog = catalog;
    this.flows = flows;
    this.settings = settings;
    this.findings = findings;
  }

  void check() {
    Set<String> taken = new TreeSet<>();
    taken.addAll(flows.listening("direct").keySet());
    taken.addAll(flows.listening("seda").keySet());
    if (flows.complete) {
      flows.inner.forEach(use -> inner(use, taken));
    }
    flows.endpoints.forEach(this::endpoint);
  }

  private void inner(Named use, Set<String> taken) {
    if (!taken.contains(use.name())) {
      findings.add(
          Finding.error(
              use.place(),
              "no route begins with '" + use.name() + "'",
              Spelling.nearest(use.name(), taken),
              "docs/routes/index.md lists them all."));
    }
  }

  private void endpoint(Endpoint endpoint) {
    String uri = endpoint.uri();
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? uri : uri.substring(0, colon);
    if (uri.startsWith("{{")) {
      elsewhere(endpoint);
      return;
    }
    if (scheme.contains("{{") || scheme.contains("${") || uri.isEmpty()) {
      return;
    }
    if (scheme.equals("kamelet")) {
      kamelet(endpoint);
    } else if (!isThere(scheme)) {
      findings.add(
          Finding.error(
              endpoint.place(),
              "there is no component '" + scheme + "' for '" + shown(uri) + "'",
              Spelling.nearest(scheme, components()),
              "An address begins with one of " + String.join(", ", components()) + "."));
    } else {
      options(endpoint, scheme);
      zoho(endpoint, scheme);
    }
  }

  /** The options of an address that settings give; the address itself may be secret. */
  private void elsewhere(Endpoint endpoint) {
    Matcher placeholder = PLACEHOLDER.matcher(endpoint.uri());
    if (!placeholder.find() || endpoint.own().contains(placeholder.group(1))) {
      return;
    }
    String otherwise = placeholder.group(2) == null ? "" : placeholder.group(2);
    String value = settings.getProperty(placeholder.group(1), otherwise);
    Matcher http = HTTP.matcher(value);
    if (http.find()) {
      String query = endpoint.uri().replaceFirst("^[^?]*", "");
      options(
          new Endpoint(
              endpoint.place(),
              http.group() + "configured" + query,
              endpoint.parameters(),
              endpoint.consumer(),
              endpoint.dynamic(),
              endpoint.own()),
          http.group(1));
    }
  }

  private static String shown(String uri) {
    return uri.replaceAll("\\?.*", "");
  }

  private boolean isThere(String scheme) {
    ClassLoader loader = EndpointCheck.class.getClassLoader();
    return scheme.matches("[a-z][a-z0-9+.-]*") && loader.getResource(SERVICE + scheme) != null;
  }

  /** All that are on the class path. */
  private Set<String> components() {
    return catalog.findComponentNames().stream()
        .filter(this::isThere)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void kamelet(Endpoint endpoint) {
    String uri = shown(endpoint.uri());
    String name = uri.substring("kamelet:".length()).replaceFirst("/.*", "");
    if (name.equals("source") || name.equals("sink")) {
      return;
    }
    Template template = flows.templates.get(name);
    if (template == null && !flows.complete) {
      return;
    }
    if (template == null) {
      findings.add(
          Finding.error(
              endpoint.place(),
              "there is no template '" + name + "'",
              Spelling.nearest(name, flows.templates.keySet()),
              "A file of the flows defines it with '- routeTemplate:'."));
      return;
    }
    Set<String> given = new TreeSet<>(endpoint.parameters().keySet());
    given.addAll(query(endpoint.uri()));
    Set<String> known = new TreeSet<>(template.parameters().keySet());
    for (String parameter : given) {
      if (!known.contains(parameter) && !ofComponent("kamelet").contains(parameter)) {
        findings.add(
            Finding.error(
                place(endpoint, parameter),
                "the template '" + name + "' has no parameter '" + parameter + "'",
                Spelling.nearest(parameter, known),
                "It takes " + String.join(", ", known) + "."));
      }
    }
    template
        .parameters()
        .forEach(
            (parameter, about) -> {
              if (about.required() && !given.contains(parameter)) {
                findings.add(
                    Finding.error(
                        endpoint.place(),
                        "the template '" + name + "' wants the parameter '" + parameter + "'",
                        null,
                        about.description() + "."));
              }
            });
    ampersand(endpoint);
  }

  /** A kamelet's parameters travel in an address. */
  private void ampersand(Endpoint endpoint) {
    for (Named value : endpoint.parameters().values()) {
      if (value.name().contains("&")) {
        findings.add(
            Finding.error(
                value.place(),
                "an ampersand ends the parameter of a template: '" + value.name() + "'",
                null,
                "Put the text into a variable first and give \"${variable.name}\"."));
      }
    }
  }

  private static Set<String> query(String uri) {
    Set<String> names = new TreeSet<>();
    int mark = uri.indexOf('?');
    if (mark >= 0) {
      for (String option : uri.substring(mark + 1).split("&")) {
        names.add(option.replaceFirst("=.*", ""));
      }
    }
    return names;
  }

  private Set<String> ofComponent(String scheme) {
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

  private void options(Endpoint endpoint, String scheme) {
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

  private static Place place(Endpoint endpoint, String parameter) {
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

  /** Only the files below zoho keep the gate, the token and the doubt about what arrived. */
  private void zoho(Endpoint endpoint, String scheme) {
    boolean http = scheme.equals("http") || scheme.equals("https");
    boolean zoho = endpoint.uri().toLowerCase(Locale.ROOT).contains("zoho");
    boolean home = endpoint.place().file().toString().replace('\\', '/').contains("/zoho/");
    if (http && zoho && !home) {
      findings.add(
          Finding.warning(
              endpoint.place(),
              "'" + shown(endpoint.uri()) + "' goes to Zoho past its gate",
              null,
              "Use kamelet:zoho-call, which has the token, keeps Zoho's limits and tells failures"
                  + " apart."));
    }
  }
}
