package dev.handoff.setup;

import dev.handoff.tables.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * Warns of settings that nothing reads: misspelt ones would change nothing, and nobody would know.
 */
final class UnknownKeys {

  private static final String OWN_SECTION = "handoff";

  private static final Pattern OURS =
      Pattern.compile("handoff\\..+|(HANDOFF|ZOHO|BOTPRESS|BOT)_\\w+");

  /** What Kubernetes sets for services that happen to have such a name. */
  private static final Pattern OF_A_SERVICE =
      Pattern.compile("\\w+_(SERVICE_\\w+|PORT(_\\d+_\\w+)?)");

  /** What stood in application.yaml before, and where it stands now. */
  private static final Map<String, String> MOVED =
      new TreeMap<>(
          Map.of(
              "handoff.categories", "config/tables/categories.yaml, below categories",
              "handoff.priorities", "config/tables/categories.yaml, below priorities",
              "handoff.triggers.keywords", "config/tables/keywords.yaml, below triggers",
              "handoff.keywords", "config/tables/keywords.yaml, below bot",
              "handoff.texts", "config/tables/texts/en.yaml"));

  private final Given given;
  private final KnownSettings known;

  UnknownKeys(Given given, Stream<Class<?>> records) {
    this.given = given;
    this.known = new KnownSettings(given, records);
  }

  void check(Consumer<String> warn) {
    Map<String, String> moved = new TreeMap<>();
    for (PropertySource<?> source : given.environment().getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> listed) {
        for (String name : listed.getPropertyNames()) {
          check(listed, name, moved, warn);
        }
      }
    }
    moved.values().forEach(warn);
  }

  private void check(
      EnumerablePropertySource<?> source,
      String name,
      Map<String, String> moved,
      Consumer<String> warn) {
    if (!OURS.matcher(name).matches()) {
      section(source, name, moved);
      return;
    }
    if (OF_A_SERVICE.matcher(name).matches()) {
      return;
    }
    Optional<String> place = place(source, name);
    Optional<String> old =
        MOVED.keySet().stream().filter(each -> (name + ".").startsWith(each + ".")).findFirst();
    if (place.isEmpty() || (old.isEmpty() && known.has(name))) {
      return;
    }
    if (old.isPresent()) {
      String text =
          "%s%s: is not read here any more. It stands in %s."
              .formatted(place.get(), old.get(), MOVED.get(old.get()));
      moved.putIfAbsent(old.get(), text);
    } else {
      unknown(name, place.get(), source.getName().equals("systemEnvironment")).ifPresent(warn);
    }
  }

  /** Sections of a file that are nobody's, and look like ours. */
  private static void section(
      EnumerablePropertySource<?> source, String name, Map<String, String> once) {
    int dot = name.indexOf('.');
    String section = dot < 0 ? name : name.substring(0, dot);
    // As Spring reads names: neither case nor dashes make a difference.
    boolean ours = section.replace("-", "").equalsIgnoreCase(OWN_SECTION);
    if (dot < 0 || ours || Nearest.of(section, List.of(OWN_SECTION)).isEmpty()) {
      return;
    }
    if (OriginLookup.getOrigin(source, name) instanceof TextResourceOrigin) {
      place(source, name)
          .ifPresent(
              place ->
                  once.putIfAbsent(
                      section,
                      place
                          + section
                          + ": no section has this name, so it changes nothing. Did you mean '"
                          + OWN_SECTION
                          + "'?"));
    }
  }

  /** Another program's variables may begin with BOT_ too. */
  private Optional<String> unknown(String name, String place, boolean fromEnvironment) {
    Optional<String> near = nearest(name);
    return near.isEmpty() && fromEnvironment && name.startsWith("BOT_")
        ? Optional.empty()
        : Optional.of(
            place
                + name
                + ": no setting has this name, so it changes nothing."
                + near.map(right -> " Did you mean '" + right + "'?").orElse(""));
  }

  /** Of those in the same section first, by their last word. */
  private Optional<String> nearest(String name) {
    String section = name.substring(0, name.lastIndexOf('.') + 1);
    List<String> siblings = new ArrayList<>();
    for (String each : known.names()) {
      if (each.lastIndexOf('.') + 1 == section.length() && each.startsWith(section)) {
        siblings.add(each.substring(section.length()));
      }
    }
    Optional<String> near =
        Nearest.of(name.substring(section.length()), siblings).map(last -> section + last);
    return near.isPresent() ? near : Nearest.of(name, known.names());
  }

  /** Where it is set, ready to stand before its name; empty when the program itself sets it. */
  private static Optional<String> place(EnumerablePropertySource<?> source, String name) {
    Origin origin = OriginLookup.getOrigin(source, name);
    if (origin instanceof TextResourceOrigin text) {
      Resource file = text.getResource();
      if (file == null || isBuiltIn(file)) {
        return Optional.empty();
      }
      String line = text.getLocation() == null ? "" : ":" + (text.getLocation().getLine() + 1);
      return Optional.of(path(file) + line + ": ");
    }
    return switch (source.getName()) {
      case "systemEnvironment" -> Optional.of("environment: ");
      case "commandLineArgs" -> Optional.of("command line: ");
      case "systemProperties" -> Optional.of("system property: ");
      default -> Optional.empty();
    };
  }

  private static String path(Resource file) {
    try {
      return file.getFile().getPath();
    } catch (IOException noFile) {
      return file.getDescription();
    }
  }

  private static boolean isBuiltIn(Resource file) {
    return file instanceof ClassPathResource || file.getDescription().startsWith("class path");
  }
}
