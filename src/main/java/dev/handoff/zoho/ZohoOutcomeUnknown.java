package dev.handoff.zoho;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Zoho may have carried it out: look before repeating. */
public final class ZohoOutcomeUnknown extends ZohoFailure {

  private final @Nullable Duration delay;

  public ZohoOutcomeUnknown(String code, String message, @Nullable Duration delay) {
    super(code, message, null);
    this.delay = delay;
  }

  /** How long Zoho asked to wait, if it did. */
  public @Nullable Duration delay() {
    return delay;
  }
}
