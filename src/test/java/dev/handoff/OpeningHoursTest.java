package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.routing.Absences;
import dev.handoff.routing.Attendance;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.SalesIqVisitor.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Business hours, and what SalesIQ says of its operators, where a way to a person is chosen. */
class OpeningHoursTest {

  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final ZoneId TORONTO = ZoneId.of("America/Toronto");

  /** Open from 9 to 18 in Paris on workdays; in UTC that depends on the season. */
  private static final String HOURS =
      """
      default:
        zone: Europe/Paris
        days:
          mon-fri: 09:00-18:00
      departments:
        5100000000009999:
          days:
            mon-sun: 24h
      """;

  @TempDir static Path folder;

  private static Bench bench;

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(folder.resolve("tables"));
    Files.writeString(folder.resolve("tables/hours.yaml"), HOURS);
    bench =
        Bench.start(
            Map.of(
                "handoff.config",
                folder.toString(),
                "handoff.routing.nobody-free",
                "60s",
                "handoff.widget.origins",
                "*"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  /** Each test has a week of its own, so that the clock only moves on. */
  @BeforeEach
  void beginAWeek() {
    move("2026-11-20T20:00:00Z");
  }

  /** To the first such weekday and time of day, from a Friday at 20:00 UTC, that is yet to come. */
  private static void move(String at) {
    Instant then = Instant.parse(at);
    while (!then.isAfter(bench.clock().instant())) {
      then = then.plus(Duration.ofDays(7));
    }
    bench.clock().advance(Duration.between(bench.clock().instant(), then));
    bench.forgetPauses();
  }

  private static void moveToMonday() {
    move("2026-11-23T10:00:00Z");
  }

  /** When the hours begin after the weekend before which a test begins. */
  private static ZonedDateTime monday() {
    return LocalDate.ofInstant(bench.clock().instant(), PARIS)
        .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
        .atTime(9, 0)
        .atZone(PARIS);
  }

  private static JsonNode handOver(String more) {
    return bench
        .gateway()
        .post(
            "/api/handoffs",
            """
            {"channel": "api", "conversationId": "%s",
             "visitor": {"name": "Ana Roy", "email": "%s@example.test",
                         "timeZone": "America/Toronto"}%s}
            """
                .formatted(UUID.randomUUID(), UUID.randomUUID(), more))
        .json();
  }

  private static SalesIqVisitor visitor() {
    return SalesIqVisitor.at(bench.gateway());
  }

  private static long conversations() {
    return bench.requests(Side.SALESIQ, "POST", "/conversations$").size();
  }

  @Test
  void choosesAChatWithinTheHoursAndTellsWhy() {
    moveToMonday();

    JsonNode handoff = handOver("");

    assertThat(handoff.path("kind").asText()).isEqualTo("chat");
    assertThat(handoff.path("chosenBecause").asText())
        .isEqualTo("an operator can talk back on the channel api");
    assertThat(handoff.path("steps").get(0).path("name").asText()).isEqualTo("choice");
    assertThat(handoff.path("steps").get(0).path("detail").asText()).contains("kind=chat");
  }

  @Test
  void choosesATicketOutsideTheHoursAndTellsWhy() {
    JsonNode handoff = handOver("");

    assertThat(handoff.path("kind").asText()).isEqualTo("ticket");
    assertThat(handoff.path("state").asText()).isEqualTo("delivered");
    assertThat(handoff.path("chosenBecause").asText())
        .isEqualTo("outside business hours, which begin at " + monday().toInstant());
  }

  @Test
  void choosesAChatInADepartmentThatIsOpenAllTheTime() {
    assertThat(handOver(", \"departmentId\": \"5100000000009999\"").path("kind").asText())
        .isEqualTo("chat");
  }

  @Test
  void givesAChatThatIsAskedForAtAnyTime() {
    JsonNode handoff = handOver(", \"kind\": \"chat\"");

    assertThat(handoff.path("kind").asText()).isEqualTo("chat");
    assertThat(handoff.has("chosenBecause")).isFalse();
  }

  @Test
  void choosesACallbackWhenPhoneAndTimeAreKnown() {
    JsonNode handoff =
        handOver(", \"callback\": {\"phone\": \"+15145550100\", \"time\": \"Monday at 10 AM\"}");

    assertThat(handoff.path("kind").asText()).as(handoff.toString()).isEqualTo("callback");
    assertThat(handoff.path("chosenBecause").asText()).isEqualTo("phone and time are known");
  }

  @Test
  void refusesACallOutsideTheHoursAndTellsWhenTheyBegin() {
    JsonNode problem =
        handOver(", \"callback\": {\"phone\": \"+15145550100\", \"time\": \"Sunday at 10 AM\"}");

    assertThat(problem.path("status").asInt()).isEqualTo(422);
    JsonNode error = problem.path("errors").get(0);
    assertThat(error.path("pointer").asText()).isEqualTo("/callback/time");
    assertThat(error.path("message").asText())
        .startsWith(
            "is outside business hours (they begin at "
                + monday().withZoneSameInstant(TORONTO).toOffsetDateTime()
                + ")");
  }

  @Test
  void tellsAVisitorWhenSomebodyIsThereAndOffersTheOtherWays() {
    long before = conversations();

    Reply reply = visitor().says("1");

    assertThat(reply.action()).isEqualTo("reply");
    assertThat(reply.replies().get(0))
        .startsWith("Nobody is here for a chat right now; we are back on Monday, ")
        .contains(monday().withZoneSameInstant(TORONTO).toLocalTime() + " (America/Toronto");
    assertThat(reply.suggestions()).containsExactly("Schedule callback", "Create ticket");
    assertThat(conversations()).isEqualTo(before);
  }

  @Test
  void asksForAnotherTimeWhenNobodyIsThereToCall() {
    SalesIqVisitor visitor = visitor().knowing("email", "call@example.test");
    visitor.says("2");

    Reply closed = visitor.says("+1 514 555 0100, Sunday at 10 AM");
    Reply open = visitor.says("Monday at 10 AM");

    assertThat(closed.replies().get(0))
        .startsWith("Nobody is here to call you on Sunday, ")
        .contains("We are back on Monday, ")
        .contains("When should we call?");
    assertThat(open.replies().get(0)).startsWith("Your callback is scheduled");
  }

  @Test
  void opensTheChatWithinTheHours() {
    moveToMonday();
    long before = conversations();

    Reply reply = visitor().knowing("email", "chat@example.test").says("1");

    assertThat(reply.replies().get(0)).startsWith("I'm connecting you");
    assertThat(conversations()).isEqualTo(before + 1);
  }

  @Test
  void remembersForAMomentThatNobodyIsFree() {
    moveToMonday();
    bench.gateway().bean(Absences.class).heard(null, Attendance.State.NOBODY_FREE);

    JsonNode handoff = handOver("");
    Reply asked = visitor().says("1");
    bench.clock().advance(Duration.ofSeconds(61));
    JsonNode later = handOver("");

    assertThat(handoff.path("kind").asText()).isEqualTo("ticket");
    assertThat(handoff.path("chosenBecause").asText())
        .isEqualTo("SalesIQ said a moment ago that no operator is free");
    assertThat(later.path("kind").asText()).isEqualTo("chat");
    // an opened conversation waits for an operator: who asks for one gets it
    assertThat(asked.replies().get(0)).startsWith("I'm connecting you");
  }

  @Test
  void aFailureThatAnswersNoForwardCountsForNobody() {
    moveToMonday();
    SalesIqVisitor stranger = visitor();
    stranger.says("Where is my parcel?");

    Reply told = stranger.isNotTransferred(1002, "operators_not_available");

    assertThat(told.suggestions()).containsExactly("Schedule callback", "Create ticket");
    assertThat(visitor().says("1").replies().get(0)).startsWith("I'm connecting you");
    assertThat(handOver("").path("kind").asText()).isEqualTo("chat");
  }

  @Test
  void whatAPreviewIsToldOfOperatorsCountsForNobody() {
    moveToMonday();
    SalesIqVisitor preview =
        visitor().knowing("active_conversation_id", "botpreview_" + UUID.randomUUID());
    preview.lands();
    preview.isNotTransferred(1002, "operators_not_available");

    assertThat(visitor().says("1").replies().get(0)).startsWith("I'm connecting you");
  }

  @Test
  void offersNoChatInTheWidgetThatNobodyCanTake() {
    Gateway.Answer closed = askInWidgetForChat();
    moveToMonday();
    Gateway.Answer open = askInWidgetForChat();

    assertThat(closed.status()).isEqualTo(409);
    assertThat(closed.json().path("detail").asText()).startsWith("Nobody is there");
    assertThat(open.status()).isEqualTo(202);
  }

  @Test
  void theWidgetPromisesNobodyWhoIsNotThere() {
    JsonNode session = bench.gateway().post("/widget/sessions", "{}").json();
    Map<String, String> token = Map.of("Authorization", "Bearer " + session.path("token").asText());
    String id = session.path("sessionId").asText();

    bench
        .gateway()
        .post(
            "/widget/sessions/" + id + "/messages",
            "{\"message\": \"talk to a human\", \"messageId\": \"m1\"}",
            token);

    assertThat(
            bench.gateway().send("GET", "/api/chat/sessions/" + id + "/messages", "", token).text())
        .contains("Your ticket is saved and on its way.")
        .doesNotContain("join this chat");
  }

  private static Gateway.Answer askInWidgetForChat() {
    JsonNode session = bench.gateway().post("/widget/sessions", "{}").json();
    return bench
        .gateway()
        .post(
            "/widget/sessions/" + session.path("sessionId").asText() + "/handoff",
            "{\"kind\": \"chat\"}",
            Map.of("Authorization", "Bearer " + session.path("token").asText()));
  }
}
