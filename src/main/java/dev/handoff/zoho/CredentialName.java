package dev.handoff.zoho;

import java.util.Locale;

/** The two credentials of the gateway (contract section 2). */
public enum CredentialName {
  /** Desk and SalesIQ {@code /api/v2}. */
  ORDINARY,
  /** The SalesIQ visitor API; the ordinary one serves it too when no other is configured. */
  ORGANISATION;

  /** The lower-case name used in the database, caches and metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
