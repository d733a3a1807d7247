package dev.handoff.zoho.accounts;

import static dev.handoff.zoho.CredentialName.ORDINARY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.testing.TestClock;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestStore;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoReply;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is new while somebody looks is looked at too. */
class FirstTokensTest {

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("handoff.zoho.region", "eu"),
          Map.entry("handoff.zoho.org-id", "1"),
          Map.entry("handoff.zoho.department-id", "2"),
          Map.entry("handoff.zoho.salesiq.screen-name", "acme"),
          Map.entry("handoff.zoho.salesiq.app-id", "3"),
          Map.entry("handoff.zoho.salesiq.department-id", "4"),
          Map.entry("handoff.zoho.ordinary.client-id", "id"),
          Map.entry("handoff.zoho.ordinary.client-secret", "secret"));

  private static final ZohoProperties ZOHO =
      new Binder(new MapConfigurationPropertySource(SETTINGS))
          .bind("handoff.zoho", ZohoProperties.class)
          .get();

  private final TestClock clock = new TestClock();
  private Runnable afterReading = () -> {};

  /** Runs {@link #afterReading} where the look asks for the time: between reading and judging. */
  private final Clock interrupted =
      new Clock() {
        @Override
        public Instant instant() {
          afterReading.run();
          return clock.instant();
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  @Test
  void aCredentialThatChangesDuringALookIsLookedAtAgain() {
    try (TestStore rows = TestStore.open(TestDatabase.H2)) {
      TokenStore store = new TokenStore(rows.db(), new TokenCipher(List.of(Keys.OLD)), clock);
      store.seed(ORDINARY, "seed-1", "1000.good.refresh");
      FirstTokens first =
          new FirstTokens(broker(rows, store), store, place(), ZOHO.tokens(), interrupted);
      first.begin();
      first.look();
      assertThat(store.read(ORDINARY).accessToken()).isNotNull();

      afterReading =
          () -> {
            afterReading = () -> {};
            store.seed(ORDINARY, "seed-2", "1000.dead.refresh");
            first.begin();
          };
      first.begin();
      first.look();
      first.look();

      assertThat(store.read(ORDINARY).broken()).isEqualTo("invalid_code");
    }
  }

  private static ZohoPlaces place() {
    return ZohoPlaces.of(ZOHO);
  }

  private TokenBroker broker(TestStore rows, TokenStore store) {
    ChosenSettings chosen =
        new ChosenSettings(rows.db(), new TokenCipher(List.of(Keys.OLD)), () -> ZOHO, clock);
    return new TokenBroker(
        store,
        (server, form) -> answer(form),
        new LivePlaces(chosen, store, () -> ZOHO),
        ZOHO,
        new ObjectMapper(),
        clock,
        new Random(1));
  }

  private static ZohoReply answer(Map<String, String> form) {
    return new ZohoReply(
        200,
        Map.of(),
        form.get("refresh_token").contains("good")
            ? "{\"access_token\":\"1000.a.b\",\"expires_in\":3600}"
            : "{\"error\":\"invalid_code\"}");
  }
}
