package dev.handoff.zoho;

import org.jspecify.annotations.Nullable;

/**
 * A call to Zoho did not succeed. The leaves say what may be done about it; route configurations
 * choose the way by leaf.
 */
public abstract sealed class ZohoFailure extends RuntimeException
    permits ZohoUnavailable, ZohoOutcomeUnknown, ZohoRefused, ZohoTokenMissing {

  private final String code;
  private final @Nullable String remedy;

  ZohoFailure(String code, String message, @Nullable String remedy) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }

  /** Zoho's code, or the gateway's own such as {@code timeout}. */
  public String code() {
    return code;
  }

  /** What a person can do, or null when waiting is enough. */
  public @Nullable String remedy() {
    return remedy;
  }
}
