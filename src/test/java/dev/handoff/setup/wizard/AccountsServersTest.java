package dev.handoff.setup.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.zoho.ZohoPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a client secret may be sent (oauth.md sections 1, 3 and 9). */
class AccountsServersTest {

  private static final String ASKED = "https://accounts.zoho.com";

  private static ZohoPlace place(String accountsUrl) {
    ZohoPlace.Client none = new ZohoPlace.Client(null, null);
    return new ZohoPlace("us", accountsUrl, null, null, null, null, null, null, null, none, none);
  }

  @ParameterizedTest
  @CsvSource({
    "https://accounts.zoho.eu, https://accounts.zoho.eu",
    "https://accounts.zohocloud.ca/, https://accounts.zohocloud.ca",
    "HTTPS://Accounts.Zoho.Com.Au, https://accounts.zoho.com.au"
  })
  void publishedServersAreAllowed(String named, String server) {
    assertThat(AccountsServers.of(named, "us", ASKED, place(null))).contains(server);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://accounts.zoho.eu",
        "https://accounts.zoho.ca",
        "https://accounts.zoho.eu:8443",
        "https://accounts.zoho.eu/oauth",
        "https://accounts.zoho.eu.evil.test",
        "https://user@accounts.zoho.eu",
        "//accounts.zoho.eu",
        "accounts.zoho.eu",
        "http://localhost:1"
      })
  void othersAreNot(String named) {
    assertThat(AccountsServers.of(named, "eu", ASKED, place(null))).isEmpty();
  }

  @Test
  void theConfiguredOneIsAllowed() {
    assertThat(AccountsServers.of("http://localhost:1", "us", ASKED, place("http://localhost:1/")))
        .contains("http://localhost:1");
  }

  @Test
  void withoutAServerTheLocationDecidesAndThenWhoWasAsked() {
    assertThat(AccountsServers.of(null, "ca", ASKED, place(null)))
        .contains("https://accounts.zohocloud.ca");
    assertThat(AccountsServers.of(" ", "nowhere", ASKED, place(null))).isEmpty();
    assertThat(AccountsServers.of(" ", " ", ASKED, place(null))).contains(ASKED);
    assertThat(AccountsServers.of(null, null, ASKED, place(null))).contains(ASKED);
    assertThat(AccountsServers.of(null, "eu", ASKED, place("http://localhost:1")))
        .as("configured hosts have no regions")
        .contains(ASKED);
  }
}
