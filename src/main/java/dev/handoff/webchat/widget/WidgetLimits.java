package dev.handoff.webchat.widget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handoff.webchat.WidgetProperties;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/**
 * How much one visitor, and one address, may ask of this node in a minute. Each has a bucket that
 * fills again evenly; a node that is asked by very many forgets who has been quiet longest.
 */
@Component
final class WidgetLimits {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int REMEMBERED = 100_000;
  private static final int NETWORK_BYTES = 8;

  private final WidgetProperties.Limits limits;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterAccess(MINUTE.multipliedBy(2))
          .build();

  WidgetLimits(WidgetProperties settings) {
    this.limits = settings.limits();
  }

  /**
   * Counts a new session.
   *
   * @throws TooManyRequests when the address has opened too many
   */
  void opens(String address) {
    count("open/" + network(address), limits.sessions());
  }

  /**
   * Counts something that a visitor says or asks for.
   *
   * @throws TooManyRequests when it is too much of the session or of the address
   */
  void speaks(String session, String address) {
    count("session/" + session, limits.messages());
    count("address/" + network(address), limits.address());
  }

  /**
   * Counts a wish for a person: each becomes work for somebody.
   *
   * @throws TooManyRequests when it is too much of the address
   */
  void asks(String address) {
    count("handoff/" + network(address), limits.handoffs());
  }

  private void count(String who, int perMinute) {
    Bucket bucket =
        buckets.get(
            who,
            name ->
                Bucket.builder()
                    .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                    .build());
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long nanos = probe.getNanosToWaitForRefill();
      throw new TooManyRequests(Math.max(1, (nanos + 999_999_999) / 1_000_000_000));
    }
  }

  /** An IPv6 household has a whole network of addresses. */
  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // In brackets nothing but an IPv6 address is taken, so that no name is ever looked up.
      byte[] bytes = InetAddress.getByName("[" + address + "]").getAddress();
      return HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES));
    } catch (UnknownHostException notAnAddress) {
      return address;
    }
  }
}
