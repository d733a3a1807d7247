package dev.handoff.zoho;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** There is no usable access token; only new credentials or a pause give one. Nothing was sent. */
public final class ZohoTokenMissing extends ZohoFailure {

  private final @Nullable Duration delay;

  public ZohoTokenMissing(String code, String message, String remedy, @Nullable Duration delay) {
    super(code, message, remedy);
    this.delay = delay;
  }

  /** When to look again; null means that nobody knows. */
  public @Nullable Duration delay() {
    return delay;
  }
}
