package dev.handoff.setup;

import dev.handoff.secrets.SecretFile;
import dev.handoff.setup.doctor.Finding;
import dev.handoff.zoho.CredentialName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** The set-up of {@code /setup} on the command line. */
@Command(
    name = "setup",
    description = {
      "Connects the gateway to Zoho: region, clients, consents, and where handoffs go.",
      "Asks for what is missing; answers can come through a pipe, one a line.",
      "Settings can follow, as for the gateway: --handoff.config=DIR"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:ready", "1:something is missing and was said", "2:not understood"},
    mixinStandardHelpOptions = true)
final class SetupCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Commands commands;

  @Option(names = "--region", paramLabel = "REGION", description = "us, eu, in, au, jp, ca ...")
  @Nullable String region;

  @Option(
      names = "--credential",
      paramLabel = "NAME",
      description = "Only this one: ordinary or organisation.")
  @Nullable CredentialName only;

  @Option(names = "--client-id", paramLabel = "ID", description = "Its client id.")
  @Nullable String clientId;

  @Option(
      names = "--client-secret-file",
      paramLabel = "FILE",
      description = "A file with its client secret; without it the secret is asked for.")
  private @Nullable Path clientSecretFile;

  /** What stands in that file. */
  @Nullable String clientSecret;

  @Option(
      names = "--self-client",
      description = "The code comes from the console's Self Client, not from a redirect.")
  boolean selfClient;

  @Option(
      names = "--redirect-uri",
      paramLabel = "URI",
      description =
          "As registered; by default HANDOFF_PUBLIC_URL or http://localhost:8080, and"
              + " /setup/callback.")
  @Nullable String redirectUri;

  @Option(names = "--organisation", paramLabel = "ID", description = "The Desk organisation.")
  @Nullable String orgId;

  @Option(names = "--department", paramLabel = "ID", description = "The Desk department.")
  @Nullable String departmentId;

  @Option(names = "--portal", paramLabel = "NAME", description = "The SalesIQ screen name.")
  @Nullable String screenName;

  @Option(names = "--brand", paramLabel = "ID", description = "The SalesIQ brand.")
  @Nullable String appId;

  @Option(
      names = "--salesiq-department",
      paramLabel = "ID",
      description = "The SalesIQ department.")
  @Nullable String salesiqDepartmentId;

  @Unmatched private List<String> settings = new ArrayList<>();

  /** Where the answers come from. */
  Function<PrintWriter, Talk> answers = Talk::standard;

  CommandLine commandLine() {
    return spec.commandLine();
  }

  @Override
  public Integer call() {
    for (String setting : settings) {
      if (!setting.matches("--[^=\\s]+=.*")) {
        throw new ParameterException(
            spec.commandLine(), "'" + setting + "' is no setting (expected: --NAME=value).");
      }
    }
    clientSecret = clientSecretFile == null ? null : secret(clientSecretFile);
    Talk talk = answers.apply(spec.commandLine().getOut());
    try (ConfigurableApplicationContext gateway = SilentFailure.during(this::start)) {
      return new SetupTalk(this, gateway, talk).run() ? 0 : 1;
    } catch (ParameterException wrong) {
      throw wrong;
    } catch (UnusableConfigurationException | Talk.EndedException stop) {
      String.valueOf(stop.getMessage()).lines().forEach(talk::say);
    } catch (RuntimeException failure) {
      StartFault.of(failure, null).forEach(fault -> say(talk, fault));
    }
    return 1;
  }

  private ConfigurableApplicationContext start() {
    List<String> all = new ArrayList<>(List.of("--spring.profiles.include=setup"));
    all.addAll(settings);
    all.add("--logging.threshold.console=off");
    return commands.context().start(all);
  }

  private static void say(Talk talk, Finding fault) {
    talk.say(fault.check() + ": " + fault.what() + ".");
    if (fault.remedy() != null) {
      talk.say(fault.remedy());
    }
  }

  private String secret(Path file) {
    try {
      return SecretFile.read(file.toString());
    } catch (SecretFile.UnusableException unusable) {
      throw new ParameterException(
          spec.commandLine(), "--client-secret-file: " + unusable.getMessage() + ".");
    }
  }
}
