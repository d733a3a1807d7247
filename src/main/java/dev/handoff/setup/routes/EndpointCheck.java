package dev.handoff.setup.routes;

import dev.handoff.setup.routes.Flows.Endpoint;
import dev.handoff.setup.routes.Flows.Named;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.catalog.CamelCatalog;
import org.springframework.core.env.PropertyResolver;

/** Whether addresses lead somewhere. */
final class EndpointCheck {

  private static final String SERVICE = "META-INF/services/org/apache/camel/component/";

  private static final Pattern PLACEHOLDER =
      Pattern.compile("^\\{\\{\\??([^{}:]+)(?::([^{}]*))?}}");
  private static final Pattern HTTP = Pattern.compile("^(https?)://");

  private final CamelCatalog catalog;
  private final OptionCheck options;
  private final KameletCheck kamelets;
  private final Flows flows;
  private final PropertyResolver settings;
  private final List<Finding> findings;

  EndpointCheck(
      CamelCatalog catalog, Flows flows, PropertyResolver settings, List<Finding> findings) {
    this.catalog = catalog;
    this.options = new OptionCheck(catalog, findings);
    this.kamelets = new KameletCheck(flows, options, findings);
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
      kamelets.check(endpoint);
    } else if (!isThere(scheme)) {
      findings.add(
          Finding.error(
              endpoint.place(),
              "there is no component '" + scheme + "' for '" + shown(uri) + "'",
              Spelling.nearest(scheme, components()),
              "An address begins with one of " + String.join(", ", components()) + "."));
    } else {
      options.check(endpoint, scheme);
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
      options.check(
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

  /** An address without its options. */
  static String shown(String uri) {
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
