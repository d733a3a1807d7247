package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Every setting reaches what it sets, whichever way it is given. */
class SettingsArriveTest {

  /** Name, value, the property it sets, what is seen there. */
  private record Row(String name, String value, String property, String seen) {}

  private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private static final List<Row> TABLE =
      List.of(
          new Row("HANDOFF_FALLBACK", "ticket", "handoff.fallback.order", "[TICKET]"),
          row("HANDOFF_ROUTES_RELOAD", "true", "handoff.routes-reload"),
          row("ZOHO_REGION", "in", "handoff.zoho.region"),
          row("ZOHO_ACCOUNTS_URL", "https://a.example.test", "handoff.zoho.accounts-url"),
          row("ZOHO_DESK_API_URL", "https://d.example.test/api/v1", "handoff.zoho.desk-url"),
          row("ZOHO_SALESIQ_API_URL", "https://s.example.test", "handoff.zoho.salesiq-url"),
          row("ZOHO_CLIENT_ID", "one", "handoff.zoho.ordinary.client-id"),
          row("ZOHO_CLIENT_SECRET", "two", "handoff.zoho.ordinary.client-secret"),
          row("ZOHO_REFRESH_TOKEN", "three", "handoff.zoho.ordinary.refresh-token"),
          row("ZOHO_SALESIQ_CLIENT_ID", "four", "handoff.zoho.organisation.client-id"),
          row("ZOHO_SALESIQ_CLIENT_SECRET", "five", "handoff.zoho.organisation.client-secret"),
          row("ZOHO_SALESIQ_REFRESH_TOKEN", "six", "handoff.zoho.organisation.refresh-token"),
          row("ZOHO_ORG_ID", "700000002", "handoff.zoho.org-id"),
          row("ZOHO_DEPARTMENT_ID", "100000000000002", "handoff.zoho.department-id"),
          row("ZOHO_DESK_CORRELATION_FIELD", "cf_x", "handoff.zoho.correlation-field"),
          new Row(
              "ZOHO_DESK_EDITION",
              "professional",
              "handoff.zoho.limits.desk-edition",
              "PROFESSIONAL"),
          row("ZOHO_SALESIQ_SCREEN_NAME", "portal", "handoff.zoho.salesiq.screen-name"),
          row("ZOHO_SALESIQ_APP_ID", "51", "handoff.zoho.salesiq.app-id"),
          row("ZOHO_SALESIQ_DEPARTMENT_ID", "52", "handoff.zoho.salesiq.department-id"),
          row("ZOHO_SALESIQ_PUBLIC_KEYS", ",", "handoff.salesiq-public-keys"),
          row("BOT_CALLBACK_URL", "https://bot.example.test/x", "handoff.bot-events.callback-url"),
          row("BOT_CALLBACK_SECRET", "nine", "handoff.bot-events.callback-secret"),
          row("BOTPRESS_WEBHOOK_URL", "https://bp.example.test", "handoff.bot-events.botpress-url"),
          new Row("ZOHO_WEBHOOK_SECRET", "s1,s2", "handoff.desk.webhook-secrets", "[s1, s2]"),
          new Row("ZOHO_DESK_WEBHOOK_IDS", "77,78", "handoff.desk.webhook-ids", "[77, 78]"),
          row("BOTPRESS_KEYS", "botpress-key-one-0001", "handoff.botpress.keys"),
          row("HANDOFF_API_KEYS", "key-one,key-two", "handoff.api-keys"),
          row("HANDOFF_OPS_USER", "olga", "handoff.ops.user"),
          row("HANDOFF_OPS_PASSWORD", "seven", "handoff.ops.password"),
          row("HANDOFF_ENCRYPTION_KEY", KEY, "handoff.encryption-keys"),
          row(
              "HANDOFF_ROUTES",
              "../" + Path.of("").toAbsolutePath().getFileName() + "/routes",
              "handoff.routes"),
          row(
              "HANDOFF_ANSWER_SERVICE_URL",
              "https://bot.example.test/answers",
              "handoff.answer-service.url"),
          row("SERVER_PORT", "9999", "server.port"),
          row("SPRING_DATASOURCE_URL", "jdbc:postgresql://db/x", "spring.datasource.url"),
          row("SPRING_DATASOURCE_USERNAME", "me", "spring.datasource.username"),
          row("SPRING_DATASOURCE_PASSWORD", "eight", "spring.datasource.password"),
          row("HANDOFF_DB_CONNECTIONS", "7", "spring.datasource.hikari.maximum-pool-size"),
          new Row("HANDOFF_LOG_FORMAT", "json", "logging.structured.format.console", "ecs"),
          new Row("HANDOFF_SALESIQ_TRANSFER", "forward", "handoff.zobot.transfer", "FORWARD"),
          new Row("HANDOFF_ASSIGNMENT_TIMEOUT", "45s", "handoff.relay.assignment", "PT45S"),
          row("HANDOFF_PUBLIC_URL", "https://gw.example.test", "handoff.catch-up.public-url"),
          new Row("HANDOFF_SYNC_WAIT", "3s", "handoff.intake.sync-wait", "PT3S"),
          new Row(
              "HANDOFF_TRACES_ENDPOINT",
              "http://otel.example.test:4318",
              "handoff.traces.endpoint",
              "http://otel.example.test:4318/v1/traces"),
          row("HANDOFF_TRACES_HEADERS", "api-key=abc", "handoff.traces.headers"),
          new Row("HANDOFF_TRACES_RATIO", "0.25", "handoff.traces.ratio", "0.25"),
          row("OTEL_SERVICE_NAME", "front-desk", "handoff.traces.service"),
          row("HANDOFF_RESTORED_AT", "2026-11-20T14:00:00Z", "handoff.delivery.restored-at"),
          new Row("HANDOFF_TAKE_OVER", "11s", "handoff.delivery.take-over", "PT11S"),
          new Row("HANDOFF_RETRY_INITIAL", "7s", "handoff.retry.initial", "PT7S"),
          new Row("HANDOFF_RETRY_FACTOR", "1.5", "handoff.retry.factor", "1.5"),
          new Row("HANDOFF_RETRY_MAX", "9m", "handoff.retry.max", "PT9M"),
          new Row("HANDOFF_RETRY_ATTEMPTS", "4", "handoff.retry.attempts", "4"),
          new Row("HANDOFF_RETRY_SPAN", "3h", "handoff.retry.span", "PT3H"));

  @TempDir Path folder;

  private static Row row(String name, String value, String property) {
    return new Row(name, value, property, value);
  }

  private static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    TABLE.forEach(row -> all.put(row.name(), row.value()));
    return all;
  }

  private static void everyKeyArrives(ConfigurableApplicationContext context) {
    SoftAssertions seen = new SoftAssertions();
    for (Row row : TABLE) {
      Object value;
      try {
        value = Records.arrived(context, row.property());
      } catch (NoSuchElementException inNoRecord) {
        value = context.getEnvironment().getProperty(row.property());
      }
      seen.assertThat(value).as(row.name()).hasToString(row.seen());
    }
    seen.assertAll();
  }

  @Test
  void everyKeyArrivesFromTheCommandLine() {
    try (ConfigurableApplicationContext context = Records.start(all())) {
      everyKeyArrives(context);
    }
  }

  @Test
  void everyKeyArrivesFromTheEnvironment() {
    try (ConfigurableApplicationContext context = Records.start(Map.of(), all())) {
      everyKeyArrives(context);
    }
  }

  @Test
  void everyKeyArrivesFromAConfigFile() throws IOException {
    write(all());

    try (ConfigurableApplicationContext context =
        Records.start(Map.of("handoff.config", folder.toString()))) {
      everyKeyArrives(context);
    }
  }

  @Test
  void environmentWinsOverConfigFileAndCommandLineOverBoth() throws IOException {
    write(Records.requiredBut(Map.of("ZOHO_ORG_ID", "1", "HANDOFF_RETRY_MAX", "1m")));

    try (ConfigurableApplicationContext context =
        Records.start(
            Map.of("ZOHO_ORG_ID", "3"),
            Map.of(
                "HANDOFF_CONFIG",
                folder.toString(),
                "ZOHO_ORG_ID",
                "2",
                "HANDOFF_RETRY_MAX",
                "2m"))) {
      assertThat(Records.arrived(context, "handoff.zoho.org-id")).isEqualTo("3");
      assertThat(Records.arrived(context, "handoff.retry.max")).hasToString("PT2M");
    }
  }

  @Test
  void blankSettingsLeaveTheDefaults() {
    Map<String, String> blank = new LinkedHashMap<>(Records.required());
    List.of(
            "HANDOFF_SYNC_WAIT",
            "HANDOFF_RETRY_FACTOR",
            "HANDOFF_SALESIQ_TRANSFER",
            "HANDOFF_ROUTES",
            "SERVER_PORT",
            "SPRING_DATASOURCE_URL")
        .forEach(name -> blank.put(name, ""));

    try (ConfigurableApplicationContext context = Records.start(Map.of(), blank)) {
      assertThat(Records.arrived(context, "handoff.intake.sync-wait")).hasToString("PT8S");
      assertThat(Records.arrived(context, "handoff.retry.factor")).isEqualTo(2.0);
      assertThat(Records.arrived(context, "handoff.zobot.transfer"))
          .hasToString("OPEN_CONVERSATION");
      assertThat(context.getEnvironment().getProperty("server.port")).isEqualTo("8080");
      assertThat(context.getEnvironment().getProperty("spring.datasource.url"))
          .startsWith("jdbc:h2:file:./data/handoff;");
    }
  }

  /** Without OpenTelemetry's standard names, which stand in for the gateway's own. */
  private static TreeSet<String> own(Set<String> names) {
    TreeSet<String> own = new TreeSet<>(names);
    own.removeIf(name -> name.startsWith("OTEL_"));
    return own;
  }

  @Test
  void tableHoldsEveryNameThatIsWired() throws IOException {
    Matcher names =
        Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)[:}]")
            .matcher(Files.readString(Path.of("src/main/resources/application.yaml")));
    TreeSet<String> wired = new TreeSet<>();
    while (names.find()) {
      wired.add(names.group(1));
    }

    assertThat(own(all().keySet())).isEqualTo(own(wired));
  }

  @Test
  void shippedFileNamesEveryNameThatIsWired() throws IOException {
    TreeSet<String> shipped = new TreeSet<>(Records.everythingOn().keySet());
    shipped.remove("handoff");

    assertThat(own(shipped)).isEqualTo(own(all().keySet()));
  }

  /** A default shown in the shipped file is the default in the code. */
  @Test
  void shippedFileShowsTrueDefaults() throws IOException {
    Map<String, String> shown = new LinkedHashMap<>();
    flatten("handoff", Records.everythingOn().get("handoff"), shown);
    shown.remove("handoff.zobot.forward-department");
    Map<String, String> defaults =
        Records.requiredBut(
            Map.of("handoff.config", emptyFolder(), "spring.config.location", "classpath:/"));
    Map<String, String> everything = new LinkedHashMap<>(defaults);
    everything.putAll(shown);
    Records.everythingOn()
        .forEach(
            (name, value) -> {
              if (name.startsWith("HANDOFF_RETRY_")
                  || name.equals("HANDOFF_SYNC_WAIT")
                  || name.equals("HANDOFF_TAKE_OVER")) {
                everything.put(name, String.valueOf(value));
              }
            });

    try (ConfigurableApplicationContext none = Records.start(defaults);
        ConfigurableApplicationContext all = Records.start(everything)) {
      assertThat(Records.all(all)).isEqualTo(Records.all(none)).isNotEmpty();
      shown.keySet().removeAll(NOT_IN_RECORDS);
      assertThat(shown.keySet())
          .allSatisfy(key -> Records.arrived(all, key.replaceAll("\\[\\d+]$", "")));
    }
  }

  private static final List<String> NOT_IN_RECORDS =
      List.of(
          "handoff.http.max-body",
          "handoff.zoho.answer-timeout-ms",
          "handoff.zoho.connect-timeout-ms",
          "handoff.zoho.response-timeout-ms");

  @Test
  void shippedFileHoldsTheDefaults() {
    try (ConfigurableApplicationContext without =
            Records.start(Records.requiredBut(Map.of("spring.config.location", "classpath:/")));
        ConfigurableApplicationContext with = Records.start(Records.required())) {
      assertThat(Records.all(with)).isEqualTo(Records.all(without));
      assertThat(with.getEnvironment().getProperty("handoff.triggers.confidence")).isEqualTo("0.6");
      assertThat(without.getEnvironment().getProperty("handoff.triggers.confidence")).isNull();
    }
  }

  private String emptyFolder() throws IOException {
    return Files.createDirectories(folder.resolve("empty")).toString();
  }

  private static void flatten(String prefix, Object value, Map<String, String> into) {
    if (value instanceof Map<?, ?> map) {
      new TreeMap<>(map).forEach((key, inner) -> flatten(prefix + "." + key, inner, into));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        into.put(prefix + "[" + i + "]", String.valueOf(list.get(i)));
      }
    } else {
      into.put(prefix, String.valueOf(value));
    }
  }

  private void write(Map<String, String> settings) throws IOException {
    StringBuilder yaml = new StringBuilder();
    settings.forEach(
        (name, value) -> yaml.append(name).append(": \"").append(value).append("\"\n"));
    Files.writeString(folder.resolve("application.yaml"), yaml);
  }
}
