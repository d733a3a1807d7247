package dev.handoff.setup.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.zoho.ZohoPlace;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host that nobody has named. */
class HostCheckTest {

  private static Finding desk(String region) {
    ZohoPlace.Client none = new ZohoPlace.Client(null, null);
    ZohoPlace place =
        new ZohoPlace(region, null, null, null, null, null, null, null, null, none, none);
    return HostCheck.desk(() -> place, InstantSource.system()).look().get(0);
  }

  @ParameterizedTest
  @CsvSource({"uk", "UK"})
  void wantsTheDeskHostOfARegionThatHasNonePublished(String region) {
    assertThat(desk(region).toString())
        .contains("Zoho publishes none for the region " + region)
        .contains("Set ZOHO_DESK_API_URL")
        .doesNotContain("neither");
  }

  @Test
  void wantsTheRegion() {
    assertThat(desk(null).toString())
        .contains("neither ZOHO_REGION nor ZOHO_DESK_API_URL is set")
        .contains("Choose the region at /setup");
  }
}
