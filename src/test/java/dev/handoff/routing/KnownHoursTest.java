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
import org.jspecify.annotations.Nullable;
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

  private static final class Chosen implements Departments {
    private @Nullable String chat;
    private @Nullable String call;

    Chosen(@Nullable String chat, @Nullable String call) {
      this.chat = chat;
      this.call = call;
    }

    @Override
    public @Nullable String chat() {
      return chat;
    }

    @Override
    public @Nullable String call() {
      return call;
    }
  }

  private Reception reception(RoutingRules rules, @Nullable String chat, @Nullable String call) {
    return reception(rules, new Chosen(chat, call));
  }

  private Reception reception(RoutingRules rules, Departments departments) {
    Absences absences = new Absences(rules, departments, clock);
    return new KnownHours(hours, absences, rules, clock, departments, Categories.in(folder));
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

    Attendance now = reception(rules(true, true), null, null).forChat(null);

    assertThat(now.state()).isEqualTo(State.CLOSED);
    assertThat(now.opens()).isEqualTo(Instant.parse("2026-11-24T09:00:00Z"));
  }

  @Test
  void takesTheHoursOfTheUsualDepartmentUnlessAnotherIsNamed() {
    at(NIGHT);
    Reception reception = reception(rules(true, true), "100", "200");

    assertThat(reception.forChat(null).isThere()).isTrue();
    assertThat(reception.forChat("7").isThere()).isFalse();
    assertThat(reception.forCall(MORNING, null).open()).isFalse();
  }

  @Test
  void followsTheDepartmentsThatAreChosenMeanwhile() {
    at(NIGHT);
    Chosen departments = new Chosen("200", "200");
    Reception reception = reception(rules(true, true), departments);
    assertThat(reception.forChat(null).isThere()).isFalse();

    departments.chat = "100";
    departments.call = "100";

    assertThat(reception.forChat(null).isThere()).isTrue();
    assertThat(reception.forCall(NIGHT, null).open()).isTrue();
  }

  @Test
  void takesTheHoursOfTheCategorysDepartmentForACall() throws IOException {
    Files.writeString(
        folder.resolve("categories.yaml"),
        "categories: { billing: { department-id: 100 }, other: { category: Other } }\n");
    Reception reception = reception(rules(true, true), null, "200");

    assertThat(reception.forCall(NIGHT, "Billing").open()).isTrue();
    assertThat(reception.forCall(NIGHT, "other").open()).isFalse();
  }

  @Test
  void whatSalesIqSaidCountsForThatDepartmentOnly() {
    at(MORNING);
    RoutingRules rules = rules(true, true);
    Departments departments = new Chosen("1", null);
    Absences absences = new Absences(rules, departments, clock);
    Reception reception =
        new KnownHours(hours, absences, rules, clock, departments, Categories.in(folder));

    absences.heard(null, State.NOBODY_FREE);

    assertThat(reception.forChat(null).isThere()).isFalse();
    assertThat(reception.forChat("1").isThere()).isFalse();
    assertThat(reception.forChat("2").isThere()).isTrue();
  }

  @Test
  void hoursThatDoNotCountAreAlwaysOpen() {
    at(NIGHT);
    Reception reception = reception(rules(false, false), null, null);

    assertThat(reception.forChat(null).isThere()).isTrue();
    assertThat(reception.forCall(NIGHT, null).open()).isTrue();
  }

  @Test
  void whatSalesIqSaidCountsForAMoment() {
    at(MORNING);
    RoutingRules rules = rules(true, true);
    Departments departments = new Chosen(null, null);
    Absences absences = new Absences(rules, departments, clock);
    Reception reception =
        new KnownHours(hours, absences, rules, clock, departments, Categories.in(folder));

    absences.heard(null, State.CLOSED);

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
