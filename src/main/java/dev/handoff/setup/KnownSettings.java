package dev.handoff.setup;

import dev.handoff.secrets.SecretFile;
import dev.handoff.secrets.Secrets;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The names of all settings that something reads. */
final class KnownSettings {

  /** Read by name, in no record and not in the program's own application.yaml. */
  private static final List<String> BY_NAME =
      List.of(
          "HANDOFF_CONFIG",
          "HANDOFF_LOG_FORMAT",
          "handoff.config",
          "handoff.routes-reload",
          "handoff.http.max-body",
          "handoff.sandbox.zoho-port",
          "handoff.zoho.connect-timeout-ms",
          "handoff.zoho.response-timeout-ms",
          "handoff.zoho.answer-timeout-ms");

  private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

  private final Set<String> names = new TreeSet<>();
  private final Set<String> forms = new TreeSet<>();
  private final Set<String> open = new TreeSet<>();

  KnownSettings(Given given, Stream<Class<?>> records) {
    BY_NAME.forEach(this::add);
    given.wired().forEach((property, name) -> Stream.of(property, name).forEach(this::add));
    Secrets.NAMES.forEach(name -> add(name + SecretFile.ENDING));
    records.forEach(
        type -> collect(type.getAnnotation(ConfigurationProperties.class).value(), type));
  }

  private void collect(String prefix, Class<?> type) {
    for (RecordComponent part : type.getRecordComponents()) {
      String name =
          prefix + "." + part.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      add(name);
      if (part.getType().isRecord()) {
        collect(name, part.getType());
      } else if (part.getType() == Map.class) {
        open.add(form(name) + ".");
      }
    }
  }

  private void add(String name) {
    names.add(name);
    forms.add(form(name));
    if (name.startsWith("handoff.")) {
      forms.add(form(name.replace('.', '_')));
    }
  }

  /** Whether something reads it, however it is spelled: dashes and case do not count. */
  boolean has(String name) {
    String form = form(name);
    return forms.contains(form)
        || open.stream().anyMatch(form::startsWith)
        || forms.stream().anyMatch(each -> each.startsWith(form + "."));
  }

  /** As they are spelled in the shipped file. */
  Set<String> names() {
    return names;
  }

  private static String form(String name) {
    return INDEX
        .matcher(name)
        .replaceAll("")
        .toLowerCase(Locale.ROOT)
        .replace("-", "")
        .replace("_", "");
  }
}
