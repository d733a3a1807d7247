package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.HandoffGateway;
import dev.handoff.setup.routes.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** Slips in a copy of our own flows and settings, each told with its line and a way out. */
class ValidateTest {

  @TempDir Path temporary;
  private Path routes;
  private Path config;

  @BeforeEach
  void copy() throws IOException {
    routes = temporary.toRealPath().resolve("routes");
    config = temporary.toRealPath().resolve("config");
    FileSystemUtils.copyRecursively(Path.of("routes"), routes);
    FileSystemUtils.copyRecursively(Path.of("config"), config);
  }

  /** All but the settings that are not set here. */
  private List<String> told() {
    return ValidateCommand.findings(routes, config).stream()
        .filter(finding -> !finding.what().contains("is not set"))
        .map(this::shown)
        .toList();
  }

  private String shown(Finding finding) {
    return finding.toString().replace(temporary.toString() + "/", "");
  }

  private Path swap(String file, String before, String after) throws IOException {
    Path path = temporary.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(before);
    return Files.writeString(
        path, text.substring(0, text.indexOf(before)) + after + rest(text, before));
  }

  private static String rest(String text, String before) {
    return text.substring(text.indexOf(before) + before.length());
  }

  @Test
  void ourOwnFilesAreRight() {
    assertThat(told()).isEmpty();
  }

  /** Slips that leave lines where they are: before, after, and what is told of the line. */
  private static final String SLIPS =
      """
      ref: commentDraft | ref: comentDraft | 28: there is no bean 'comentDraft'; did you mean 'commentDraft'?
      method: facts | method: fact | 87: the bean 'ticketDraft' has no method 'fact'; did you mean 'facts'?
      method: delivered | method: "delivered()" | 45: 'delivered' of the bean 'outcome' takes 1 arguments, and 0 are given
      work: direct:desk-contact | work: direct:desk-contract | 14: no route begins with 'direct:desk-contract'; did you mean 'direct:desk-contact'?
      kamelet:step/ticket-read | kamelet:stepp/ticket-read | 23: there is no template 'stepp'; did you mean 'step'?
      name: contact | nam: contact | 13: the template 'step' has no parameter 'nam'; did you mean 'name'?
      kamelet:step/ticket-contact | kamelet:step/ticket-contact | 11: the template 'step' wants the parameter 'name'. Name of the step in the journal
      kamelet:step/ticket-transcript | kamelet:step/ticket | 33: a route or instance named 'ticket' is there already, in ticket.camel.yaml:17
      routeConfigurationId: zoho-failures | routeConfigurationId: zoho-failure | 6: there is no routeConfiguration 'zoho-failure'; did you mean 'zoho-failures'?
      id: desk-open-ticket | id: desk-create-ticket | 64: the id 'desk-create-ticket' is there already, in ticket.camel.yaml:52
      - doTry: | - doTyr: | 69: 'doTyr' is no step; did you mean 'doTry'?
      \u0020           when: | \u0020           whenn: | 26: 'whenn' is no key of 'choice'; did you mean 'when'?
      dev.handoff.zoho.ZohoRefused | dev.handoff.zoho.ZohoRefuse | 86: there is no exception 'dev.handoff.zoho.ZohoRefuse'; did you mean 'dev.handoff.zoho.ZohoRefused'?
      ${exception.isUnknownContact} | ${exceptn.isUnknownContact} | 90: '${exceptn.isUnknownContact}' is no Simple expression
      direct:salesiq-close-chat | {{where.to}} | 42: the placeholder '{{where.to}}' has no value. Set it in config/application.yaml
      path: /tickets | path: /tickets?a=1&b=2 | 78: an ampersand ends the parameter of a template
      expression: "${null}" | expression: "${variable.delivry}" | 103: warning: nothing sets the variable 'delivry'; did you mean 'delivery'?
      """;

  @Test
  void tellsAllSlipsOfAFileInOneRun() throws IOException {
    List<String[]> slips =
        SLIPS.lines().map(line -> line.split(" \\| ")).filter(slip -> slip.length == 3).toList();
    assertThat(slips).hasSize(17);
    for (String[] slip : slips) {
      swap("routes/delivery/ticket.camel.yaml", slip[0], slip[1]);
    }

    List<String> told = told();

    assertThat(slips)
        .allSatisfy(
            slip ->
                assertThat(told)
                    .anySatisfy(
                        line ->
                            assertThat(line)
                                .startsWith("routes/delivery/ticket.camel.yaml:" + slip[2])));
  }

  private Path write(String name, String text) throws IOException {
    Path file = temporary.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Everything that is wrong with one new flow. */
  @Test
  void tellsWhatIsWrongWithAFlowOfOnesOwn() throws IOException {
    write(
        "routes/own.camel.yaml",
        """
        - route:
            from:
              uri: platform-http:/api/own
              parameters:
                httpMethodRestrickt: POST
              steps:
                - bean:
                    ref: steps
                - to:
                    uri: htp://example.test
                - to:
                    uri: https://desk.zoho.eu/api/v1/tickets
                    parameters:
                      throwExeptionOnFailure: false
                - to:
                    uri: caffeine-cache:zohoTokenCache
                    parameters:
                      action: GETT
                - setBody:
                    expression:
                      constant: a
                      simple: "${body"
                uri: direct:deliver
                - log:
        """);
    assertThat(told()).singleElement().asString().startsWith("routes/own.camel.yaml:23: is not YAML");

    swap("routes/own.camel.yaml", "                uri: direct:deliver\n        - log:\n".indent(-8), "");

    assertThat(told())
        .containsExactly(
            "routes/own.camel.yaml:1: warning: the route has no description. Say in one sentence"
                + " what it does.",
            "routes/own.camel.yaml:1: warning: the route has no id. Metrics, Hawtio and the log"
                + " name it by that.",
            "routes/own.camel.yaml:5: 'platform-http' has no option 'httpMethodRestrickt'; did you"
                + " mean 'httpMethodRestrict'? See"
                + " https://camel.apache.org/components/4.18.x/platform-http-component.html.");
  }
}
