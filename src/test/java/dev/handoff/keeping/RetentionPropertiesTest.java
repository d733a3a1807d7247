package dev.handoff.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RetentionPropertiesTest {

  private static RetentionProperties bound(Map<String, String> given) {
    return new Binder(new MapConfigurationPropertySource(given))
        .bindOrCreate("handoff.retention", RetentionProperties.class);
  }

  @Test
  void zeroKeepsForEver() {
    assertThat(bound(Map.of("handoff.retention.audit", "0")).audit()).isZero();
    assertThat(bound(Map.of("handoff.retention.every", "0s")).isOn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "idempotency-keys, 23h, '1d or more'",
    "inbound-events, 47h, '2d or more'",
    "handoffs, -1d, '1d or more'",
    "silent-chats, 29d, '30d or more'",
    "batch, 0, '1 to 10000'",
    "pause, -1s, '0s or more'",
  })
  void whatBreaksAPromiseIsRefused(String name, String value, String expected) {
    assertThatThrownBy(() -> bound(Map.of("handoff.retention." + name, value)))
        .rootCause()
        .hasMessageContaining("handoff.retention." + name)
        .hasMessageContaining(expected);
  }
}
