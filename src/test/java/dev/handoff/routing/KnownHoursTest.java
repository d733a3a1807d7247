package dev.handoff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.routing.Attendance.State;
import dev.handoff.tables.Tables;
import dev.handoff.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHoursTest {

  private static final Instant MORNING = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant NIGHT = Instant.parse("2026-11-23T23:00:00Z");

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock();
  private BusinessHours hours;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("hours.yaml"),
        """
        default:
          zone: UTC
          days:
            mon-sun: 09:00-17:00
        departments:
          100: { days: { mon-sun: 24h } }
          200: { days: { mon-sun: closed } }
        """);
    hours = new BusinessHours(Tables.in(folder).open(HoursTable.KIND));
  }

  private Reception reception(RoutingRules rules, String chat, String call) {
    return new KnownHours(hours, new Absences(rules, clock), rules, clock, chat, call);
  }

  private static RoutingRules rules(boolean chat, boolean call) {
    return new RoutingRules(Set.of(), chat, call, Duration.ofSeconds(60));
  }

  private void at(Instant time) {
    clock.advance(Duration.between(clock.instant(), time));
  }

  @Test
  void saysWhenAClosedChatOpens() {
    at(NIGHT);

    Attendance now = reception(rules(true, true), "", "").forChat(null);

    assertThat(now.state()).isEqualTo(State.CLOSED);
    assertThat(now.opens()).isEqualTo(Instant.parse("2026-11-24T09:00:00Z"));
  }

  @Test
  void takesTheHoursOfTheUsualDepartmentUnlessAnotherIsNamed() {
    at(NIGHT);
    Reception reception = reception(rules(true, true), "100", "200");

    assertThat(reception.forChat(null).isThere()).isTrue();
    assertThat(reception.forChat("7").isThere()).isFalse();
    assertThat(reception.forCall(MORNING).open()).isFalse();
  }

  @Test
  void hoursThatDoNotCountAreAlwaysOpen() {
    at(NIGHT);
    Reception reception = reception(rules(false, false), "", "");

    assertThat(reception.forChat(null).isThere()).isTrue();
    assertThat(reception.forCall(NIGHT).open()).isTrue();
  }

  @Test
  void whatSalesIqSaidCountsForAMoment() {
    at(MORNING);
    RoutingRules rules = rules(true, true);
    Absences absences = new Absences(rules, clock);
    Reception reception = new KnownHours(hours, absences, rules, clock, "", "");

    absences.heard(State.CLOSED);

    assertThat(reception.forChat(null).state()).isEqualTo(State.CLOSED);
    assertThat(reception.forChat(null).opens()).isNull();
    clock.advance(Duration.ofSeconds(60));
    assertThat(reception.forChat(null).isThere()).isTrue();
  }

  @Test
  void refusesAMemoryThatIsTooLong() {
    assertThatThrownBy(() -> new RoutingRules(Set.of(), true, true, Duration.ofHours(2)))
        .hasMessage("handoff.routing.nobody-free: PT2H (expected: 0s to 1h)");
  }
}
