package dev.handoff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.tables.Tables;
import dev.handoff.tables.WrongTableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessHoursTest {

  private static final String SHOP =
      """
      default:
        zone: Europe/Paris
        days:
          mon-fri: 09:00-12:30, 13:30-18:00
          sat: [10:00-14:00]
        holidays:
          01-01: closed
          12-24..12-31: 10:00-12:00
          2026-12-25: closed
          2026-12-30..2027-01-02: closed
          2026-11-28: 08:00-09:00
      departments:
        100000000000001:
          zone: America/New_York
          days:
            mon-sun: closed
          holidays:
        200:
          zone: Asia/Tokyo
        300:
          days:
            fri-sun: 22:00-06:00
          holidays:
        400:
          days: { mon-sun: 24h }
          holidays: { 2026-11-23: closed }
      """;

  @TempDir Path folder;

  private BusinessHours hours(String yaml) {
    try {
      Files.writeString(folder.resolve("hours.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BusinessHours(Tables.in(folder).open(HoursTable.KIND));
  }

  @ParameterizedTest
  @CsvSource({
    // A Friday, in Paris one hour ahead of UTC: before, in, between, at the end, after.
    "2026-11-20T07:59:59Z, false, 2026-11-20T08:00:00Z",
    "2026-11-20T08:00:00Z, true, 2026-11-20T11:30:00Z",
    "2026-11-20T11:30:00Z, false, 2026-11-20T12:30:00Z",
    "2026-11-20T16:59:59Z, true, 2026-11-20T17:00:00Z",
    "2026-11-20T17:00:00Z, false, 2026-11-21T09:00:00Z",
    // Saturday afternoon: Monday is next.
    "2026-11-21T13:00:00Z, false, 2026-11-23T08:00:00Z",
    // A Saturday with hours of its own.
    "2026-11-28T09:30:00Z, false, 2026-11-30T08:00:00Z",
    "2026-11-28T07:30:00Z, true, 2026-11-28T08:00:00Z",
    // A yearly range; in it a single date, and a range of one year, win.
    "2026-12-24T09:30:00Z, true, 2026-12-24T11:00:00Z",
    "2026-12-25T09:30:00Z, false, 2026-12-26T09:00:00Z",
    "2027-12-25T09:30:00Z, true, 2027-12-25T11:00:00Z",
    "2026-12-29T11:00:00Z, false, 2027-01-04T08:00:00Z",
    // New Year's Day of any year.
    "2029-01-01T10:00:00Z, false, 2029-01-02T08:00:00Z",
  })
  void shopIsOpenAsItsTableSays(Instant now, boolean open, Instant nextChange) {
    assertThat(hours(SHOP).at(null, now))
        .isEqualTo(new Opening(open, nextChange, ZoneId.of("Europe/Paris")));
  }

  @Test
  void departmentsHaveTheDefaultsWhereTheyLeaveSomethingOut() {
    BusinessHours hours = hours(SHOP);
    Instant mondayMorningInTokyo = Instant.parse("2026-11-23T00:30:00Z");

    assertThat(hours.at("200", mondayMorningInTokyo).open()).isTrue();
    assertThat(hours.at("200", Instant.parse("2026-12-25T02:00:00Z")).open()).isFalse();
    assertThat(hours.at(" 200 ", mondayMorningInTokyo).zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(hours.at("999", mondayMorningInTokyo))
        .isEqualTo(hours.at(null, mondayMorningInTokyo));
  }

  @Test
  void whatNeverOpensHasNoNextChange() {
    assertThat(hours(SHOP).at("100000000000001", Instant.parse("2026-11-23T15:00:00Z")))
        .isEqualTo(new Opening(false, null, ZoneId.of("America/New_York")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T20:59:00Z, false, 2026-11-20T21:00:00Z",
    "2026-11-20T23:30:00Z, true, 2026-11-21T05:00:00Z",
    "2026-11-21T04:59:59Z, true, 2026-11-21T05:00:00Z",
    "2026-11-23T04:59:59Z, true, 2026-11-23T05:00:00Z",
    "2026-11-23T05:00:00Z, false, 2026-11-27T21:00:00Z",
  })
  void nightShiftsGoPastMidnight(Instant now, boolean open, Instant nextChange) {
    assertThat(hours(SHOP).at("300", now))
        .isEqualTo(new Opening(open, nextChange, ZoneId.of("Europe/Paris")));
  }

  @Test
  void roundTheClockEndsOnlyAtAHoliday() {
    assertThat(hours(SHOP).at("400", Instant.parse("2026-11-01T12:00:00Z")).nextChange())
        .isEqualTo("2026-11-22T23:00:00Z");
    assertThat(hours(SHOP).at("400", Instant.parse("2026-11-23T12:00:00Z")).nextChange())
        .isEqualTo("2026-11-23T23:00:00Z");
    assertThat(hours(SHOP).at("400", Instant.parse("2026-11-24T12:00:00Z")).nextChange()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "default:\n", "departments:\n"})
  void alwaysOpenWhereTheTableSaysNothing(String yaml) {
    assertThat(hours(yaml).at("1", Instant.parse("2026-12-25T03:00:00Z")).open()).isTrue();
    assertThat(new BusinessHours(Tables.in().open(HoursTable.KIND)).at(null, Instant.now()).open())
        .isTrue();
  }

  @Test
  void holidaysAloneCloseWhatIsAlwaysOpen() {
    BusinessHours hours = hours("default: { zone: UTC, holidays: { 02-29: closed } }");

    assertThat(hours.at(null, Instant.parse("2028-02-29T12:00:00Z")))
        .isEqualTo(new Opening(false, Instant.parse("2028-03-01T00:00:00Z"), ZoneId.of("UTC")));
    assertThat(hours.at(null, Instant.parse("2027-03-01T12:00:00Z")).nextChange())
        .isEqualTo("2028-02-29T00:00:00Z");
  }

  /** A spring night in Paris has no 02:30; an autumn night has two. */
  @ParameterizedTest
  @CsvSource({
    "02:30-05:00, 2026-03-29T00:59:59Z, false, 2026-03-29T01:00:00Z",
    "02:30-05:00, 2026-03-29T01:00:00Z, true, 2026-03-29T03:00:00Z",
    "01:00-02:30, 2026-03-29T00:30:00Z, true, 2026-03-29T01:00:00Z",
    "02:15-02:45, 2026-03-28T12:00:00Z, false, 2026-03-30T00:15:00Z",
    "02:15-02:45, 2026-10-25T00:15:00Z, true, 2026-10-25T01:45:00Z",
    "01:00-02:30, 2026-10-25T01:29:59Z, true, 2026-10-25T01:30:00Z",
    "22:00-06:00, 2026-10-24T20:00:00Z, true, 2026-10-25T05:00:00Z",
    "22:00-06:00, 2026-03-28T21:00:00Z, true, 2026-03-29T04:00:00Z",
  })
  void clocksThatChange(String span, Instant now, boolean open, Instant nextChange) {
    BusinessHours hours =
        hours("default: { zone: Europe/Paris, days: { mon-sun: '" + span + "' } }");

    assertThat(hours.at(null, now))
        .isEqualTo(new Opening(open, nextChange, ZoneId.of("Europe/Paris")));
  }

  @Test
  void dayThatBeginsAtOneBeginsAtOne() {
    // In Beirut clocks go forward at midnight.
    BusinessHours hours =
        hours("default: { zone: Asia/Beirut, days: { sat: closed, sun-fri: 24h } }");

    assertThat(hours.at(null, Instant.parse("2025-03-29T12:00:00Z")).nextChange())
        .isEqualTo("2025-03-29T22:00:00Z");
  }

  /** Random tables against a clock on the wall, minute by minute around whatever may go wrong. */
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Paris", "America/St_Johns", "Australia/Lord_Howe"})
  void openIsWhatTheClockOnTheWallSays(String zoneName) {
    Random random = new Random(zoneName.hashCode());
    ZoneId zone = ZoneId.of(zoneName);
    for (int round = 0; round < 12; round++) {
      List<List<Span>> week = new ArrayList<>();
      StringBuilder yaml = new StringBuilder("default:\n  zone: " + zoneName + "\n  days:\n");
      for (String day : List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")) {
        List<String> written = randomDay(random);
        week.add(written.stream().flatMap(text -> Span.read(text).stream()).toList());
        yaml.append("    ").append(day).append(": ");
        yaml.append(written.isEmpty() ? "closed" : String.join(", ", written)).append('\n');
      }
      BusinessHours hours = hours(yaml.toString());

      for (Instant start : moments(zone, random)) {
        Instant claimedUntil = null;
        boolean claimed = false;
        for (int minute = 0; minute < 60 * 30; minute += 5) {
          Instant now = start.plus(Duration.ofMinutes(minute));
          Opening opening = hours.at(null, now);
          if (!twice(zone, now)) {
            assertThat(opening.open())
                .as("%s in %s%n%s", now, zone, yaml)
                .isEqualTo(onTheWall(week, zone, now));
          }
          if (claimedUntil != null && now.isBefore(claimedUntil)) {
            assertThat(opening.open()).as("promised until %s", claimedUntil).isEqualTo(claimed);
            assertThat(opening.nextChange()).isEqualTo(claimedUntil);
          }
          claimed = opening.open();
          claimedUntil = opening.nextChange();
          if (claimedUntil != null) {
            assertThat(claimedUntil).isAfter(now);
            assertThat(hours.at(null, claimedUntil).open()).isEqualTo(!claimed);
          }
        }
      }
    }
  }

  private static List<String> randomDay(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> List.of();
      case 1 -> List.of("00:00-24:00");
      case 2 -> List.of("22:%02d-06:00".formatted(random.nextInt(12) * 5));
      case 3 -> List.of("01:10-02:40", "02:50-03:20");
      case 4 -> List.of("00:00-02:20", "23:30-01:45");
      default -> List.of("0%d:00-12:00".formatted(random.nextInt(10)), "12:00-17:35");
    };
  }

  private static List<Instant> moments(ZoneId zone, Random random) {
    List<Instant> moments = new ArrayList<>();
    moments.add(Instant.parse("2026-12-31T00:00:00Z"));
    moments.add(Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(random.nextInt(8000))));
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < 2; i++) {
      ZoneOffsetTransition next = zone.getRules().nextTransition(at);
      if (next != null) {
        moments.add(next.getInstant().minus(Duration.ofHours(15)));
        at = next.getInstant();
      }
    }
    return moments;
  }

  /** Whether the wall clock shows this time twice, or it lies between two that do. */
  private static boolean twice(ZoneId zone, Instant now) {
    ZoneOffsetTransition last = zone.getRules().previousTransition(now.plusSeconds(7200));
    return last != null
        && last.isOverlap()
        && Duration.between(last.getInstant(), now).abs().compareTo(Duration.ofHours(2)) < 0;
  }

  private static boolean onTheWall(List<List<Span>> week, ZoneId zone, Instant now) {
    ZonedDateTime shown = now.atZone(zone);
    LocalDate day = shown.toLocalDate();
    int minute = shown.toLocalTime().toSecondOfDay() / 60;
    return week.get(day.getDayOfWeek().getValue() - 1).stream()
            .anyMatch(span -> span.from() <= minute && minute < span.to())
        || week.get(day.minusDays(1).getDayOfWeek().getValue() - 1).stream()
            .anyMatch(span -> span.to() > LocalTime.MAX.toSecondOfDay() / 60 + 1 + minute);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          default: {days: {mon: 09:00-17:00}}                         | hours.yaml:1: default: no zone
          default: {zone: Europe/Pari, days: {mon: 24h}}              | Did you mean 'Europe/Paris'?
          default: {zone: UTC, days: {mon: 9-25}}                     | hours.yaml:1: default.days.mon: '9-25' (expected: spans such as 09:00-12:30
          default: {zone: UTC, days: {mon: '09:00-09:00'}}            | default.days.mon: '09:00-09:00'
          default: {zone: UTC, days: {mon: '09:00-12:00, '}}          | default.days.mon: '09:00-12:00
          default: {zone: UTC, days: {mon: '09:00-25:00'}}            | default.days.mon: '09:00-25:00'
          default: {zone: UTC, days: {mon: '09:00-12:00, 11:00-13:00'}} | spans that overlap
          default: {zone: UTC, days: {mon: '22:00-06:00, 23:00-23:30'}} | spans that overlap
          default: {zone: UTC, days: {mon: }}                         | default.days.mon: nothing
          default: {zone: UTC, days: {mon: {from: 9}}}                | default.days.mon: names with values
          default: {zone: UTC, days: {mond: 24h}}                     | Did you mean 'mon'?
          default: {zone: UTC, days: {mon-wed: 24h, tue: closed}}     | tue a second time
          default: {zone: UTC, days: [mon, tue]}                      | default.days: a list
          default: {zone: UTC, holidays: {2026-02-30: closed}}        | default.holidays.2026-02-30: no such date
          default: {zone: UTC, holidays: {13-01: closed}}             | no such date
          default: {zone: UTC, holidays: {2026-12-31..2026-12-01: closed}} | a range that ends before it begins
          default: {zone: UTC, holidays: {2026-12-31..01-01: closed}} | no such date
          default: {zone: UTC, holiday: {12-25: closed}}              | Did you mean 'holidays'?
          departments: {sales: {zone: UTC}}                           | departments.sales: 'sales' (expected: the digits
          departments: {77: {days: {mon: 24h}}}                       | departments.77: no zone
          """)
  void wrongTablesAreRefusedWithPlaceAndRemedy(String yaml, String reason) {
    assertThatThrownBy(() -> hours(yaml))
        .isInstanceOf(WrongTableException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default: closed",
        "default: {zone: [UTC], days: {mon: 24h}}",
        "default: {zoen: UTC, days: {mon: 24h}}",
        "default: {zone: UTC, days: {mon: {from: 9}}}",
        "default: {zone: UTC, days: {mon: [[9-17]]}}",
        "defualt: {zone: UTC}\ndepartments: {77: {days: {mon: 24h}}}"
      })
  void whatOnlyFollowsFromTheFirstFaultIsNotTold(String yaml) {
    assertThatThrownBy(() -> hours(yaml))
        .satisfies(wrong -> assertThat(((WrongTableException) wrong).faults()).hasSize(1));
  }

  @Test
  void faultsThatDoNotFollowFromEachOtherAreAllTold() {
    assertThatThrownBy(
            () -> hours("default: {zone: [UTC], days: {mon: 9-25, tue: x}, holidays: {13-01: x}}"))
        .satisfies(wrong -> assertThat(((WrongTableException) wrong).faults()).hasSize(5));
  }
}
