package dev.handoff.setup.routes;

import dev.handoff.setup.routes.Flows.Endpoint;
import dev.handoff.setup.routes.Flows.Named;
import dev.handoff.setup.routes.Flows.Template;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether a use of a template names one that is there, with the parameters that it takes. */
final class KameletCheck {

  private final Flows flows;
  private final OptionCheck options;
  private final List<Finding> findings;

  KameletCheck(Flows flows, OptionCheck options, List<Finding> findings) {
    this.flows = flows;
    this.options = options;
    this.findings = findings;
  }

  void check(Endpoint endpoint) {
    String uri = EndpointCheck.shown(endpoint.uri());
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
      if (!known.contains(parameter) && !options.ofComponent("kamelet").contains(parameter)) {
        findings.add(
            Finding.error(
                OptionCheck.place(endpoint, parameter),
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
}
