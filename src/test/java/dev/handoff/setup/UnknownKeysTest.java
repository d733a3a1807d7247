package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Names that nothing reads, and secrets in files, as the start judges them. */
class UnknownKeysTest {

  @TempDir Path folder;

  private List<String> warnings(String yaml, Map<String, String> environment) throws IOException {
    Files.writeString(folder.resolve("application.yaml"), yaml);
    Map<String, String> arguments = new HashMap<>(Records.required());
    arguments.put("handoff.config", folder.toString());
    List<String> warnings = new ArrayList<>();
    try (ConfigurableApplicationContext context = Records.start(arguments, environment)) {
      ConfigurationCheck.problems(context.getEnvironment(), warnings::add);
    }
    return warnings;
  }

  @Test
  void namesThatNothingReadsAreToldWithTheirPlaceAndTheRightSpelling() throws IOException {
    List<String> warnings =
        warnings(
            """
            HANDOFF_SYNC_WIAT: 3s
            handoff:
              zobot:
                max-aks: 2
                max_asks: 2
              zoho:
                lookUp:
                  most-pages: 40
                look-up:
                  most-page: 40
              completely-different: 1
              desk:
                own-agents: ["1", "2"]
            acme:
              crm: https://crm.example.test
            """,
            Map.of(
                "ZOHO_REGOIN", "eu",
                "HANDOFF_ZOBOT_MAXASKS", "2",
                "HANDOFF_PORT_8080_TCP_ADDR", "10.0.0.1",
                "HANDOFF_SERVICE_HOST", "10.0.0.1",
                "BOT_FLEET_LEADER", "somebody else's",
                "BOT_CALLBACK_URI", "https://bot.example.test"));

    String file = folder.resolve("application.yaml").toString();
    assertThat(warnings)
        .containsExactlyInAnyOrder(
            "environment: ZOHO_REGOIN: no setting has this name, so it changes nothing. Did you"
                + " mean 'ZOHO_REGION'?",
            "environment: BOT_CALLBACK_URI: no setting has this name, so it changes nothing. Did"
                + " you mean 'BOT_CALLBACK_URL'?",
            file
                + ":1: HANDOFF_SYNC_WIAT: no setting has this name, so it changes nothing. Did you"
                + " mean 'HANDOFF_SYNC_WAIT'?",
            file
                + ":4: handoff.zobot.max-aks: no setting has this name, so it changes nothing. Did"
                + " you mean 'handoff.zobot.max-asks'?",
            file
                + ":10: handoff.zoho.look-up.most-page: no setting has this name, so it changes"
                + " nothing. Did you mean 'handoff.zoho.look-up.most-pages'?",
            file
                + ":11: handoff.completely-different: no setting has this name, so it changes"
                + " nothing.");
  }

  @Test
  void tablesThatStoodInTheFileAreToldWhereTheyStandNow() throws IOException {
    assertThat(
            warnings(
                """
                handoff:
                  texts:
                    greeting: Moin
                    menu: { chat: Chat }
                  triggers:
                    keywords: { en: [agent] }
                  categories:
                    vip: { category: A }
                """,
                Map.of()))
        .hasSize(3)
        .anySatisfy(
            warning ->
                assertThat(warning)
                    .contains("application.yaml:3: handoff.texts: is not read here any more. It")
                    .endsWith("It stands in config/tables/texts/en.yaml."))
        .anySatisfy(
            warning -> assertThat(warning).contains(":6: handoff.triggers.keywords: is not"))
        .anySatisfy(warning -> assertThat(warning).contains(":8: handoff.categories: is not"));
  }

  @Test
  void aMisspeltSectionIsToldOnce() throws IOException {
    assertThat(
            warnings(
                """
                handof:
                  retry:
                    initial: 1s
                  zobot: { max-asks: 2 }
                hand-off:
                  zobot: { max-asks: 3 }
                hangouts: { a: 1, b: 2 }
                """,
                Map.of("HANDOF_X", "1")))
        .containsExactly(
            folder.resolve("application.yaml")
                + ":3: handof: no section has this name, so it changes nothing. Did you mean"
                + " 'handoff'?");
  }

  @Test
  void everySettingOfTheShippedFileIsKnown() throws IOException {
    try (ConfigurableApplicationContext context = Records.start(Records.required())) {
      KnownSettings known =
          new KnownSettings(new Given(context.getEnvironment()), RecordCheck.records());
      TreeSet<String> unknown = new TreeSet<>();
      collect("", Records.everythingOn(), known, unknown);
      assertThat(unknown).isEmpty();
    }
  }

  private static void collect(
      String prefix, Map<?, ?> settings, KnownSettings known, TreeSet<String> unknown) {
    settings.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> below) {
            collect(prefix + key + ".", below, known, unknown);
          } else if (!known.has(prefix + key)) {
            unknown.add(prefix + key);
          }
        });
  }

  private Map<String, String> withFile(String name, String file) {
    return Records.requiredBut(Map.of(name, "", name + "_FILE", file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HANDOFF_API_KEYS", "HANDOFF_OPS_PASSWORD", "ZOHO_CLIENT_SECRET"})
  void secretsAreReadFromFiles(String name) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "  a-$-and-${a}-key-0001 \n");

    try (ConfigurableApplicationContext context = Records.start(withFile(name, file.toString()))) {
      assertThat(context.getEnvironment().getProperty(name)).isEqualTo("a-$-and-${a}-key-0001");
    }
    try (ConfigurableApplicationContext context =
        Records.start(
            Records.requiredBut(Map.of(name, "")), Map.of(name + "_FILE", file.toString()))) {
      assertThat(context.getEnvironment().getProperty(name)).isEqualTo("a-$-and-${a}-key-0001");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HANDOFF_OPS_PASSWORD, handoff.ops.password",
    "SPRING_DATASOURCE_PASSWORD, spring.datasource.password"
  })
  void aFileTogetherWithThePropertysOwnNameIsRefused(String name, String property)
      throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "hidden-secret-0001");
    Map<String, String> both = new LinkedHashMap<>(withFile(name, file.toString()));
    both.put(property, "another-secret-0002");

    assertThatThrownBy(() -> Records.start(both))
        .hasMessageContaining(name + "_FILE: set, and " + property + " too (expected: one of both)")
        .hasMessageNotContaining("-secret-000");
  }

  @Test
  void filesOfSecretsThatCannotBeUsedStopTheStart() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), " \n");
    Path good = Files.writeString(folder.resolve("good"), "hidden-secret-0001");

    assertThatThrownBy(
            () ->
                Records.start(
                    Records.requiredBut(
                        Map.of(
                            "HANDOFF_API_KEYS", "",
                            "HANDOFF_API_KEYS_FILE", folder.resolve("none").toString(),
                            "HANDOFF_OPS_PASSWORD", "",
                            "HANDOFF_OPS_PASSWORD_FILE", empty.toString(),
                            "ZOHO_CLIENT_SECRET_FILE", good.toString(),
                            "BOTPRESS_KEYS_FILE", folder.toString()))))
        .hasMessageContaining("The configuration has 4 problems")
        .hasMessageContaining(
            "HANDOFF_API_KEYS_FILE: there is no file "
                + folder.resolve("none")
                + " (expected: a file that holds the secret and nothing else)")
        .hasMessageContaining("HANDOFF_OPS_PASSWORD_FILE: " + empty + " is empty")
        .hasMessageContaining("BOTPRESS_KEYS_FILE: " + folder + " cannot be read")
        .hasMessageContaining(
            "ZOHO_CLIENT_SECRET_FILE: set, and ZOHO_CLIENT_SECRET too (expected: one of both)")
        .hasMessageNotContaining("hidden-secret");
  }

  @Test
  void wrongTablesStopTheStartWithTheOtherProblems() throws IOException {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("hours.yaml"), "default:\n  zone: Europe/Pari\n");
    Files.writeString(tables.resolve("retry.yaml"), "outage: { attempts: 0 }\n");

    assertThatThrownBy(
            () ->
                Records.start(
                    Records.requiredBut(
                        Map.of(
                            "handoff.config", folder.toString(), "handoff.zobot.max-asks", "0"))))
        .hasMessageContaining("The configuration has 3 problems")
        .hasMessageContaining(
            tables.resolve("hours.yaml")
                + ":2: default.zone: 'Europe/Pari' (expected: a time zone such as Europe/Paris)."
                + " Did you mean 'Europe/Paris'?")
        .hasMessageContaining(tables.resolve("retry.yaml") + ":1: outage.attempts: '0'");
  }
}
