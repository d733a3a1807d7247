package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.HandoffGateway;
import dev.handoff.setup.routes.Finding;
import dev.handoff.testing.Logs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

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

  @Test
  void folderThatIsMissingIsAllThatIsTold() {
    routes = temporary.resolve("nonexistent");

    assertThat(told()).singleElement().asString().contains("nonexistent is missing");
  }

  @Test
  void folderWithoutFlowsIsAllThatIsTold() throws IOException {
    routes = Files.createDirectory(temporary.resolve("empty"));

    assertThat(told()).singleElement().asString().contains("empty holds no *.camel.yaml file");
  }

  /** Slips that leave lines where they are: before, after, and what is told of that line. */
  private static final String SLIPS =
      """
      ref: commentDraft | ref: comentDraft | there is no bean 'comentDraft'; did you mean 'commentDraft'?
      method: facts | method: fact | the bean 'ticketDraft' has no method 'fact'; did you mean 'facts'?
      method: delivered | method: "delivered()" | 'delivered' of the bean 'outcome' takes 1 arguments, and 0 are given
      work: direct:desk-contact | work: direct:desk-contract | no route begins with 'direct:desk-contract'; did you mean 'direct:desk-contact'?
      kamelet:step/ticket-read | kamelet:stepp/ticket-read | there is no template 'stepp'; did you mean 'step'?
      name: contact | nam: contact | the template 'step' has no parameter 'nam'; did you mean 'name'?
      kamelet:step/ticket-contact | kamelet:step/ticket-contact | the template 'step' wants the parameter 'name'. Name of the step in the journal
      kamelet:step/ticket-transcript | kamelet:step/ticket | a route or instance named 'ticket' is there already, in ticket.camel.yaml:
      routeConfigurationId: zoho-failures | routeConfigurationId: zoho-failure | there is no routeConfiguration 'zoho-failure'; did you mean 'zoho-failures'?
      id: desk-create-ticket | id: desk-open-ticket | the id 'desk-open-ticket' is there already, in ticket.camel.yaml:
      - doTry: | - doTyr: | 'doTyr' is no step; did you mean 'doTry'?
      \u0020           when: | \u0020           whenn: | 'whenn' is no key of 'choice'; did you mean 'when'?
      dev.handoff.zoho.ZohoRefused | dev.handoff.zoho.ZohoRefuse | there is no exception 'dev.handoff.zoho.ZohoRefuse'; did you mean 'dev.handoff.zoho.ZohoRefused'?
      ${exception.isUnknownContact} | ${exceptn.isUnknownContact} | '${exceptn.isUnknownContact}' is no Simple expression
      direct:salesiq-close-chat | "{{where.to}}" | the placeholder '{{where.to}}' has no value. Set it in config/application.yaml
      path: /tickets | path: /tickets?a=1&b=2 | an ampersand ends the parameter of a template
      expression: "${null}" | expression: "${variable.delivry}" | warning: nothing sets the variable 'delivry'; did you mean 'delivery'?
      """;

  @Test
  void tellsAllSlipsOfAFileInOneRun() throws IOException {
    List<String[]> slips =
        SLIPS.lines().map(line -> line.split(" \\| ")).filter(slip -> slip.length == 3).toList();
    assertThat(slips).hasSize(17);
    String whole = Files.readString(routes.resolve("delivery/ticket.camel.yaml"));
    for (String[] slip : slips) {
      swap("routes/delivery/ticket.camel.yaml", slip[0], slip[1]);
      long line = whole.substring(0, whole.indexOf(slip[0])).lines().count();
      slip[2] = (slip[0].startsWith(" ") ? line + 1 : line) + ": " + slip[2];
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
    write("routes/own.camel.yaml", OWN);

    assertThat(told())
        .extracting(
            line ->
                line.replaceAll("^routes/own.camel.yaml:", "")
                    .replaceAll("(\\.|(\\?)) [A-Z].*", "$2"))
        .containsExactly(
            "1: warning: the route has no description",
            "1: warning: the route has no id",
            "5: 'platform-http' has no option 'httpMethodRestrickt'; did you mean"
                + " 'httpMethodRestrict'?",
            "8: the bean 'steps' has several methods and none is named",
            "10: there is no component 'htp' for 'htp://example.test'; did you mean 'http'?",
            "12: warning: 'https://desk.zoho.eu/api/v1/tickets' goes to Zoho past its gate",
            "14: warning: 'https' has no option 'throwExeptionOnFailure' and would send it on; did"
                + " you mean 'throwExceptionOnFailure'?",
            "18: 'GETT' is no value of 'action'; did you mean 'GET'?",
            "21: 'expression' has two expressions: constant, simple",
            "22: '${body' is no Simple expression: expected symbol functionEnd but was eol",
            "23: 'to' lacks uri",
            "25: 'message' is no step",
            "27: 'setHeader' has no expression",
            "30: 'when' takes a list",
            "34: 'perhaps' is no value of 'block'",
            "35: 'steps' is no key of 'route'",
            "37: 'autoStartup' is 'maybe'");
  }

  private static final String OWN =
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
              - to:
              - log: hello
                message: x
              - setHeader:
                  name: a
              - choice:
                  when:
                    simple: "${body} == 1"
              - to:
                  uri: direct:deliver
                  parameters:
                    block: perhaps
          steps:
            - to: direct:deliver
          autoStartup: maybe
      """;

  /** What Camel would take, and what would then fail at the start or with every request. */
  @Test
  void tellsWhatWouldOnlyShowWhenItRuns() throws IOException {
    write("routes/own.camel.yaml", RUNS_WRONG);
    write("routes/shop.yaml", "- route:\n");
    write("routes/.kept/old.yaml", "- route:\n");
    write(
        "config/application.yaml",
        Files.readString(config.resolve("application.yaml"))
            + "\nown:\n  crm-url: https://crm.example.test/secret-key\n");

    assertThat(told())
        .extracting(line -> line.replaceAll("^routes/own.camel.yaml:", ""))
        .containsExactly(
            "5: POST /api/handoffs is taken already, in handoff-api.camel.yaml:7. Give this route"
                + " another path, or another method in httpMethodRestrict.",
            "14: the step name 'crm' is used already, in own.camel.yaml:9. The journal would take"
                + " this step for done and skip it. Give it a name of its own.",
            "28: the step name 'one' is used already, in own.camel.yaml:21. The journal would take"
                + " this step for done and skip it. Give it a name of its own.",
            "31: 'with(${body}, 'kind', 'ticket'' is not closed: ) is missing. Write it as in"
                + " with(${body}, 'text').",
            "34: 'with(${body}, 'kind, ${null})' is not closed: ' is missing. Write it as in"
                + " with(${body}, 'text').",
            "37: '${variabel.x}' is no Simple expression: Unknown function: variabel.x. See"
                + " https://camel.apache.org/components/4.18.x/languages/simple-language.html.",
            "41: warning: 'https' has no option 'responseTimeot' and would send it on; did you"
                + " mean 'responseTimeout'?",
            "routes/shop.yaml: warning: is not read: flows end in .camel.yaml; did you mean"
                + " 'shop.camel.yaml'? Rename it, or put it elsewhere.");
  }

  private static final String RUNS_WRONG =
      """
      - route:
          id: own
          description: Own
          from:
            uri: platform-http:/api/handoffs/?httpMethodRestrict=post
            steps:
              - to:
                  id: a-step
                  uri: kamelet:step/own-1
                  parameters:
                    name: crm
                    work: direct:desk-contact
              - to:
                  uri: kamelet:step/own-2?name=crm&work=direct:desk-contact
              - choice:
                  when:
                    - expression:
                        simple: "${body} == 1"
                      steps:
                        - to:
                            uri: kamelet:step/own-3?name=one&work=direct:desk-contact
                  otherwise:
                    steps:
                      - to:
                          uri: kamelet:step/own-4?name=one&work=direct:desk-contact
              - to:
                  # After both branches.
                  uri: kamelet:step/own-5?name=one&work=direct:desk-contact
              - bean:
                  ref: fields
                  method: "with(${body}, 'kind', 'ticket'"
              - bean:
                  ref: fields
                  method: "with(${body}, 'kind, ${null})"
              - bean:
                  ref: fields
                  method: "with(${body}, 'kind', ${variabel.x})"
              - to:
                  uri: "{{own.crm-url}}"
                  parameters:
                    responseTimeot: 1000
      """;

  @Test
  void tellsWhereAFileIsNoYaml() throws IOException {
    write("routes/a.camel.yaml", "- route:\n    id: [x\n");
    write("routes/b.camel.yaml", "- route:\n\tid: x\n");
    write(
        "routes/c.camel.yaml",
        "- route:\n    id: c\n    id: d\n    description: D\n    from:\n      uri: timer:x\n      steps: []\n");
    write("routes/d.camel.yaml", "route:\n  id: x\n");
    write("routes/e.camel.yaml", "");
    write("routes/f.camel.yaml", "- beans:\n    - {{x}}\n");
    write("config/application.yaml", "a:\n  b: 1\n  b: 2\n");

    assertThat(told())
        .extracting(line -> line.replaceAll("(\\.|(\\?)) [A-Z].*", "$2"))
        .containsExactly(
            "config/application.yaml:3: the key 'b' stands twice, first in line 2",
            "routes/a.camel.yaml:2: is not YAML here: expected ',' or ']', but got <stream end>",
            "routes/b.camel.yaml:2: begins with a tab",
            "routes/c.camel.yaml:3: the key 'id' stands twice, first in line 2",
            "routes/d.camel.yaml:1: a file of flows is a list",
            "routes/e.camel.yaml: warning: the file is empty",
            "routes/f.camel.yaml:2: a text that begins with '{{' needs quotes");
  }

  /** A password may begin like an alias, an anchor or a tag of YAML. */
  @ParameterizedTest
  @ValueSource(
      strings = {"*hidden", "&hidden &hidden x", "!hidden x", "!no!hidden x", "!!hidden x"})
  void doesNotShowAValueThatIsNoYaml(String value) throws IOException {
    write("config/application.yaml", "handoff:\n  ops:\n    password: " + value + "\n");

    assertThat(told())
        .filteredOn(line -> line.contains("application.yaml:3"))
        .hasSize(1)
        .noneMatch(line -> line.contains("hidden"));
    assertThatExceptionOfType(MarkedYAMLException.class)
        .isThrownBy(
            () -> new Yaml(new SafeConstructor(new LoaderOptions())).load("password: " + value))
        .satisfies(
            broken ->
                assertThat(UnreadableYamlAnalyzer.where(broken))
                    .contains(", line 1, column ")
                    .doesNotContain("hidden"));
  }

  @Test
  void tellsWhatIsMissingWhereTheGatewaysWorkBegins() throws IOException {
    Files.delete(routes.resolve("routing/choose-handoff.camel.yaml"));

    assertThat(told())
        .contains(
            "routes: no route begins with 'direct:deliver', where the gateway's work begins. Put that"
                + " route back; its steps may be others.");
  }

  @Test
  void tellsWhereASettingIsWrong() throws IOException {
    write("config/application.yaml", "handoff:\n  retry:\n    # pause\n    initial: soon\n");

    assertThat(told())
        .containsExactly(
            "config/application.yaml:4: HANDOFF_RETRY_INITIAL is 'soon' (expected: a duration such as"
                + " 500ms, 8s, 15m or 1h). Correct it, or leave it out for the default.");
  }

  @Test
  void warnsOfNamesThatNothingReadsAsTheStartDoes() throws IOException {
    write("config/application.yaml", "HANDOFF_SYNC_WIAT: 3s\nhandof:\n  retry:\n    initial: 3s\n");
    write("config/tables/hour.yaml", "default: {}\n");
    write("config/tables/texts/fr-CA.yml", "menu: {}\n");

    assertThat(told())
        .containsExactly(
            "config/application.yaml:1: warning: HANDOFF_SYNC_WIAT: no setting has this name, so it"
                + " changes nothing. Did you mean 'HANDOFF_SYNC_WAIT'?",
            "config/application.yaml:4: warning: handof: no section has this name, so it changes"
                + " nothing. Did you mean 'handoff'?",
            "config/tables/hour.yaml: warning: is no table, and nothing reads it. Did you mean"
                + " 'hours.yaml'?",
            "config/tables/texts/fr-CA.yml: warning: is no table, and nothing reads it. Did you"
                + " mean 'fr-CA.yaml'?");
  }

  @Test
  void saysWhatTheFallbackTakes() throws IOException {
    for (String order : List.of("'chat,tickets'", "'chat,ticket'", "ticket,ticketz")) {
      write("config/application.yaml", "HANDOFF_FALLBACK: " + order + "\n");

      assertThat(told())
          .singleElement()
          .asString()
          .startsWith("config/application.yaml:1: HANDOFF_FALLBACK is '")
          .endsWith(
              "(expected: callback, ticket or both, separated by a comma). Correct it, or leave it"
                  + " out for the default.");
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the command prints, and how it ends. */
  private record Run(int code, String text) {}

  private static Run run(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      int code = Commands.run(HandoffGateway.class, arguments).orElseThrow();
      return new Run(code, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void endsWithZeroWhenNothingIsWrong() {
    Run run = run("validate", "routes", "config");

    assertThat(run.code()).isZero();
    assertThat(run.text()).contains("0 errors, ");
  }

  @Test
  void printsJsonAndEndsWithOne() throws IOException {
    swap("routes/delivery/ticket.camel.yaml", "ref: commentDraft", "ref: comentDraft");

    Run run = run("validate", "--json", routes.toString(), config.toString());

    assertThat(run.code()).isOne();
    JsonNode json = JSON.readTree(run.text());
    assertThat(json.path("errors").asInt()).isOne();
    assertThat(json.path("findings").findValuesAsText("near")).contains("commentDraft");
  }

  @Test
  void endsWithTwoWhenTheCommandIsNotUnderstood() {
    assertThat(run("validate", "--jsn").code()).isEqualTo(2);
  }

  @Test
  void tellsTheMissingFolders() {
    Run run = run("validate", temporary + "/none", temporary + "/nothing");

    assertThat(run.code()).isOne();
    assertThat(run.text())
        .contains("/none is missing", "/nothing: is no folder. Name the folder that holds");
  }

  @AfterAll
  static void loudAgain() {
    Logs.loudAgain();
  }
}
