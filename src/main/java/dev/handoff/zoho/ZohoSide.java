package dev.handoff.zoho;

/** The sides of Zoho that the gateway calls; each has a host, a dialect of errors, a credential. */
public enum ZohoSide {
  /** Desk REST v1 with the ordinary credential. */
  DESK(CredentialName.ORDINARY, ZohoHost.DESK),
  /** SalesIQ {@code /api/v2}, as the portal, with the ordinary credential. */
  SALESIQ(CredentialName.ORDINARY, ZohoHost.SALESIQ),
  /** SalesIQ visitor API, as the visitor, with the organisation credential. */
  VISITOR(CredentialName.ORGANISATION, ZohoHost.SALESIQ);

  private final CredentialName credential;
  private final ZohoHost host;

  ZohoSide(CredentialName credential, ZohoHost host) {
    this.credential = credential;
    this.host = host;
  }

  public CredentialName credential() {
    return credential;
  }

  public ZohoHost host() {
    return host;
  }
}
