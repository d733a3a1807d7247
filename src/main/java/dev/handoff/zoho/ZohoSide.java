package dev.handoff.zoho;

/** The sides of Zoho that the gateway calls; each has a host, a dialect of errors, a credential. */
public enum ZohoSide {
  /** Desk REST v1 with the ordinary credential. */
  DESK(CredentialName.ORDINARY),
  /** SalesIQ {@code /api/v2}, as the portal, with the ordinary credential. */
  SALESIQ(CredentialName.ORDINARY),
  /** SalesIQ visitor API, as the visitor, with the organisation credential. */
  VISITOR(CredentialName.ORGANISATION);

  private final CredentialName credential;

  ZohoSide(CredentialName credential) {
    this.credential = credential;
  }

  public CredentialName credential() {
    return credential;
  }
}
