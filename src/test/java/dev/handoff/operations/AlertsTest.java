package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts by Prometheus's own tool, and that each one has its runbook. */
class AlertsTest {

  private static final Path RUNBOOKS = Path.of("docs/runbooks");

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process tool;
    try {
      tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException missing) {
      return fail("promtool is missing (Debian: apt-get install prometheus)", missing);
    }
    String said = new String(tool.getInputStream().readAllBytes());
    assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tool.exitValue()).as(said).isZero();
    return said;
  }

  private static List<Map<String, Object>> alerts() throws IOException {
    return Expressions.rules().stream().filter(rule -> rule.containsKey("alert")).toList();
  }

  private static String name(Map<String, Object> alert) {
    return String.valueOf(alert.get("alert"));
  }

  /** BacklogOld is told of in backlog-old.md. */
  private static String page(String alert) {
    return alert.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".md";
  }

  @Test
  void prometheusUnderstandsTheRules() throws Exception {
    promtool("check", "rules", Expressions.ALERTS.toString());
  }

  @Test
  void eachAlertComesWhenItShouldAndStaysAwayWhenNot() throws Exception {
    Path cases = Expressions.FOLDER.resolve("alerts-test.yaml");
    promtool("test", "rules", cases.toString());

    String text = Files.readString(cases);
    for (Map<String, Object> alert : alerts()) {
      assertThat(text).contains(name(alert) + " comes", name(alert) + " stays away");
    }
  }

  @Test
  void prometheusUnderstandsEveryExpressionOfTheBoard(@TempDir Path folder) throws Exception {
    StringBuilder rules = new StringBuilder("groups:\n  - name: board\n    rules:\n");
    int number = 0;
    for (String expression : Expressions.ofBoard()) {
      rules.append(
          "      - record: board:%d\n        expr: |-\n          %s\n"
              .formatted(number++, expression));
    }
    Path file = Files.writeString(folder.resolve("board.yaml"), rules);

    assertThat(promtool("check", "rules", file.toString())).contains(number + " rules found");
    assertThat(number).isGreaterThan(40);
  }

  @Test
  void theBoardAsksOnlyForRecordsThatAreMade() throws IOException {
    Set<String> made =
        Expressions.rules().stream()
            .filter(rule -> rule.containsKey("record"))
            .map(rule -> String.valueOf(rule.get("record")))
            .collect(Collectors.toSet());

    for (String expression : Expressions.all()) {
      Matcher asked = Pattern.compile("handoff:[a-z_:0-9]+").matcher(expression);
      while (asked.find()) {
        assertThat(made).as(expression).contains(asked.group());
      }
    }
  }

  @Test
  void eachAlertSaysWhatItIsAndWhereItsRunbookLies() throws IOException {
    for (Map<String, Object> alert : alerts()) {
      Map<?, ?> notes = (Map<?, ?>) alert.get("annotations");
      assertThat(String.valueOf(notes.get("summary"))).as(name(alert)).hasSizeBetween(10, 80);
      assertThat(String.valueOf(notes.get("description"))).as(name(alert)).hasSizeBetween(20, 250);
      assertThat(notes.get("runbook_url")).isEqualTo("docs/runbooks/" + page(name(alert)));
      assertThat(String.valueOf(((Map<?, ?>) alert.get("labels")).get("severity")))
          .isIn("critical", "warning");
    }
  }

  @Test
  void eachAlertHasItsRunbookAndEachRunbookItsAlert() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    for (Map<String, Object> alert : alerts()) {
      pages.put(page(name(alert)), name(alert));
    }
    Set<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.list(RUNBOOKS)) {
      files.map(file -> file.getFileName().toString()).forEach(there::add);
    }
    there.remove("README.md");

    assertThat(there).isEqualTo(pages.keySet());
    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertThat(Files.readString(RUNBOOKS.resolve(page.getKey())))
          .startsWith("# " + page.getValue() + ": ")
          .contains("## What it means for visitors", "## See it", "## First aid", "## Escalate");
      assertThat(Files.readString(RUNBOOKS.resolve("README.md")))
          .contains("(" + page.getKey() + ")");
    }
  }
}
