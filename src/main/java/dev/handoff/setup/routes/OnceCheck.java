package dev.handoff.setup.routes;

import dev.handoff.setup.routes.Flows.Endpoint;
import dev.handoff.setup.routes.Flows.Named;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a request or the journal could not tell apart: an address taken twice, a step twice. */
final class OnceCheck {

  private static final String METHODS = "httpMethodRestrict";
  private static final String SCHEME = "platform-http:";
  private static final String ANY = "any method";

  private final Flows flows;
  private final List<Finding> findings;

  OnceCheck(Flows flows, List<Finding> findings) {
    this.flows = flows;
    this.findings = findings;
  }

  void check() {
    Map<String, Map<String, Place>> taken = new HashMap<>();
    for (Endpoint endpoint : flows.endpoints) {
      if (endpoint.consumer() && endpoint.uri().startsWith(SCHEME)) {
        String path = path(endpoint.uri());
        // Names of parameters make no difference to a request.
        String plain = path.replaceAll("\\{[^{}]*}", "{}");
        address(endpoint, path, taken.computeIfAbsent(plain, key -> new HashMap<>()));
      }
    }
    flows.repeated.forEach(this::step);
  }

  private static String path(String uri) {
    String path = Flows.address(uri).substring(SCHEME.length());
    return "/" + path.replaceAll("^/+|/+$", "");
  }

  private void address(Endpoint endpoint, String path, Map<String, Place> taken) {
    for (String method : methods(endpoint)) {
      Place first = taken.get(method);
      if (first == null) {
        first =
            method.equals(ANY) ? taken.values().stream().findFirst().orElse(null) : taken.get(ANY);
      }
      if (first != null) {
        findings.add(
            Finding.error(
                endpoint.place(),
                (method.equals(ANY) ? "" : method + " ")
                    + path
                    + " is taken already, in "
                    + shown(first),
                null,
                "Give this route another path, or another method in " + METHODS + "."));
      }
      taken.putIfAbsent(method, endpoint.place());
    }
  }

  private static List<String> methods(Endpoint endpoint) {
    Named given = endpoint.parameters().get(METHODS);
    String query = endpoint.uri().replaceFirst("^[^?]*\\??", "");
    String text =
        given != null
            ? given.name()
            : Arrays.stream(query.split("&"))
                .filter(option -> option.startsWith(METHODS + "="))
                .map(option -> option.substring(METHODS.length() + 1))
                .findFirst()
                .orElse("");
    return text.isBlank()
        ? List.of(ANY)
        : Arrays.stream(text.toUpperCase(Locale.ROOT).split("[,\\s]+")).distinct().toList();
  }

  private void step(Flows.Repeated step) {
    findings.add(
        Finding.error(
            step.place(),
            "the step name '%s' is used already, in %s".formatted(step.name(), shown(step.first())),
            null,
            "The journal would take this step for done and skip it. Give it a name of its own."));
  }

  private static String shown(Place place) {
    return place.file().getFileName() + ":" + place.line();
  }
}
