package dev.handoff.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** What the user has set, and the problems noted with it. A blank value counts as not set. */
final class Given {

  private static final Pattern WIRED = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:.*)?}");
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(SECRET|TOKEN|PASSWORD|_KEY|api-keys|encryption).*");

  private final ConfigurableEnvironment environment;
  private final Map<String, String> wired = new LinkedHashMap<>();
  private final Map<String, Object> defaults = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  Given(ConfigurableEnvironment environment) {
    this.environment = environment;
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> listed) {
        for (String property : listed.getPropertyNames()) {
          Matcher wire = WIRED.matcher(String.valueOf(listed.getProperty(property)));
          if (wire.matches()) {
            wire(property, wire);
          }
        }
      }
    }
  }

  /** Which property is nothing but another name's value, as application.yaml says. */
  private void wire(String property, Matcher wire) {
    if (wired.putIfAbsent(property, wire.group(1)) == null && wire.group(2) != null) {
      defaults.put(property, wire.group(2).substring(1));
    }
  }

  /**
   * The defaults of what was set to nothing, as Compose files do with variables that they pass on:
   * Spring would take the empty text for the value.
   */
  Map<String, Object> defaultsOfBlanks() {
    Map<String, Object> blanks = new LinkedHashMap<>(defaults);
    blanks
        .entrySet()
        .removeIf(
            entry ->
                String.valueOf(entry.getValue()).isBlank()
                    || !environment.containsProperty(nameOf(entry.getKey()))
                    || !isBlank(nameOf(entry.getKey())));
    return blanks;
  }

  /** The properties that are nothing but this name's value, as application.yaml says. */
  List<String> properties(String name) {
    return wired.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isBlank(String name) {
    try {
      String value = environment.getProperty(name);
      return value != null && value.isBlank();
    } catch (IllegalArgumentException unresolved) {
      return false;
    }
  }

  ConfigurableEnvironment environment() {
    return environment;
  }

  List<Problem> problems() {
    return problems;
  }

  /** The value of a setting, or null; a value that cannot even be read is noted as a problem. */
  @Nullable String value(String name) {
    try {
      String value = environment.getProperty(name);
      return value == null || value.isBlank() ? null : value.strip();
    } catch (IllegalArgumentException unresolved) {
      note(
          name,
          "a value that holds ${...}",
          "plain text",
          "Write \\${ where ${ is meant as it stands.");
      return null;
    }
  }

  boolean has(String name) {
    return value(name) != null;
  }

  /** The value of a setting that the gateway cannot do without. */
  @Nullable String require(String name, String expected, String remedy) {
    String value = value(name);
    if (value == null
        && problems.stream().noneMatch(problem -> problem.name().matches(name + "(_FILE)?"))) {
      note(name, Problem.NOT_SET, expected, remedy);
    }
    return value;
  }

  void note(String name, String found, String expected, String remedy) {
    problems.add(new Problem(name, found, expected, remedy));
  }

  /** The value in quotes, unless it is a secret. */
  static String shown(String name, @Nullable String value) {
    return SECRET.matcher(name).matches() || String.valueOf(value).contains("@")
        ? Problem.NOT_SHOWN
        : "'" + value + "'";
  }

  /** Properties that are nothing but another name's value, with that name. */
  Map<String, String> wired() {
    return wired;
  }

  /** The name under which the user sets a property: its contract name, where it has one. */
  String nameOf(String property) {
    return wired.getOrDefault(property, property);
  }

  /** The property that a contract name arrives at, or the name itself. */
  String propertyOf(String name) {
    return wired.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name);
  }
}
