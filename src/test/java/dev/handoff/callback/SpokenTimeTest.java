package dev.handoff.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-28T15:30+01:00[Europe/Berlin]    | en    | Saturday, 28 November 2026, 15:30 (Europe/Berlin, UTC+1)",
        "2026-11-28T15:30+01:00[Europe/Berlin]    |       | Saturday, 28 November 2026, 15:30 (Europe/Berlin, UTC+1)",
        "2026-11-28T15:30+01:00[Europe/Berlin]    | ??    | Saturday, 28 November 2026, 15:30 (Europe/Berlin, UTC+1)",
        "2026-11-28T15:30-05:00[America/New_York] | en-US | Saturday, November 28, 2026, 3:30 PM (America/New_York, UTC-5)",
        "2027-06-05T09:05+02:00[Europe/Berlin]    | de    | Samstag, 5. Juni 2027, 09:05 (Europe/Berlin, UTC+2)",
        "2027-06-05T09:05+02:00[Europe/Paris]     | fr    | samedi 5 juin 2027, 09:05 (Europe/Paris, UTC+2)",
        "2027-06-05T09:05+02:00[Europe/Madrid]    | es    | 'sábado, 5 de junio de 2027, 09:05 (Europe/Madrid, UTC+2)'",
        "2026-11-28T15:30+05:30[Asia/Kolkata]     | en    | Saturday, 28 November 2026, 15:30 (Asia/Kolkata, UTC+5:30)",
        "2026-11-28T15:30Z[UTC]                   | en    | Saturday, 28 November 2026, 15:30 (UTC)",
        "2026-11-28T15:30+02:00                   | en_GB | Saturday, 28 November 2026, 15:30 (UTC+2)"
      })
  void tellsDateTimeAndZone(String at, String language, String told) {
    assertThat(SpokenTime.of(ZonedDateTime.parse(at), language)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en    | Saturday, 28 November 2026",
        "      | Saturday, 28 November 2026",
        "en-US | Saturday, November 28, 2026",
        "de    | Samstag, 28. November 2026"
      })
  void tellsDay(String language, String told) {
    assertThat(SpokenTime.of(LocalDate.of(2026, 11, 28), language)).isEqualTo(told);
  }

  @Test
  void tellsWhichOfTheTwoHoursWhenClocksGoBack() {
    ZonedDateTime first = ZonedDateTime.parse("2027-10-31T02:30+02:00[Europe/Berlin]");

    assertThat(SpokenTime.of(first, "en")).endsWith("02:30 (Europe/Berlin, UTC+2)");
    assertThat(SpokenTime.of(first.plusHours(1), "en")).endsWith("02:30 (Europe/Berlin, UTC+1)");
  }
}
