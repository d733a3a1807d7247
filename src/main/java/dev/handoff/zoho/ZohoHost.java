package dev.handoff.zoho;

import java.util.Locale;

/** The hosts of Zoho that fail, are limited and lock us out each as a whole. */
public enum ZohoHost {
  /** Desk's REST API: a limit of concurrent calls and of credits a day (desk.md 4). */
  DESK,
  /** SalesIQ's API and its visitor API: one host, one lock of our address (salesiq.md 2). */
  SALESIQ;

  /** As it is written in health, metrics and messages. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
