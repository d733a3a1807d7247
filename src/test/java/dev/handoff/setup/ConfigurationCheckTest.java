package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What stops the start, and what is said then. */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationCheckTest {

  private static String refusal(Map<String, String> changed) {
    UnusableConfigurationException refused =
        catchThrowableOfType(
            UnusableConfigurationException.class,
            () -> Records.start(Records.requiredBut(changed)).close());
    return refused == null ? "" : refused.getMessage();
  }

  @Test
  void listsEverythingThatIsMissing() {
    Map<String, String> nothing = new LinkedHashMap<>();
    Records.required().keySet().forEach(name -> nothing.put(name, ""));

    assertThat(refusal(nothing))
        .isEqualTo(
            """
            The configuration has 12 problems:
              - ZOHO_REGION: not set (expected: one of us eu in au jp ca sa uk sg ae cn). Set it, or all of ZOHO_ACCOUNTS_URL, ZOHO_DESK_API_URL and ZOHO_SALESIQ_API_URL.
              - ZOHO_CLIENT_ID: not set (expected: the client id of the ordinary credential). Create a server-based client at https://api-console.zoho.com (the console of your region) and copy it from there.
              - ZOHO_CLIENT_SECRET: not set (expected: the client secret of the ordinary credential). Create a server-based client at https://api-console.zoho.com (the console of your region) and copy it from there.
              - ZOHO_ORG_ID: not set (expected: the digits of the Desk organisation). See Desk, Setup, Developer space, API.
              - ZOHO_DEPARTMENT_ID: not set (expected: the digits of the default Desk department). They end the address of the department in Desk, Setup, Departments.
              - ZOHO_SALESIQ_SCREEN_NAME: not set (expected: the screen name of the SalesIQ portal). It follows the host in the address of your SalesIQ: https://salesiq.zoho.com/<screen name>.
              - ZOHO_SALESIQ_APP_ID: not set (expected: the id of the SalesIQ brand). It ends the address of the brand in SalesIQ, Settings, Brands.
              - ZOHO_SALESIQ_DEPARTMENT_ID: not set (expected: the id of the SalesIQ department). It ends the address of the department in SalesIQ, Settings, Departments.
              - HANDOFF_API_KEYS: not set (expected: one or more keys for /api, separated by commas). Make one with: openssl rand -hex 32
              - HANDOFF_OPS_USER: not set (expected: a name for the operators' login). Choose one, for example ops.
              - HANDOFF_OPS_PASSWORD: not set (expected: a password for the operators' login). Make one with: openssl rand -base64 24
              - HANDOFF_ENCRYPTION_KEY: not set (expected: one or more 256-bit keys in Base64, separated by commas). Make one with: openssl rand -base64 32""");
  }

  @Test
  void aLoginThatIsTooLong() {
    assertThat(
            refusal(
                Map.of(
                    "HANDOFF_OPS_USER", "u".repeat(121), "HANDOFF_OPS_PASSWORD", "ä".repeat(37))))
        .contains(
            "has 2 problems",
            "HANDOFF_OPS_USER: 121 characters (expected: a name of at most 120 characters)",
            "HANDOFF_OPS_PASSWORD: 74 bytes (expected: a password of at most 72 bytes)");
    assertThat(
            refusal(
                Map.of(
                    "HANDOFF_OPS_USER", "u".repeat(120), "HANDOFF_OPS_PASSWORD", "p".repeat(72))))
        .isEmpty();
  }

  @Test
  void startsWithoutARefreshToken() {
    assertThat(refusal(Map.of())).isEmpty();
  }

  @Test
  void requiresOnlyItsOwnKeysInProfileSetup() {
    Map<String, String> nothing = new LinkedHashMap<>();
    Records.required().keySet().forEach(name -> nothing.put(name, ""));
    nothing.put("spring.profiles.active", "setup");

    assertThat(refusal(nothing))
        .contains("has 4 problems", "HANDOFF_API_KEYS", "HANDOFF_OPS_USER")
        .doesNotContain("ZOHO_");
  }

  @Test
  void wantsReadableNamesOfZohoInProfileSetupToo() {
    Map<String, String> wrong =
        Map.of(
            "spring.profiles.active", "setup",
            "ZOHO_REGION", "moon",
            "ZOHO_DESK_API_URL", "not a host",
            "ZOHO_ORG_ID", "abc");

    assertThat(refusal(wrong)).contains("ZOHO_REGION", "ZOHO_DESK_API_URL", "ZOHO_ORG_ID");
  }

  @Test
  void requiresNothingInTheSandbox() {
    try (ConfigurableApplicationContext context =
        Records.start(Map.of("spring.profiles.active", "sandbox"))) {
      assertThat(context.isActive()).isTrue();
    }
  }

  @Test
  void wantsReadableValuesInTheSandboxToo() {
    UnusableConfigurationException refused =
        catchThrowableOfType(
            UnusableConfigurationException.class,
            () ->
                Records.start(
                    Map.of("spring.profiles.active", "sandbox", "HANDOFF_RETRY_MAX", "soon")));

    assertThat(refused)
        .hasMessage(
            """
            The configuration has a problem:
              - HANDOFF_RETRY_MAX: 'soon' (expected: a duration such as 500ms, 8s, 15m or 1h). Correct it, or leave it out for the default.""");
  }

  @Test
  void listsAllWrongValuesOfOneRecordTogether() {
    assertThat(
            refusal(
                Map.of(
                    "HANDOFF_RETRY_INITIAL", "soon",
                    "HANDOFF_RETRY_FACTOR", "0.5",
                    "HANDOFF_RETRY_ATTEMPTS", "0",
                    "handoff.retry.jitter", "3")))
        .isEqualTo(
            """
            The configuration has 4 problems:
              - HANDOFF_RETRY_INITIAL: 'soon' (expected: a duration such as 500ms, 8s, 15m or 1h). Correct it, or leave it out for the default.
              - HANDOFF_RETRY_FACTOR: '0.5' (expected: 1 to 100). Correct it, or leave it out for the default.
              - HANDOFF_RETRY_ATTEMPTS: '0' (expected: 1 to 100000). Correct it, or leave it out for the default.
              - handoff.retry.jitter: '3' (expected: 0 to < 1). Correct it, or leave it out for the default.""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZOHO_REGION                 | mars          | 'mars' (expected: one of us eu in au jp ca sa uk sg ae cn). Take the one that matches the address you see in Zoho: zoho.com is us, zoho.eu is eu.
          ZOHO_REGION                 | us eu         | 'us eu' (expected: one of us eu in au jp ca sa uk sg ae cn). Take the one that matches the address you see in Zoho: zoho.com is us, zoho.eu is eu.
          ZOHO_ACCOUNTS_URL           | accounts.eu   | 'accounts.eu' (expected: an address such as https://accounts.zoho.eu, without login, query and fragment). Correct it, or set ZOHO_REGION instead.
          ZOHO_DESK_API_URL           | ftp://x/y     | 'ftp://x/y' (expected: an address such as https://accounts.zoho.eu, without login, query and fragment). Correct it, or set ZOHO_REGION instead.
          ZOHO_SALESIQ_API_URL        | https://u:p@h | a value that is not shown here (expected: an address such as https://accounts.zoho.eu, without login, query and fragment). Correct it, or set ZOHO_REGION instead.
          ZOHO_ORG_ID                 | acme          | 'acme' (expected: the digits of the Desk organisation). See Desk, Setup, Developer space, API.
          ZOHO_DEPARTMENT_ID          | 12 34         | '12 34' (expected: the digits of the default Desk department). They end the address of the department in Desk, Setup, Departments.
          ZOHO_SALESIQ_SCREEN_NAME    | https://h/p   | 'https://h/p' (expected: the screen name of the SalesIQ portal). It follows the host in the address of your SalesIQ: https://salesiq.zoho.com/<screen name>.
          ZOHO_DESK_CORRELATION_FIELD | token         | 'token' (expected: the API name of a custom field, which begins with cf_). See Desk, Setup, Layouts and Fields; or leave it out.
          HANDOFF_API_KEYS            | ,             | only commas (expected: one or more keys). Make one with: openssl rand -hex 32
          HANDOFF_ENCRYPTION_KEY      | c2hvcnQ=      | key 1 has 40 bits (expected: 256 bits in Base64). Make one with: openssl rand -base64 32
          HANDOFF_ENCRYPTION_KEY      | %%%           | key 1 is not Base64 (expected: 256 bits in Base64). Make one with: openssl rand -base64 32
          HANDOFF_ENCRYPTION_KEY      | MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=, | key 2 is empty (expected: 256 bits in Base64). Make one with: openssl rand -base64 32
          HANDOFF_SYNC_WAIT           | -1s           | '-1s' (expected: >= 0). Correct it, or leave it out for the default.
          HANDOFF_RETRY_ATTEMPTS      | many          | 'many' (expected: a whole number). Correct it, or leave it out for the default.
          HANDOFF_RETRY_FACTOR        | double        | 'double' (expected: a number). Correct it, or leave it out for the default.
          HANDOFF_SALESIQ_TRANSFER    | fax           | 'fax' (expected: one of open-conversation, forward). Correct it, or leave it out for the default.
          handoff.zobot.default-zone  | Mars/North    | 'Mars/North' (expected: a time zone such as UTC or America/Toronto). Correct it, or leave it out for the default.
          handoff.zobot.max-asks      | 0             | '0' (expected: at least 1). Correct it, or leave it out for the default.
          SERVER_PORT                 | 70000         | '70000' (expected: a whole number, 0 to 65535). Correct it, or leave it out for the default.
          HANDOFF_DB_CONNECTIONS      | 1             | '1' (expected: a whole number, 2 to 10000). Correct it, or leave it out for the default.
          HANDOFF_LOG_FORMAT          | xml           | 'xml' (expected: text or json). Correct it, or leave it out for the default.
          SPRING_DATASOURCE_URL       | jdbc:mysql:x  | another kind of database (expected: jdbc:postgresql://host:5432/name, or jdbc:h2:file:...). Use PostgreSQL 15 or newer, or leave it out for the embedded database in ./data.
          SPRING_DATASOURCE_URL       | jdbc:h2:file:./x;mode=MySQL;WRITE_DELAY=500 | an H2 address with MODE=MySQL, WRITE_DELAY=500 (expected: none of these options; the gateway adds the ones it needs). Leave them out.
          """)
  void saysWhatIsWrongWith(String name, String value, String problem) {
    assertThat(refusal(Map.of(name, value)))
        .isEqualTo("The configuration has a problem:\n  - " + name + ": " + problem);
  }

  @Test
  void wantsTheThreeHostsWithoutARegion() {
    assertThat(refusal(Map.of("ZOHO_REGION", "", "ZOHO_DESK_API_URL", "https://d.example.test")))
        .isEqualTo(
            """
            The configuration has 2 problems:
              - ZOHO_ACCOUNTS_URL: not set (expected: a host, since ZOHO_REGION is not set either). Set one of both.
              - ZOHO_SALESIQ_API_URL: not set (expected: a host, since ZOHO_REGION is not set either). Set one of both.""");
  }

  @Test
  void wantsADeskHostForTheUnitedKingdom() {
    assertThat(refusal(Map.of("ZOHO_REGION", "uk")))
        .isEqualTo(
            """
            The configuration has a problem:
              - ZOHO_DESK_API_URL: not set (expected: https://<host>/api/v1, since no Desk host is published for uk). Ask Zoho's support for the API host of your Desk.""");
    assertThat(
            refusal(
                Map.of(
                    "ZOHO_REGION", "uk", "ZOHO_DESK_API_URL", "https://desk.example.test/api/v1")))
        .isEmpty();
  }

  @Test
  void wantsTheOrganisationCredentialWhole() {
    assertThat(refusal(Map.of("ZOHO_SALESIQ_CLIENT_ID", "1000.A")))
        .isEqualTo(
            """
            The configuration has a problem:
              - ZOHO_SALESIQ_CLIENT_SECRET: not set (expected: the organisation credential, whole). Set both ZOHO_SALESIQ_CLIENT_ID and ZOHO_SALESIQ_CLIENT_SECRET, or no ZOHO_SALESIQ_CLIENT_ID, _CLIENT_SECRET and _REFRESH_TOKEN at all to use the ordinary credential.""");
  }

  @Test
  void wantsKeysAsOneText() {
    assertThat(refusal(Map.of("ZOHO_SALESIQ_PUBLIC_KEYS[0]", "MIIB")))
        .isEqualTo(
            """
            The configuration has a problem:
              - ZOHO_SALESIQ_PUBLIC_KEYS: a list (expected: one text, its parts separated by commas). Write it as ZOHO_SALESIQ_PUBLIC_KEYS: "first,second".""");
  }

  @Test
  void namesTheSignatureKeyThatCannotBeRead() {
    assertThat(refusal(Map.of("ZOHO_SALESIQ_PUBLIC_KEYS", "abc")))
        .startsWith(
            "The configuration has a problem:\n  - ZOHO_SALESIQ_PUBLIC_KEYS: a key that cannot be"
                + " read (expected: RSA public keys, PEM or bare Base64, separated by commas)."
                + " SalesIQ public key 1 of the list cannot be read");
  }

  @Test
  void refusesADatabaseInMemory() {
    assertThat(
            refusal(
                Map.of(
                    "SPRING_DATASOURCE_URL",
                    "jdbc:h2:mem:x;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
                        + ";DEFAULT_NULL_ORDERING=HIGH")))
        .isEqualTo(
            """
            The configuration has a problem:
              - SPRING_DATASOURCE_URL: a database in memory (expected: one that keeps what was accepted). Use jdbc:h2:file:... or PostgreSQL.""");
  }

  @Test
  void wantsTheRoleOfPostgres() {
    assertThat(refusal(Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://db/handoff")))
        .isEqualTo(
            """
            The configuration has a problem:
              - SPRING_DATASOURCE_USERNAME: not set (expected: the PostgreSQL role that owns the gateway's database). Set it, and SPRING_DATASOURCE_PASSWORD.""");
  }

  @Test
  void wantsTheDatabaseOfARole() {
    assertThat(refusal(Map.of("SPRING_DATASOURCE_USERNAME", "handoff")))
        .startsWith(
            """
            The configuration has a problem:
              - SPRING_DATASOURCE_URL: not set (expected: the address that SPRING_DATASOURCE_USERNAME belongs to""");
  }

  @Test
  void showsNoSecret(CapturedOutput output) {
    String refusal =
        refusal(
            Map.of(
                "ZOHO_CLIENT_SECRET", "hidden-1${nothing}",
                "HANDOFF_ENCRYPTION_KEY", "hidden-2",
                "SPRING_DATASOURCE_URL", "jdbc:mysql://u:hidden-3@h/x",
                "ZOHO_REGION", "mars"));

    assertThat(refusal).contains("4 problems", "'mars'").doesNotContain("hidden");
    assertThat(output).doesNotContain("hidden");
  }

  @Test
  void warnsOfShortApiKeys(CapturedOutput output) {
    assertThat(refusal(Map.of("HANDOFF_API_KEYS", "a-key-that-is-long-enough,short"))).isEmpty();

    assertThat(output)
        .contains("HANDOFF_API_KEYS: key 2 has 5 characters; with fewer than 16 it may be guessed");
  }
}
