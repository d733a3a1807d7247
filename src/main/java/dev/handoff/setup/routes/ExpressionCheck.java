package dev.handoff.setup.routes;

import dev.handoff.setup.routes.Flows.Simple;
import dev.handoff.setup.routes.Flows.Text;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.LanguageValidationResult;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Expressions that can be read, placeholders and variables that have a value. */
final class ExpressionCheck {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{variable\\.([A-Za-z][\\w-]*)");

  /** What beans leave in an exchange, besides what flows set. */
  static final Set<String> FROM_BEANS = Set.of("patience");

  private final CamelCatalog catalog;
  private final Flows flows;
  private final ConfigurableEnvironment environment;
  private final List<Finding> findings;

  ExpressionCheck(
      CamelCatalog catalog,
      Flows flows,
      ConfigurableEnvironment environment,
      List<Finding> findings) {
    this.catalog = catalog;
    this.flows = flows;
    this.environment = environment;
    this.findings = findings;
  }

  void check() {
    flows.simples.forEach(this::simple);
    flows.calls.forEach(this::arguments);
    if (flows.complete) {
      flows.texts.forEach(this::variables);
    }
  }

  /** Placeholders, where all settings are known. */
  void placeholders() {
    flows.texts.forEach(this::placeholders);
  }

  private void arguments(Flows.BeanCall call) {
    if (call.method() != null) {
      Arguments.expressions(call.method())
          .forEach(text -> simple(new Simple(call.methodPlace(), text, false)));
    }
  }

  private void simple(Simple simple) {
    String text = PLACEHOLDER.matcher(simple.text()).replaceAll("x");
    ClassLoader loader = ExpressionCheck.class.getClassLoader();
    LanguageValidationResult result =
        simple.predicate()
            ? catalog.validateLanguagePredicate(loader, "simple", text)
            : catalog.validateLanguageExpression(loader, "simple", text);
    if (!result.isSuccess()) {
      String why = result.getShortError() == null ? result.getError() : result.getShortError();
      findings.add(
          Finding.error(
              simple.place(),
              "'" + simple.text() + "' is no Simple expression: " + String.valueOf(why).strip(),
              null,
              "See https://camel.apache.org/components/4.18.x/languages/simple-language.html."));
    }
  }

  private void placeholders(Text text) {
    Matcher found = PLACEHOLDER.matcher(text.text());
    while (found.find()) {
      String key = found.group(1).strip();
      boolean optional = key.startsWith("?") || key.contains(":");
      if (!optional && !text.own().contains(key) && !isSet(key)) {
        findings.add(
            Finding.error(
                text.place(),
                "the placeholder '{{" + key + "}}' has no value",
                Spelling.nearest(key, known(text.own())),
                "Set it in config/application.yaml or the environment, or give a default as in {{"
                    + key
                    + ":default}}."));
      }
    }
  }

  private boolean isSet(String key) {
    String name = key.startsWith("!") ? key.substring(1) : key;
    return environment.containsProperty(name);
  }

  private Set<String> known(Set<String> own) {
    Set<String> names = new TreeSet<>(own);
    environment
        .getPropertySources()
        .forEach(
            source -> {
              if (source instanceof EnumerablePropertySource<?> listed) {
                names.addAll(List.of(listed.getPropertyNames()));
              }
            });
    return names;
  }

  private void variables(Text text) {
    Matcher found = VARIABLE.matcher(text.text());
    while (found.find()) {
      String name = found.group(1);
      if (!flows.variables.contains(name) && !FROM_BEANS.contains(name)) {
        findings.add(
            Finding.warning(
                text.place(),
                "nothing sets the variable '" + name + "'",
                Spelling.nearest(name, flows.variables),
                "It is empty here."));
      }
    }
  }
}
