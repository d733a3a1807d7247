package dev.handoff.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.handoff.setup.doctor.Finding;
import dev.handoff.setup.doctor.Finding.Level;
import dev.handoff.setup.doctor.Report;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Looks at everything the gateway depends on; also when the gateway could not start. */
@Command(
    name = "doctor",
    description = {
      "Looks at everything the gateway depends on, and says what is wrong and how to mend it.",
      "Changes nothing. Settings can follow, as for the gateway: --handoff.config=DIR"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing failed", "1:something failed", "2:not understood"},
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  private static final String LINE = "%s%s %-24s %s";
  private static final String REMEDY = "        %-24s -> %s";

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Commands commands;

  @Option(names = "--json", description = "The report as JSON, as GET /ops/api/doctor gives it.")
  private boolean json;

  @Option(
      names = "--send-test-event",
      description = "Also sends the bot (BOT_CALLBACK_URL) one signed event, type handoff.test.")
  private boolean testEvent;

  @Unmatched private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() throws JsonProcessingException {
    for (String setting : settings) {
      if (!setting.matches("--[^=\\s]+=.*")) {
        throw new ParameterException(
            spec.commandLine(), "'" + setting + "' is no setting (expected: --NAME=value).");
      }
    }
    Report report = new Examination(commands.context(), settings, testEvent).run();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(report.fields()));
    } else {
      print(report, out);
    }
    out.flush();
    return report.isOk() ? 0 : 1;
  }

  private static void print(Report report, PrintWriter out) {
    for (Finding finding : report.findings()) {
      String level = finding.level().wireName();
      out.println(
          LINE.formatted(
              coloured(finding.level()),
              " ".repeat(Level.WARNING.name().length() - level.length()),
              finding.check(),
              plain(finding.what())));
      if (finding.remedy() != null) {
        out.println(REMEDY.formatted("", plain(finding.remedy())));
      }
    }
    out.println(
        "%d ok, %d warnings, %d failed"
            .formatted(
                report.count(Level.OK), report.count(Level.WARNING), report.count(Level.FAILED)));
  }

  /** What Zoho's names hold besides text does not reach the terminal. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", "");
  }

  /** Colour only where somebody looks at a terminal. */
  private static String coloured(Level level) {
    String style =
        switch (level) {
          case OK -> "green";
          case WARNING -> "yellow";
          case FAILED -> "red,bold";
        };
    return Ansi.AUTO.string("@|" + style + " " + level.wireName() + "|@");
  }
}
