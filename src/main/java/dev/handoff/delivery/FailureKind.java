package dev.handoff.delivery;

import dev.handoff.zoho.ZohoOutcomeUnknown;
import dev.handoff.zoho.ZohoUnavailable;
import java.util.Locale;
import java.util.Set;

/** Kinds of failure after which a delivery is tried again; each may have a policy of its own. */
enum FailureKind {
  /** Zoho has had too many calls, or its credits for the day are used up. */
  THROTTLED,
  /** Zoho was not reached, or has trouble of its own; nothing was carried out. */
  OUTAGE,
  /** A create went without a clear answer; the next attempt looks before it repeats. */
  UNCLEAR,
  /** An error inside the gateway. */
  INTERNAL;

  /** Pauses at our own gate that Zoho's limits are the reason for. */
  private static final Set<String> AT_A_LIMIT = Set.of("credits_low", "zoho_pause");

  static FailureKind of(Throwable failure) {
    if (failure instanceof ZohoUnavailable unavailable) {
      return unavailable.isThrottling() || AT_A_LIMIT.contains(unavailable.code())
          ? THROTTLED
          : OUTAGE;
    }
    return failure instanceof ZohoOutcomeUnknown ? UNCLEAR : INTERNAL;
  }

  /** Its name in the table. */
  String row() {
    return name().toLowerCase(Locale.ROOT);
  }
}
