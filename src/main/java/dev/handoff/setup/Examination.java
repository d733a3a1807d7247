package dev.handoff.setup;

import dev.handoff.setup.doctor.DatabaseCheck;
import dev.handoff.setup.doctor.Doctor;
import dev.handoff.setup.doctor.EncryptionKeyCheck;
import dev.handoff.setup.doctor.Finding;
import dev.handoff.setup.doctor.Finding.Level;
import dev.handoff.setup.doctor.Report;
import dev.handoff.setup.doctor.WithoutGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The doctor's round on the command line. Goes as far as it can: with settings that can be used and
 * a database that answers, the gateway's own beans look; else what needs none of them.
 */
final class Examination {

  private static final String AT_ZOHO = "all that is at Zoho";

  private final CommandContext context;
  private final List<String> options;
  private final boolean testEvent;

  /**
   * @param testEvent whether the bot gets an event to try it
   */
  Examination(CommandContext context, List<String> options, boolean testEvent) {
    this.context = context;
    this.options = options;
    this.testEvent = testEvent;
  }

  Report run() {
    return new Report(Instant.now(), SilentFailure.during(this::findings));
  }

  private List<Finding> findings() {
    SettingsReader.Reading settings;
    try {
      settings = SettingsReader.read(context.application(), options);
    } catch (RuntimeException unreadable) {
      return with(StartFault.of(unreadable, null), notChecked("the settings cannot be read"));
    }
    List<Finding> found = SettingsCheck.findings(settings.problems(), settings.warnings());
    if (settings.environment() == null) {
      return with(found, notChecked("the settings cannot be read"));
    }
    WithoutGateway without = new WithoutGateway(settings.environment());
    List<Finding> rest = rest(settings, found, without);
    return testEvent ? with(rest, without.sendTestEvent()) : rest;
  }

  private List<Finding> rest(
      SettingsReader.Reading settings, List<Finding> found, WithoutGateway without) {
    if (!settings.problems().isEmpty()) {
      return with(found, without.look(), notChecked("the configuration has problems"));
    }
    DatabaseCheck database = without.database();
    if (database.look().stream().anyMatch(Finding::isFailed)) {
      return with(found, without.look(), notChecked("'database' did not go well"));
    }
    if (database.isEmpty()) {
      return with(found, beforeFirstStart(without));
    }
    return database.isBehind()
        ? with(found, without.look(), notChecked("migrations are pending"))
        : with(found, asConfigured(without));
  }

  /** On the gateway's database, without changing it. */
  private List<Finding> asConfigured(WithoutGateway without) {
    return inside(
        without, List.of("--spring.flyway.enabled=false"), List.of(SettingsCheck.NAME), List.of());
  }

  /** There are no tables yet, so the gateway's beans are given a passing database of their own. */
  private List<Finding> beforeFirstStart(WithoutGateway without) {
    Path folder = temporary();
    try {
      return inside(
          without,
          List.of(
              "--SPRING_DATASOURCE_URL=jdbc:h2:file:" + folder.resolve("doctor"),
              "--SPRING_DATASOURCE_USERNAME=sa",
              "--SPRING_DATASOURCE_PASSWORD="),
          List.of(SettingsCheck.NAME, DatabaseCheck.NAME, EncryptionKeyCheck.NAME),
          with(without.database().look(), List.of(EncryptionKeyCheck.nothingYet())));
    } finally {
      FileSystemUtils.deleteRecursively(folder.toFile());
    }
  }

  private List<Finding> inside(
      WithoutGateway without, List<String> more, List<String> made, List<Finding> before) {
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    all.add("--logging.threshold.console=off");
    try (ConfigurableApplicationContext gateway = context.start(all)) {
      return with(before, gateway.getBean(Doctor.class).runWithout(made).findings());
    } catch (RuntimeException noStart) {
      return with(
          StartFault.of(noStart, without.environment()),
          without.look(),
          notChecked("the gateway does not start"));
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("handoff-doctor-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Finding> notChecked(String because) {
    return List.of(
        new Finding(
            AT_ZOHO,
            Level.WARNING,
            "not checked because " + because,
            "Mend that first, then look again."));
  }

  @SafeVarargs
  private static List<Finding> with(List<Finding>... parts) {
    List<Finding> all = new ArrayList<>();
    for (List<Finding> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
