package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.HandoffGateway;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Settings;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.Logs;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code java -jar handoff-gateway.jar setup}, with its answers through a pipe. */
class SetupCommandTest {

  private static final Pattern LINK = Pattern.compile("http\\S+/oauth/v2/\\S*auth\\?\\S+");

  @TempDir Path folder;

  private final Map<String, String> database = TestDatabase.H2.fresh();
  private final StringWriter said = new StringWriter();
  private SimulatedZoho zoho;

  @BeforeEach
  void start() {
    zoho = SimulatedZoho.start();
  }

  @AfterEach
  void stop() {
    zoho.close();
  }

  /** Answers the question that was printed last; null ends the input. */
  private final class Answers extends InputStream {

    private final UnaryOperator<String> answer;
    private byte[] line = {};
    private int at;

    private Answers(UnaryOperator<String> answer) {
      this.answer = answer;
    }

    @Override
    public int read() {
      if (at == line.length) {
        String next = answer.apply(said.toString().replaceAll("(?s).*\n", ""));
        if (next == null) {
          return -1;
        }
        line = (next + "\n").getBytes(StandardCharsets.UTF_8);
        at = 0;
      }
      return line[at++];
    }

    @Override
    public int read(byte[] into, int from, int most) {
      int one = read();
      if (one < 0) {
        return -1;
      }
      into[from] = (byte) one;
      return 1;
    }
  }

  private int run(UnaryOperator<String> answer, String... options) {
    List<String> all = new ArrayList<>(List.of("setup"));
    all.addAll(List.of(options));
    Map<String, String> settings = Gateway.settings(zoho);
    settings.replaceAll(
        (name, value) -> name.startsWith("ZOHO_") && !name.endsWith("_URL") ? "" : value);
    settings.putAll(database);
    settings.keySet().removeAll(List.of("SERVER_PORT", "handoff.catch-up.every"));
    settings
        .keySet()
        .removeIf(name -> all.stream().anyMatch(one -> one.startsWith("--" + name + "=")));
    settings.forEach((name, value) -> all.add("--" + name + "=" + value));
    CommandLine commands = Commands.commandLine(HandoffGateway.class);
    SetupCommand command = commands.getSubcommands().get("setup").getCommand();
    command.answers = out -> Talk.through(new Answers(answer), out);
    PrintWriter out = new PrintWriter(said, true);
    return commands.setOut(out).setErr(out).execute(all.toArray(String[]::new));
  }

  private boolean isOrganisation() {
    return said.toString().contains("The organisation credential:");
  }

  /** A person who knows the clients, accepts at Zoho, and takes the first of every list. */
  private String willing(String question) {
    Settings known = zoho.settings();
    Settings.Credential client = isOrganisation() ? known.organisation() : known.ordinary();
    if (question.startsWith("Client id")) {
      return client.clientId();
    }
    if (question.startsWith("Client secret")) {
      return client.clientSecret();
    }
    return question.startsWith("The address") ? accepted() : "1";
  }

  /** Where the browser is sent to by the link that was printed last. */
  private String accepted() {
    String link =
        LINK.matcher(said.toString()).results().map(MatchResult::group).reduce((a, b) -> b).get();
    return get(link.replaceFirst("auth\\?", "auth/accept?"))
        .headers()
        .firstValue("location")
        .orElseThrow();
  }

  private static HttpResponse<String> get(String address) {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void fromNothingToReadyAndThenThereIsNothingToAsk() {
    assertThat(run(this::willing)).as(said.toString()).isZero();

    assertThat(said.toString())
        .endsWith("Ready.\n")
        .contains("Desk.tickets.CREATE", "to open tickets")
        .contains(" 1  Support (" + zoho.settings().departmentId() + ")")
        .doesNotContain(
            zoho.settings().ordinary().clientSecret(),
            zoho.settings().organisation().clientSecret());
    said.getBuffer().setLength(0);
    assertThat(run(question -> question.startsWith("Number") ? "" : null)).isZero();
    assertThat(said.toString()).doesNotContain("credential:");
  }

  @Test
  void aSelfClientWithOptionsAndASecretFromAFile() throws IOException {
    Settings known = zoho.settings();
    Path secret = Files.writeString(folder.resolve("secret"), known.ordinary().clientSecret());

    int code =
        run(
            question -> question.startsWith("Code") ? selfClientCode() : null,
            "--credential=ordinary",
            "--self-client",
            "--client-id=" + known.ordinary().clientId(),
            "--client-secret-file=" + secret,
            "--organisation=" + known.orgId(),
            "--department=" + known.departmentId(),
            "--portal=" + known.screenName(),
            "--brand=" + known.appId(),
            "--salesiq-department=" + known.salesiqDepartmentId());

    assertThat(code).isEqualTo(1);
    assertThat(said.toString())
        .contains("Authorised.", "Not ready yet:\n  - Authorise the organisation credential")
        .doesNotContain("Choose");
  }

  @Test
  void whatIsInNoneOfZohosListsIsRefusedOrAskedForAgain() {
    assertThat(run(this::willing, "--department=99")).isEqualTo(2);
    assertThat(said.toString())
        .contains(
            zoho.settings().departmentId() + " (Support)",
            "--department: '99' is not in Zoho's list; of where handoffs go nothing was stored.")
        .doesNotContain("Ready.", "\tat ");
    said.getBuffer().setLength(0);

    assertThat(
            run(
                question ->
                    question.startsWith("Number")
                        ? said.toString().contains("'99' is not in the list.") ? "1" : "99"
                        : null))
        .isZero();
    assertThat(said.toString()).containsOnlyOnce("'99' is not in the list.").endsWith("Ready.\n");
  }

  private String selfClientCode() {
    String scopes =
        said.toString()
            .lines()
            .filter(line -> line.matches("[\\w.]+(,[\\w.]+)+"))
            .findFirst()
            .get();
    String body =
        get(zoho.accountsUrl()
                + "/console/code?client_id="
                + zoho.settings().ordinary().clientId()
                + "&scope="
                + scopes)
            .body();
    return body.replaceAll(".*\"code\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void aForgedStateAndARefusedCodeAreSaidAndEndWithOne() {
    assertThat(
            run(
                question ->
                    question.startsWith("The address")
                        ? accepted().replaceAll("state=.*", "state=forged")
                        : willing(question)))
        .isEqualTo(1);
    assertThat(said.toString()).contains("did not begin here", "Nothing was stored");

    zoho.faults()
        .add(
            Fault.answer(200, "{\"error\":\"invalid_client_secret\"}")
                .on(Side.ACCOUNTS, "POST", "/oauth/v2/token"));
    assertThat(
            run(question -> question.startsWith("The address") ? "1000.code" : willing(question)))
        .isEqualTo(1);
    assertThat(said.toString()).contains("The client secret is wrong", "API console");
  }

  @Test
  void whatKeepsTheGatewayFromStartingIsSaid() {
    assertThat(run(this::willing, "--handoff.retry.max=soon")).isEqualTo(1);

    assertThat(said.toString()).contains("HANDOFF_RETRY_MAX", "a duration").doesNotContain("\tat ");
  }

  @Test
  void aDatabaseThatIsDownIsSaidWithoutATrace() {
    assertThat(
            run(
                this::willing,
                "--SPRING_DATASOURCE_URL=jdbc:postgresql://localhost:1/handoff",
                "--SPRING_DATASOURCE_USERNAME=handoff"))
        .isEqualTo(1);

    assertThat(said.toString())
        .contains("database: does not answer")
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void aSecretFileThatIsNotThereIsSaidBeforeAnythingIsAsked() {
    Path none = folder.resolve("none");

    assertThat(run(question -> null, "--client-secret-file=" + none)).isEqualTo(2);

    assertThat(said.toString())
        .contains("--client-secret-file: there is no file " + none)
        .doesNotContain("\tat ", "Client id");
  }

  @Test
  void whatIsPastedInsteadOfAnAddressIsNotRepeated() {
    assertThat(
            run(
                question ->
                    question.startsWith("The address")
                        ? "http://local host/?code=1000.pasted.code&state=pasted"
                        : willing(question)))
        .isEqualTo(1);

    assertThat(said.toString())
        .contains("This is no address")
        .doesNotContain("1000.pasted.code", "state=pasted", "\tat ");
  }

  @Test
  void aSecretFileWithoutAClientIdCountsAndTheNextAnswerIsTheCode() throws IOException {
    Settings known = zoho.settings();
    Path secret = Files.writeString(folder.resolve("secret"), known.ordinary().clientSecret());

    run(
        question ->
            question.startsWith("Client secret")
                ? null
                : question.startsWith("Code") ? selfClientCode() : willing(question),
        "--credential=ordinary",
        "--self-client",
        "--client-secret-file=" + secret);

    assertThat(said.toString()).contains("Authorised.").doesNotContain("The input ended");
  }

  @Test
  void aClientIdAloneIsTheOrdinaryOne() {
    assertThat(run(this::willing)).as(said.toString()).isZero();
    said.getBuffer().setLength(0);

    assertThat(run(this::willing, "--client-id=" + zoho.settings().ordinary().clientId())).isZero();

    assertThat(said.toString())
        .contains("The ordinary credential:")
        .doesNotContain("The organisation credential:");
  }

  @Test
  void anInputThatEndsTooSoonAndAValueThatCannotBe() {
    assertThat(run(question -> null)).isEqualTo(1);
    assertThat(said.toString()).contains("The input ended at the question: Client id");

    assertThat(run(this::willing, "--region=moon")).isEqualTo(2);
    assertThat(said.toString()).contains("ZOHO_REGION");
    assertThat(run(this::willing, "--credential=both")).isEqualTo(2);
    assertThat(run(this::willing, "nonsense")).isEqualTo(2);
  }

  @AfterAll
  static void loudAgain() {
    Logs.loudAgain();
  }
}
