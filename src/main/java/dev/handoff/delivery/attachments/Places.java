package dev.handoff.delivery.attachments;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which addresses may be asked at all, before any name is resolved. */
final class Places {

  /**
   * An address that may be asked.
   *
   * @param trusted whether it may be in the own network
   */
  record Place(URI uri, boolean trusted) {}

  private final AttachmentProperties settings;

  Places(AttachmentProperties settings) {
    this.settings = settings;
  }

  /**
   * @param from the address that led here, or null
   * @throws NotFetchedException when it may not
   */
  Place of(@Nullable URI from, String address) throws NotFetchedException {
    URI uri;
    try {
      uri = from == null ? new URI(address) : from.resolve(new URI(address));
    } catch (URISyntaxException | IllegalArgumentException notOne) {
      throw new NotFetchedException("bad_address");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new NotFetchedException("bad_scheme");
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new NotFetchedException("bad_address");
    }
    int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    if (isAllowed(uri.getHost(), port)) {
      return new Place(uri, true);
    }
    if (!settings.ports().contains(port)) {
      throw new NotFetchedException("bad_port");
    }
    return new Place(uri, false);
  }

  private boolean isAllowed(String host, int port) {
    return settings.allowedHosts().stream()
        .map(String::strip)
        .anyMatch(
            allowed ->
                allowed.equalsIgnoreCase(host + ":" + port)
                    || (allowed.equalsIgnoreCase(host) && settings.ports().contains(port)));
  }
}
