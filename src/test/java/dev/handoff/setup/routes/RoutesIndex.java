package dev.handoff.setup.routes;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Variable;

/** The text of docs/routes/index.md, from the flows, the beans and their sources. */
final class RoutesIndex {

  private final Flows flows;
  private final BeanIndex beans;
  private final Set<String> used;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param used beans that flows call
   */
  RoutesIndex(Flows flows, BeanIndex beans, Set<String> used) {
    this.flows = flows;
    this.beans = beans;
    this.used = used;
  }

  String text() {
    line(
        """
        # What flows can use

        Written by the tests from `routes/`, the beans and their javadoc; `RoutesIndexTest` fails when it is not true any
        more. How to change a flow: [recipes](../recipes/README.md), [routes/README.md](../../routes/README.md).

        - [Addresses](#addresses), [templates](#templates), [route configurations](#route-configurations)
        - [Variables and headers](#variables-and-headers)
        - [Beans](#beans)

        ## Addresses

        `to: { uri: "direct:..." }`; a route begins with it, and the caller goes on when that route is through.
        """);
    table("address", "what it does", "file");
    flows.listening("direct").entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            one ->
                row(
                    "`" + one.getKey() + "`",
                    said(one.getValue().description()),
                    file(one.getValue().place())));
    line("\nThe gateway's own work begins at " + code(StructureCheck.BEGINNINGS) + ".");
    line("\nWhat comes in from outside:\n");
    table("address", "what it does", "file");
    flows.listening("platform-http").entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            one ->
                row(
                    "`" + one.getKey().replace("platform-http:", "") + "`",
                    said(one.getValue().description()),
                    file(one.getValue().place())));
    templates();
    configurations();
    variables();
    beans();
    return text.toString();
  }

  private void templates() {
    line("\n## Templates\n");
    line(
        "`to: { uri: \"kamelet:TEMPLATE/NAME\", parameters: { ... } }`; each NAME is there once in all files.");
    flows.templates.forEach(
        (name, template) -> {
          line("\n### `kamelet:" + name + "`\n");
          line(template.description() + " (" + file(template.place()) + ").\n");
          table("parameter", "meaning", "");
          template
              .parameters()
              .forEach(
                  (parameter, about) ->
                      row(
                          "`" + parameter + "`",
                          about.description(),
                          about.required() ? "required" : "has a default"));
        });
  }

  private void configurations() {
    line("\n## Route configurations\n");
    line("`routeConfigurationId: NAME` in a route says what becomes of its failures.\n");
    table("name", "what it does", "file");
    flows.configurations.forEach(
        (name, about) ->
            row(
                name.isEmpty() ? "(none named)" : "`" + name + "`",
                about.description(),
                file(about.place())));
  }

  private void variables() {
    Map<String, Set<String>> readers = new TreeMap<>();
    Map<String, Set<String>> headers = new TreeMap<>();
    for (String bean : used) {
      for (Method method : beans.methods(bean)) {
        for (Parameter parameter : method.getParameters()) {
          Variable variable = parameter.getAnnotation(Variable.class);
          if (variable != null) {
            readers.computeIfAbsent(variable.value(), name -> new TreeSet<>()).add(bean);
          }
          Header header = parameter.getAnnotation(Header.class);
          if (header != null) {
            headers.computeIfAbsent(header.value(), name -> new TreeSet<>()).add(bean);
          }
        }
      }
    }
    line("\n## Variables and headers\n");
    line(
        "A flow's own notes are variables: `setVariable`, then `${variable.NAME}`. Beans take these by"
            + " themselves:\n");
    table("variable", "beans that take it", "");
    readers.forEach((name, by) -> row("`" + name + "`", code(by), ""));
    Set<String> others = new TreeSet<>(flows.variables);
    others.removeAll(readers.keySet());
    line("\nOther variables that flows set: " + code(others) + ".\n");
    line("Headers are what HTTP carries. Beans take these by themselves:\n");
    table("header", "beans that take it", "");
    headers.forEach((name, by) -> row("`" + name + "`", code(by), ""));
  }

  private void beans() {
    line("\n## Beans\n");
    line(
        "`bean: { ref: NAME, method: METHOD }`. What stands in parentheses is taken by itself; the others are given, as in"
            + " `isDone(${variable.delivery}, 'ticket')`. Whoever gives one, gives all.");
    for (String name : used) {
      Class<?> type = beans.types().get(name);
      if (type == null || !type.getName().startsWith("dev.handoff.")) {
        continue;
      }
      SourceWords words = SourceWords.of(type);
      line("\n### `" + name + "`\n");
      String about = words.ofClass(type.getSimpleName());
      line((about.isEmpty() ? type.getSimpleName() : about) + ".\n");
      table("method", "arguments", "leaves", "what it does");
      beans.methods(name).stream()
          .sorted(Comparator.comparing(Method::getName).thenComparing(Method::getParameterCount))
          .forEach(
              method ->
                  row(
                      "`" + method.getName() + "`",
                      arguments(method),
                      "`" + type(method.getGenericReturnType()) + "`",
                      words.ofMethod(method.getName())));
    }
  }

  private static String arguments(Method method) {
    List<String> all = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      String own = bound(parameter);
      all.add(own.isEmpty() ? parameter.getName() : "(" + own + ")");
    }
    return String.join(", ", all);
  }

  private static String bound(Parameter parameter) {
    for (Annotation annotation : parameter.getAnnotations()) {
      if (annotation instanceof Variable variable) {
        return "variable `" + variable.value() + "`";
      } else if (annotation instanceof Header header) {
        return "header `" + header.value() + "`";
      } else if (annotation instanceof Body) {
        return "body";
      } else if (annotation instanceof Headers) {
        return "headers";
      } else if (annotation instanceof ExchangeException) {
        return "exception";
      } else if (annotation instanceof ExchangeProperty property) {
        return property.value().equals(Exchange.EXCEPTION_CAUGHT) ? "exception" : "property";
      }
    }
    return parameter.getType() == Exchange.class ? "exchange" : "";
  }

  private static String type(java.lang.reflect.Type type) {
    if (type instanceof ParameterizedType generic) {
      return type(generic.getRawType())
          + java.util.Arrays.stream(generic.getActualTypeArguments())
              .map(RoutesIndex::type)
              .collect(Collectors.joining(", ", "<", ">"));
    }
    return type instanceof Class<?> plain
        ? plain.getSimpleName().replace("void", "nothing")
        : type.getTypeName();
  }

  private static String file(Place place) {
    Path file = place.file();
    return "[%s](../../%s)".formatted(Path.of("routes").relativize(file), file);
  }

  private static String said(String description) {
    return description == null ? "" : description;
  }

  private static String code(Set<String> names) {
    return new TreeSet<>(names)
        .stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void table(String... heads) {
    line("| " + String.join(" | ", heads) + " |");
    line("|" + " --- |".repeat(heads.length));
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }
}
