package dev.handoff.setup;

import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What {@code java -jar handoff-gateway.jar} does besides serving: a first word that is no option
 * names a command. Exit codes: 0 all well, 1 something is wrong and was said, 2 a command line that
 * could not be understood.
 */
@Command(
    name = "handoff-gateway",
    description = "Without a command, the gateway starts.",
    subcommands = {DoctorCommand.class, SetupCommand.class, ValidateCommand.class},
    mixinStandardHelpOptions = true)
public final class Commands implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  private final CommandContext context;

  private Commands(CommandContext context) {
    this.context = context;
  }

  /**
   * Runs the command that the arguments name.
   *
   * @param application the gateway's main class
   * @return the exit code; empty when they name none, so that the gateway is to start
   */
  public static OptionalInt run(Class<?> application, String... args) {
    if (args.length == 0 || (args[0].startsWith("-") && !args[0].matches("-h|--help"))) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(commandLine(application).execute(args));
  }

  static CommandLine commandLine(Class<?> application) {
    return new CommandLine(new Commands(new CommandContext(application)))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** How a command gets at the gateway's beans. */
  CommandContext context() {
    return context;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
