package dev.handoff.delivery.attachments;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses belong to the public internet (IANA's special-purpose registries for IPv4 and
 * IPv6). Everything else is the gateway's own network or none at all.
 */
final class PublicAddresses {

  /** An address range: the first bits of it. */
  private record Range(byte[] start, int bits) {

    static Range of(String text) {
      String[] parts = text.split("/");
      try {
        return new Range(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(text, e);
      }
    }

    boolean has(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Range> NOT_PUBLIC =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "2620:4f:8000::/48",
          "3fff::/20");

  /** Of IPv6, only this is given out for use in public. */
  private static final Range GLOBAL = Range.of("2000::/3");

  private PublicAddresses() {}

  private static List<Range> ranges(String... texts) {
    return Arrays.stream(texts).map(Range::of).toList();
  }

  /** An IPv4 address written as IPv6 is read as the IPv4 address that it is. */
  static boolean has(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean given = bytes.length == 4 || GLOBAL.has(bytes);
    return given && NOT_PUBLIC.stream().noneMatch(range -> range.has(bytes));
  }
}
