package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.tables.Tables;
import dev.handoff.zoho.ZohoNotAsked;
import dev.handoff.zoho.ZohoOutcomeUnknown;
import dev.handoff.zoho.ZohoUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTableTest {

  private static final RetryPolicy STANDARD =
      new RetryPolicy(
          Duration.ofSeconds(5),
          2,
          Duration.ofHours(1),
          32,
          0.2,
          Duration.ofHours(48),
          Duration.ofSeconds(60));

  @TempDir Path folder;

  private RetryPolicies policies(String yaml) throws IOException {
    Files.writeString(folder.resolve("retry.yaml"), yaml);
    return new RetryPolicies(STANDARD, Tables.in(folder));
  }

  @Test
  void shippedTableLeavesAllAsTheSettingsSay() {
    RetryPolicies policies = new RetryPolicies(STANDARD, Tables.in(Path.of("config/tables")));

    for (FailureKind kind : FailureKind.values()) {
      assertThat(policies.of(kind)).isEqualTo(STANDARD);
    }
    assertThat(policies.credential()).isEqualTo(Duration.ofSeconds(60));
  }

  /** The examples in the shipped file, switched on. */
  @Test
  void shippedExamplesAreRight() throws IOException {
    String shipped = Files.readString(Path.of("config/tables/retry.yaml"));
    RetryPolicies policies = policies(shipped.replaceAll("(?m)^#(?=[a-z]+: \\{)", ""));

    assertThat(policies.of(FailureKind.OUTAGE).attempts()).isEqualTo(300);
    assertThat(policies.of(FailureKind.THROTTLED).initial()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void rowsChangeWhatTheySayAndNothingElse() throws IOException {
    RetryPolicies policies =
        policies(
            "unclear: { attempts: 3, initial: 1500ms, factor: 1.5 }\ncredential: { max: 10m }");

    assertThat(policies.of(FailureKind.UNCLEAR))
        .isEqualTo(
            new RetryPolicy(
                Duration.ofMillis(1500),
                1.5,
                Duration.ofHours(1),
                3,
                0.2,
                Duration.ofHours(48),
                Duration.ofSeconds(60)));
    assertThat(policies.of(FailureKind.OUTAGE)).isEqualTo(STANDARD);
    assertThat(policies.credential()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void kindsAreToldApart() {
    assertThat(FailureKind.of(new ZohoUnavailable("THRESHOLD_EXCEEDED", "", null)))
        .isEqualTo(FailureKind.THROTTLED);
    assertThat(FailureKind.of(new ZohoUnavailable("http_429", "", null)))
        .isEqualTo(FailureKind.THROTTLED);
    assertThat(FailureKind.of(new ZohoUnavailable("http_503", "", Duration.ofSeconds(9))))
        .isEqualTo(FailureKind.OUTAGE);
    assertThat(FailureKind.of(new ZohoNotAsked("circuit_open", "", Duration.ofSeconds(9))))
        .isEqualTo(FailureKind.OUTAGE);
    assertThat(FailureKind.of(new ZohoNotAsked("credits_low", "", Duration.ofSeconds(9))))
        .isEqualTo(FailureKind.THROTTLED);
    assertThat(FailureKind.of(new ZohoNotAsked("zoho_pause", "", Duration.ofSeconds(9))))
        .isEqualTo(FailureKind.THROTTLED);
    assertThat(FailureKind.of(new ZohoOutcomeUnknown("timeout", "", null)))
        .isEqualTo(FailureKind.UNCLEAR);
    assertThat(FailureKind.of(new IllegalStateException())).isEqualTo(FailureKind.INTERNAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          outages: { max: 1h }           | Did you mean 'outage'?
          outage: { maximum: 1h }        | outage.maximum: an unknown name
          outage: { max: soon }          | outage.max: 'soon' (expected: a duration such as 500ms
          outage: { max: 0s }            | outage.max: '0s'
          outage: { max: -1s }           | outage.max: '-1s'
          outage: { span: 99999999999h } | outage.span: '99999999999h'
          outage: { span: 4000d }        | outage.span: '4000d'
          outage: { factor: 0.5 }        | outage.factor: '0.5' (expected: a number, 1 to 100)
          outage: { factor: NaN }        | outage.factor: 'NaN'
          outage: { attempts: 0 }        | outage.attempts: '0' (expected: a whole number, 1 to 100000)
          outage: { attempts: 2.5 }      | outage.attempts: '2.5'
          outage: 5                      | outage: '5' (expected: names with values
          credential: { attempts: 5 }    | credential.attempts: an unknown name
          """)
  void wrongTablesAreRefusedWithTheirPlace(String yaml, String reason) {
    assertThatThrownBy(() -> policies(yaml)).hasMessageContaining(reason);
  }
}
