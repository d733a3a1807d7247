package dev.handoff.setup;

import java.net.URI;
import java.net.URISyntaxException;

/** What counts as the address of a server. */
final class Addresses {

  private Addresses() {}

  /** Whether it is http or https with a host, and nothing but a path after it. */
  static boolean isHttp(String address) {
    return isHttpWithQuery(address) && address.indexOf('?') < 0;
  }

  /** The same with a query, or without. */
  static boolean isHttpWithQuery(String address) {
    try {
      URI uri = new URI(address);
      return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }
}
