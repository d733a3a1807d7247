package dev.handoff.setup;

import dev.handoff.secrets.SecretFile;
import dev.handoff.secrets.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;
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
    if (isSet(given, name)) {
      given.note(
          setting,
          "set, and " + name + " too",
          "one of both",
          "Take " + name + " out where it is set, or " + setting + ".");
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

  private static boolean isSet(Given given, String name) {
    for (PropertySource<?> source : given.environment().getPropertySources()) {
      Object value = source.getName().equals(SOURCE) ? null : source.getProperty(name);
      if (value != null && !String.valueOf(value).isBlank() && !isWhole(source)) {
        return true;
      }
    }
    return false;
  }

  /** Spring's view of all sources in one, which has ours too. */
  private static boolean isWhole(PropertySource<?> source) {
    return source.getName().equals("configurationProperties");
  }
}
