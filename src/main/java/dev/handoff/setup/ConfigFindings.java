package dev.handoff.setup;

import dev.handoff.setup.routes.Finding;
import dev.handoff.setup.routes.Finding.Severity;
import dev.handoff.setup.routes.YamlFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.origin.TextResourceOrigin;

/**
 * What is wrong with a folder of configuration, file by file. What is only not set is a warning:
 * secrets seldom lie where flows are checked.
 */
final class ConfigFindings {

  /** How the check of tables names a place: file, line, and where in the table. */
  private static final Pattern IN_A_TABLE = Pattern.compile("(.+\\.ya?ml)(?::(\\d+))?(?:: (.*))?");

  private final Path folder;
  private final List<Finding> findings = new ArrayList<>();

  ConfigFindings(Path folder) {
    this.folder = folder;
  }

  /** First the files as YAML; a broken one is not read any further. */
  List<Finding> files() {
    if (!Files.isDirectory(folder)) {
      findings.add(error(folder, "is no folder", "Name the folder that holds application.yaml."));
      return findings;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> file.toString().matches(".*\\.ya?ml"))
          .sorted()
          .forEach(file -> findings.addAll(YamlFiles.findings(file)));
    } catch (IOException unreadable) {
      findings.add(error(folder, "cannot be read", "Mend the rights of what lies in it."));
    }
    return findings;
  }

  /** Then the values in them. */
  List<Finding> values(ConfigReading reading) {
    List<Finding> values = new ArrayList<>();
    Set<String> unset = new TreeSet<>();
    for (Problem problem : reading.problems()) {
      if (problem.name().equals(RouteFiles.NAME)) {
        // The folder of the flows is looked at, and told of, by itself.
        continue;
      }
      Matcher table = IN_A_TABLE.matcher(problem.name());
      if (table.matches()) {
        values.add(inTable(table, problem));
        continue;
      }
      if (problem.found().equals(Problem.NOT_SET)) {
        unset.add(problem.name());
        continue;
      }
      TextResourceOrigin origin = reading.origin(problem.name());
      values.add(
          new Finding(
              origin == null ? folder : file(origin),
              origin == null ? 0 : origin.getLocation().getLine() + 1,
              Severity.ERROR,
              "%s is %s (expected: %s)"
                  .formatted(problem.name(), problem.found(), problem.expected()),
              null,
              problem.remedy()));
    }
    reading.warnings().forEach(warning -> values.add(warning(warning)));
    if (!unset.isEmpty()) {
      values.add(
          new Finding(
              folder,
              0,
              Severity.WARNING,
              "is not set here: " + String.join(", ", unset),
              null,
              "The gateway starts with them only; set them where it runs."));
    }
    return values;
  }

  /** As the start would say it, behind the place that it begins with. */
  private Finding warning(String text) {
    Matcher place = IN_A_TABLE.matcher(text);
    boolean inFile = place.matches() && place.group(3) != null;
    return new Finding(
        inFile ? Path.of(place.group(1)) : folder,
        inFile && place.group(2) != null ? Integer.parseInt(place.group(2)) : 0,
        Severity.WARNING,
        (inFile ? place.group(3) : text).replaceFirst("[.]$", ""),
        null,
        "");
  }

  private static Finding inTable(Matcher table, Problem problem) {
    return new Finding(
        Path.of(table.group(1)),
        table.group(2) == null ? 0 : Integer.parseInt(table.group(2)),
        Severity.ERROR,
        "%s is %s (expected: %s)"
            .formatted(
                table.group(3) == null ? "the table" : table.group(3),
                problem.found(),
                problem.expected()),
        null,
        problem.remedy());
  }

  private Path file(TextResourceOrigin origin) {
    try {
      Path file = origin.getResource().getFile().toPath();
      return file.startsWith(folder.toAbsolutePath()) ? file : folder;
    } catch (IOException insideTheJar) {
      return folder;
    }
  }

  private static Finding error(Path file, String what, String remedy) {
    return new Finding(file, 0, Severity.ERROR, what, null, remedy);
  }
}
