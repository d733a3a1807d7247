package dev.handoff.delivery.attachments;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to public addresses only. The HTTP client connects to what it is given here and to
 * nothing else, so that a name cannot mean one thing when it is checked and another afterwards.
 */
final class PublicNames implements DnsResolver {

  private final DnsResolver names;

  PublicNames(DnsResolver names) {
    this.names = names;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] all = names.resolve(host);
    if (all == null || !Arrays.stream(all).allMatch(PublicAddresses::has)) {
      throw new NotPublicException();
    }
    return all;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** A name or number of the gateway's own network, or of none. */
  static final class NotPublicException extends UnknownHostException {

    NotPublicException() {
      super("not a public address");
    }
  }
}
