package dev.handoff.webchat.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.webchat.WidgetProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** How much an address may ask for. */
class WidgetLimitsTest {

  private final WidgetLimits limits =
      new WidgetLimits(
          new Binder(new MapConfigurationPropertySource(Map.of()))
              .bindOrCreate("handoff.widget", WidgetProperties.class));

  @Test
  void tenPersonsAMinuteAreAllThatAnAddressMayAskFor() {
    for (int i = 0; i < 10; i++) {
      limits.asks("203.0.113.7");
    }

    assertThatThrownBy(() -> limits.asks("203.0.113.7"))
        .isInstanceOfSatisfying(
            TooManyRequests.class, refused -> assertThat(refused.seconds()).isBetween(1L, 6L));
    limits.asks("203.0.113.8");
    limits.speaks("session", "203.0.113.7");
  }
}
