package dev.handoff.zoho;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Nothing was carried out, or it is safe to repeat: try again later. */
public sealed class ZohoUnavailable extends ZohoFailure permits ZohoNotAsked {

  private final @Nullable Duration delay;

  public ZohoUnavailable(String code, String message, @Nullable Duration delay) {
    super(code, message, null);
    this.delay = delay;
  }

  /** Whether asking again at once may help: no limit, no rejected token, no pause asked for. */
  public boolean isPassing() {
    return delay == null
        && !isThrottling()
        && !ZohoCodes.TOKEN.contains(code())
        && !code().equals("http_401");
  }

  /** Whether Zoho says that it is asked too much. */
  public boolean isThrottling() {
    return ZohoCodes.BUSY.contains(code()) || code().equals("http_429");
  }

  /** How long Zoho asked to wait, if it did. */
  public @Nullable Duration delay() {
    return delay;
  }
}
