package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code deploy/} and the image say agrees with the gateway and with each other. */
class DeployFilesTest {

  private static final Path DEPLOY = Path.of("deploy");
  private static final Pattern SETTING =
      Pattern.compile("(?m)\\b((?:ZOHO|HANDOFF|BOT|BOTPRESS|SPRING|SERVER)_[A-Z0-9_]+)\\s*[=:]");
  private static final Pattern NAMED = Pattern.compile("value: (\\S+)|name: ([A-Z][A-Z0-9_]+)");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(DEPLOY)) {
      return all.filter(Files::isRegularFile).toList().stream();
    }
  }

  private static String text(String file) throws IOException {
    return Files.readString(Path.of(file));
  }

  private static TreeSet<String> all(Pattern pattern, String text) {
    TreeSet<String> found = new TreeSet<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          found.add(matcher.group(group));
        }
      }
    }
    return found;
  }

  /** The names that the gateway knows, and what Spring Boot adds. */
  private static TreeSet<String> known() throws IOException {
    TreeSet<String> known =
        all(
            Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)[:}]"),
            text("src/main/resources/application.yaml"));
    known.add("SPRING_PROFILES_ACTIVE");
    known.add("HANDOFF_CONFIG");
    return known;
  }

  @ParameterizedTest
  @MethodSource("files")
  void everySettingIsOneThatTheGatewayKnows(Path file) throws IOException {
    String text = Files.readString(file);
    TreeSet<String> used = all(SETTING, text);
    if (file.endsWith("deployment.yaml")) {
      all(NAMED, text).stream().filter(name -> name.matches("[A-Z0-9_]+")).forEach(used::add);
    }

    assertThat(used.stream().map(name -> name.replaceFirst("_FILE$", "")))
        .allSatisfy(name -> assertThat(known()).contains(name));
  }

  @Test
  void theSameSecretsEverywhere() throws IOException {
    TreeSet<String> compose =
        all(Pattern.compile("/run/secrets/(\\w+)"), text("deploy/compose/compose.yaml"));

    assertThat(
            all(
                Pattern.compile("/run/secrets/handoff/(\\w+)"),
                text("deploy/kubernetes/deployment.yaml")))
        .isEqualTo(compose);
    assertThat(all(Pattern.compile("secrets/(\\w+)\""), text("deploy/compose/secrets.sh")))
        .as("the ones that a person fills in")
        .containsExactly("zoho_client_secret");
    assertThat(all(Pattern.compile("(?m)^make (\\w+)"), text("deploy/compose/secrets.sh")))
        .allSatisfy(made -> assertThat(compose).contains(made));
  }

  @Test
  void theContainersRunAsTheImagesUser() throws IOException {
    String uid = all(Pattern.compile("--uid (\\d+)"), text("Dockerfile")).first();

    assertThat(text("deploy/kubernetes/deployment.yaml")).contains("runAsUser: " + uid);
    assertThat(text("deploy/compose/compose.yaml")).contains("uid=" + uid + ",gid=" + uid);
  }

  @Test
  void theImageHasTheVersionOfTheProject() throws IOException {
    String version =
        all(
                Pattern.compile("<artifactId>handoff-gateway</artifactId>\\s*<version>(.+?)<"),
                text("pom.xml"))
            .first();

    assertThat(text("deploy/kubernetes/kustomization.yaml")).contains("newTag: " + version);
    assertThat(text("deploy/compose/compose.yaml")).contains("image: handoff-gateway:" + version);
  }

  @Test
  void allResourcesOfKubernetesAreNamed() throws IOException {
    Map<String, Object> kustomization = one("deploy/kubernetes/kustomization.yaml");
    List<String> there = new ArrayList<>();
    try (Stream<Path> all = Files.list(DEPLOY.resolve("kubernetes"))) {
      all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") && !name.startsWith("kustomization"))
          .forEach(there::add);
    }

    assertThat((List<?>) kustomization.get("resources"))
        .map(String::valueOf)
        .containsExactlyInAnyOrderElementsOf(there);
    for (String file : there) {
      assertThat(one("deploy/kubernetes/" + file)).as(file).containsKeys("apiVersion", "kind");
    }
  }

  @Test
  void theDisruptionBudgetNamesTheGatewaysPods() throws IOException {
    Map<?, ?> spec = (Map<?, ?>) one("deploy/kubernetes/poddisruptionbudget.yaml").get("spec");

    assertThat(spec.get("selector"))
        .as("kustomize adds none")
        .isEqualTo(Map.of("matchLabels", Map.of("app.kubernetes.io/name", "handoff-gateway")));
  }

  private static Map<String, Object> one(String file) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text(file));
  }
}
