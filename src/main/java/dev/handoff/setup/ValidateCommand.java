package dev.handoff.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.setup.routes.Finding;
import dev.handoff.setup.routes.Finding.Severity;
import dev.handoff.setup.routes.RouteValidator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code validate routes config}: everything that is wrong with flows and settings, with file and
 * line. Starts nothing, and calls nobody.
 */
@Command(
    name = "validate",
    description = "Checks flows and settings without starting anything.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      index = "0",
      defaultValue = "routes",
      description = "Folder of the flows (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init")
  private Path routes;

  @Parameters(
      index = "1",
      defaultValue = "config",
      description = "Folder of the settings (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init")
  private Path config;

  @Option(names = "--json", description = "Prints JSON instead of lines.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    LoggingSystem logging = LoggingSystem.get(ValidateCommand.class.getClassLoader());
    LogLevel before =
        logging.getLoggerConfiguration(LoggingSystem.ROOT_LOGGER_NAME).getEffectiveLevel();
    logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
    try {
      List<Finding> findings = findings(routes, config);
      print(findings);
      return findings.stream().anyMatch(Finding::isError) ? 1 : 0;
    } finally {
      logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, before);
    }
  }

  /** Everything that is wrong, in the order of files and lines. */
  static List<Finding> findings(Path routes, Path config) {
    RouteFiles files = RouteFiles.in(routes.toString());
    ConfigFindings settings = new ConfigFindings(config);
    List<Finding> findings = new ArrayList<>(settings.files());
    // Settings from a broken file would only be said to be missing.
    boolean readable = findings.isEmpty();
    ConfigReading reading =
        readable
            ? ConfigReading.of(config.toAbsolutePath(), routes.toAbsolutePath())
            : ConfigReading.ofNothing();
    for (Problem problem : files.problems()) {
      findings.add(new Finding(routes, 0, Severity.ERROR, problem.found(), null, problem.remedy()));
    }
    findings.addAll(UnreadFiles.in(routes));
    findings.addAll(settings.values(reading));
    if (!files.files().isEmpty()) {
      // Of no flows at all, each that is missing would be told, too.
      findings.addAll(
          new RouteValidator(reading.environment(), readable).check(routes, files.files()));
    }
    return List.copyOf(new TreeSet<>(findings));
  }

  private void print(List<Finding> findings) throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    long errors = findings.stream().filter(Finding::isError).count();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("errors", errors);
      all.put("warnings", findings.size() - errors);
      all.put("findings", findings.stream().map(ValidateCommand::fields).toList());
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
    } else {
      findings.forEach(finding -> out.println(shown(finding)));
      out.println("%d errors, %d warnings".formatted(errors, findings.size() - errors));
    }
    out.flush();
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", relative(finding.file()).toString());
    fields.put("line", finding.line());
    fields.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    fields.put("what", finding.what());
    fields.put("near", finding.near());
    fields.put("remedy", finding.remedy());
    return fields;
  }

  private static Finding shown(Finding finding) {
    return new Finding(
        relative(finding.file()),
        finding.line(),
        finding.severity(),
        finding.what(),
        finding.near(),
        finding.remedy());
  }

  private static Path relative(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file) : file;
  }
}
