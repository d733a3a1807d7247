package dev.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.testing.Orders;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

interface MigrationClaims extends HasStorage {

  @Test
  default void migrationsMakeTheSameTablesAndRunOnce() {
    MigrateResult again = storage().store.flyway().migrate();

    assertThat(again.success).isTrue();
    assertThat(again.migrationsExecuted).isZero();
    assertThat(storage().rows())
        .containsOnlyKeys(
            "audit",
            "catch_up",
            "contact_mapping",
            "conversation",
            "handoff",
            "handoff_messages",
            "handoff_step",
            "hitl_user",
            "idempotency_key",
            "inbound_event",
            "kept_event",
            "kept_event_id",
            "late_answer",
            "oauth_state",
            "outbound_message",
            "owner_change",
            "phone_contact",
            "scheduled_tasks",
            "zoho_reference",
            "zoho_setting",
            "zoho_tokens");
  }

  static Stream<String> texts() {
    return Stream.of(
        "👩🏽‍🚒 needs 🆘, e\u0301 stays two characters",
        "שלום, \u202Bمرحبا بالعالم\u202C 123",
        "漢字かな交じり文 \uD840\uDC0B",
        "'; drop table handoff; -- \\ \" ${x} :y ?",
        "line\r\nline\ttab\n\n",
        "ü𝄞".repeat(33_334).substring(0, 100_000));
  }

  @ParameterizedTest
  @MethodSource("texts")
  default void textSurvives(String text) {
    List<TranscriptEntry> said =
        List.of(new TranscriptEntry(AuthorType.AGENT, "Zoë 🙂 לוי", text, null));

    Handoff handoff = storage().accept(Orders.order().asking(Orders.request(text)).saying(said));

    assertThat(storage().now(handoff).request().reason()).isEqualTo(text);
    assertThat(storage().claim(handoff).transcript()).isEqualTo(said);
  }

  @ParameterizedTest
  @MethodSource("moments")
  default void momentsSurviveInUtcWhateverTheMachinesTimeZone(Instant moment) {
    TimeZone machine = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
      Handoff handoff =
          storage().accept(Orders.order().asking(callback(moment)).saying(at(moment)));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      Delivery delivery = storage().claim(handoff);

      assertThat(delivery.handoff().createdAt()).isEqualTo(storage().clock.instant());
      assertThat(delivery.handoff().request().callback().startsAt()).isEqualTo(moment);
      assertThat(delivery.transcript().get(0).at()).isEqualTo(moment);
      storage().mailbox.retry(delivery, MailboxClaims.ERROR, moment, true);
      assertThat(storage().now(handoff).nextAttemptAt()).isEqualTo(moment);
    } finally {
      TimeZone.setDefault(machine);
    }
  }

  static Stream<Instant> moments() {
    return Stream.of(
            "2026-03-29T01:30:00.123456Z", // does not exist as local time in Berlin
            "2026-11-01T05:30:00Z", // exists twice as local time in New York
            "1969-12-31T23:59:59.999Z",
            "9999-12-31T23:59:59Z")
        .map(Instant::parse);
  }

  private static HandoffRequest callback(Instant moment) {
    ZoneId zone = ZoneId.of("Pacific/Chatham");
    return new HandoffRequest(
        Visitor.unknown(),
        null,
        null,
        new CallbackRequest("+15145550100", moment, zone, "soon"),
        null,
        null,
        null,
        ChannelRefs.NONE);
  }

  private static List<TranscriptEntry> at(Instant moment) {
    return List.of(new TranscriptEntry(AuthorType.VISITOR, null, "now", moment));
  }
}
