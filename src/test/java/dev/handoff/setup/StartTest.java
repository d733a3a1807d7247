package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process of its own, started in an empty directory. */
class StartTest {

  private static final Path REPOSITORY = Path.of("").toAbsolutePath();
  private static final Pattern ADDRESS = Pattern.compile("Gateway +(http://localhost:\\d+)");

  @TempDir Path directory;
  private Process process;

  @AfterEach
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  private Path start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), "dev.handoff.HandoffGateway"));
    Collections.addAll(command, arguments);
    Path output = directory.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(ZOHO|HANDOFF|SPRING)_.*"));
    builder.environment().putAll(environment);
    process = builder.start();
    return output;
  }

  /** Relative entries would not hold in another directory. */
  private static String classPath() {
    return String.join(
        ":",
        Stream.of(System.getProperty("java.class.path").split(":"))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  private String refused(Path output) throws Exception {
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    String text = Files.readString(output);
    assertThat(text).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
    return text;
  }

  @Test
  void saysWhatIsMissingWithoutAStackTraceAndExitsWith1() throws Exception {
    String text = refused(start(Map.of("ZOHO_REGION", "eu")));

    assertThat(text)
        .contains(
            "The configuration has 12 problems:",
            "  - handoff.routes: " + directory.toRealPath() + "/routes is missing",
            "  - ZOHO_CLIENT_ID: not set",
            "--spring.profiles.active=sandbox");
  }

  @Test
  void saysThatTheConfigFolderIsMissing() throws Exception {
    String text = refused(start(Map.of("HANDOFF_CONFIG", "nowhere")));

    assertThat(text)
        .contains(
            "The configuration has a problem:\n  - handoff.config: "
                + directory.toRealPath()
                + "/nowhere is not a folder (expected: a folder that holds application.yaml)."
                + " Correct the path, or leave it out to read ./config.");
  }

  @Test
  void saysWhereAConfigFileIsNoYaml() throws Exception {
    Files.createDirectory(directory.resolve("config"));
    Files.writeString(
        directory.resolve("config/application.yaml"), "ZOHO_CLIENT_SECRET: hidden\n  bad: [\n");

    String text = refused(start(Map.of()));

    assertThat(text)
        .contains(
            "A YAML file of the configuration (application.yaml, application-<profile>.yaml) cannot"
                + " be read, line 2, column 6: mapping values are not allowed here")
        .doesNotContain("hidden");
  }

  @Test
  void saysThatTheDatabaseDoesNotAnswer() throws Exception {
    String text =
        refused(
            start(
                Map.of(
                    "SERVER_PORT",
                    "0",
                    "HANDOFF_ROUTES",
                    REPOSITORY.resolve("routes").toString(),
                    "SPRING_DATASOURCE_URL",
                    "jdbc:postgresql://127.0.0.1:1/tickets?password=hidden",
                    "SPRING_DATASOURCE_USERNAME",
                    "gate",
                    "SPRING_DATASOURCE_PASSWORD",
                    "hidden"),
                "--spring.profiles.active=sandbox"));

    assertThat(text)
        .contains(
            "The gateway cannot use its database: the database does not answer (connection"
                + " refused).",
            "Tried: jdbc:postgresql://127.0.0.1:1/tickets as user gate",
            "Start it, correct host and port in SPRING_DATASOURCE_URL, or open the firewall.")
        .doesNotContain("hidden");
  }

  @Test
  void saysWhichRouteFileDoesNotFit() throws Exception {
    Files.writeString(directory.resolve("bad.camel.yaml"), "- route:\n    id: [x\n");
    Files.writeString(
        directory.resolve("slip.camel.yaml"), "- route:\n    from:\n      uir: direct:x\n");

    String text =
        refused(
            start(
                Map.of("SERVER_PORT", "0", "HANDOFF_ROUTES", "."),
                "--spring.profiles.active=sandbox"));

    assertThat(text)
        .contains(
            "The routes cannot be started:",
            "/bad.camel.yaml:2: is not YAML here: expected ',' or ']'",
            "/slip.camel.yaml:3: 'uir' is no key of 'from'; did you mean 'uri'?");
  }

  /** Routes as Kubernetes mounts them, configuration elsewhere, and the embedded database. */
  @Test
  void worksFromAnyDirectory() throws Exception {
    mountAsConfigMap(REPOSITORY.resolve("routes"), directory.resolve("mounted"));
    Files.createDirectories(directory.resolve("elsewhere/config/tables"));
    Files.writeString(
        directory.resolve("elsewhere/config/tables/categories.yaml"),
        "categories:\n  vip: { category: Gold }\n");
    Path output =
        start(
            Map.of("SERVER_PORT", "0", "HANDOFF_CONFIG", "elsewhere/config"),
            "--spring.profiles.active=sandbox",
            "--handoff.routes=mounted");
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> ADDRESS.matcher(Files.readString(output)).find() || !process.isAlive());
    Matcher address = ADDRESS.matcher(Files.readString(output));
    assertThat(address.find()).as(Files.readString(output)).isTrue();

    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address.group(1) + "/api/handoffs"))
                    .header("X-Api-Key", "sandbox-api-key")
                    .header("Content-Type", "application/json")
                    .POST(
                        BodyPublishers.ofString(
                            "{\"channel\":\"api\",\"conversationId\":\"c1\",\"kind\":\"ticket\","
                                + "\"category\":\"VIP\",\"visitor\":{\"email\":\"a@example.test\"}}"))
                    .build(),
                BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(directory.resolve("data/handoff.mv.db")).exists();
  }

  private static void mountAsConfigMap(Path source, Path target) throws IOException {
    Path hidden = Files.createDirectories(target.resolve("..2026_01_01"));
    Files.createSymbolicLink(target.resolve("..data"), hidden.getFileName());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, hidden.resolve(file.getFileName()));
        Files.createSymbolicLink(
            target.resolve(file.getFileName()), Path.of("..data").resolve(file.getFileName()));
      }
    }
  }
}
