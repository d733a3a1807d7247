package dev.handoff.zoho;

/** Zoho may have carried it out: look before repeating. */
public final class ZohoOutcomeUnknown extends ZohoFailure {

  public ZohoOutcomeUnknown(String code, String message) {
    super(code, message, null);
  }
}
