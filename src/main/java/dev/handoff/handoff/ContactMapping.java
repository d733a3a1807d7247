package dev.handoff.handoff;

import java.time.Instant;

/**
 * Whose contact at Desk a person of the caller's own customer list is.
 *
 * @param crmContactId the caller's own id
 * @param deskContactId Desk's id
 */
public record ContactMapping(String crmContactId, String deskContactId, Instant updatedAt) {

  @Override
  public String toString() {
    return "ContactMapping[deskContactId=" + deskContactId + "]";
  }
}
