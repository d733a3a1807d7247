package dev.handoff.setup;

import dev.handoff.secrets.SecretFile;
import dev.handoff.secrets.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/** Puts what stands in the files of secrets ({@code <NAME>_FILE}) under their bare names. */
final class SecretFiles {

  private static final String SOURCE = "handoffSecretFiles";

  private SecretFiles() {}

  /** Reads them, and notes those that cannot be used. */
  static void read(Given given) {
    Map<String, Object> secrets = new LinkedHashMap<>();
    for (String name : Secrets.NAMES) {
      String file = given.value(name + SecretFile.ENDING);
      if (file != null) {
        read(given, name, file, secrets);
      }
    }
    if (!secrets.isEmpty()) {
      given.environment().getPropertySources().addFirst(new MapPropertySource(SOURCE, secrets));
    }
  }

  private static void read(Given given, String name, String file, Map<String, Object> into) {
    String setting = name + SecretFile.ENDING;
    String other = setAs(given, name);
    if (other != null) {
      given.note(
          setting,
          "set, and " + other + " too",
          "one of both",
          "Take " + other + " out where it is set, or " + setting + ".");
      return;
    }
    try {
      // As it stands: what looks like ${...} is part of a secret.
      into.put(name, SecretFile.read(file).replace("${", "\\${"));
    } catch (SecretFile.UnusableException unusable) {
      given.note(
          setting,
          String.valueOf(unusable.getMessage()),
          "a file that holds the secret and nothing else",
          "Correct the path, the file or its rights.");
    }
  }

  /** The bare name or the property's own, where a source other than the file says something. */
  private static @Nullable String setAs(Given given, String name) {
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(given.properties(name));
    for (PropertySource<?> source : given.environment().getPropertySources()) {
      for (String one : isOurs(source) ? List.<String>of() : names) {
        String value = String.valueOf(source.getProperty(one)).strip();
        if (source.containsProperty(one) && !value.isEmpty() && !value.startsWith("${" + name)) {
          return one;
        }
      }
    }
    return null;
  }

  /** Also Spring's view of all sources in one, which has ours too. */
  private static boolean isOurs(PropertySource<?> source) {
    return source.getName().equals(SOURCE) || source.getName().equals("configurationProperties");
  }
}
