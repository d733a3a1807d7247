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

  /** How long Zoho asked to wait, if it did. */
  public @Nullable Duration delay() {
    return delay;
  }
}
