package dev.handoff.intake.zobot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialogueSettingsTest {

  @Test
  void haveDefaults() {
    assertThat(Talk.settings(Map.of()))
        .isEqualTo(
            new DialogueSettings(
                Transfer.OPEN_CONVERSATION,
                null,
                ZoneId.of("UTC"),
                "en",
                1_000,
                3,
                Set.of(ZobotChannel.INSTAGRAM),
                Duration.ofMinutes(5)));
  }

  @Test
  void areRead() {
    DialogueSettings settings =
        Talk.settings(
            Map.of(
                "handoff.zobot.transfer", "forward",
                "handoff.zobot.forward-department", " 2024 ",
                "handoff.zobot.default-zone", "Europe/Berlin",
                "handoff.zobot.default-language", "fr-CA",
                "handoff.zobot.max-reply-length", "500",
                "handoff.zobot.max-asks", "2",
                "handoff.zobot.no-pending", "WhatsApp, mobile-app",
                "handoff.zobot.callback-soonest", "1h"));

    assertThat(settings)
        .isEqualTo(
            new DialogueSettings(
                Transfer.FORWARD,
                "2024",
                ZoneId.of("Europe/Berlin"),
                "fr-CA",
                500,
                2,
                Set.of(ZobotChannel.WHATSAPP, ZobotChannel.MOBILE_APP),
                Duration.ofHours(1)));
  }

  @Test
  void takeEmptyDepartmentAsNone() {
    assertThat(Talk.settings(Map.of("handoff.zobot.forward-department", "")).forwardDepartment())
        .isNull();
  }

  @Test
  void tellOffsetsSoThatVisitorsUnderstand() {
    assertThat(Talk.settings(Map.of("handoff.zobot.default-zone", "+05:30")).defaultZone())
        .isEqualTo(ZoneId.of("UTC+05:30"));
  }

  @ParameterizedTest
  @CsvSource({"max-reply-length,49", "max-asks,0", "callback-soonest,-1s"})
  void refuseWhatCannotWork(String name, String value) {
    assertThatThrownBy(() -> Talk.settings(Map.of("handoff.zobot." + name, value)))
        .rootCause()
        .hasMessageStartingWith("handoff.zobot." + name + ": ");
  }
}
