package dev.handoff.setup.wizard;

import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoRegion;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a client secret may be sent: the published Zoho Accounts servers (oauth.md section 1) and
 * the configured one. Whatever else a redirect names is refused.
 */
final class AccountsServers {

  private AccountsServers() {}

  /**
   * The server at which a code is exchanged.
   *
   * @param named {@code accounts-server} of the redirect; it decides when it is there
   * @param location {@code location} of the redirect, which decides next
   * @param asked the server that was asked, for a redirect that names neither
   * @return empty when it is not one of the allowed
   */
  static Optional<String> of(
      @Nullable String named, @Nullable String location, String asked, ZohoPlace place) {
    if (named != null && !named.isBlank()) {
      String server = plain(named);
      return isAllowed(server, place) ? Optional.of(server) : Optional.empty();
    }
    return location == null || location.isBlank() || place.accountsUrl() != null
        ? Optional.of(asked)
        : ZohoRegion.named(location).map(ZohoRegion::accountsUrl);
  }

  /** Whether a {@code location} is one of section 1, or is left out. */
  static boolean isKnownOrNone(@Nullable String location) {
    return location == null || location.isBlank() || ZohoRegion.named(location).isPresent();
  }

  /** Such a text for a message, when it is harmless. */
  static String shown(@Nullable String location) {
    return location != null && location.matches("[\\w .-]{1,20}")
        ? "'" + location + "'"
        : "(not shown)";
  }

  /** The region whose server that is. */
  static Optional<ZohoRegion> region(String server) {
    return Arrays.stream(ZohoRegion.values())
        .filter(region -> region.accountsUrl().equals(server))
        .findFirst();
  }

  private static boolean isAllowed(String server, ZohoPlace place) {
    return region(server).isPresent()
        || (place.accountsUrl() != null && plain(place.accountsUrl()).equals(server));
  }

  private static String plain(String server) {
    return server.strip().toLowerCase(Locale.ROOT).replaceAll("/$", "");
  }
}
