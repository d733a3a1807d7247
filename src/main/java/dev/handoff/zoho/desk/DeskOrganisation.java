package dev.handoff.zoho.desk;

import dev.handoff.zoho.ZohoPlaces;
import org.springframework.stereotype.Component;

/** The Desk organisation that handoffs go to, as it is chosen now. */
@Component
public final class DeskOrganisation {

  private final ZohoPlaces places;

  DeskOrganisation(ZohoPlaces places) {
    this.places = places;
  }

  /** Whether that is another one's id; while ours is not known, none is another's. */
  public boolean isOther(String id) {
    String ours = places.now().orgId();
    return ours != null && !ours.equals(id);
  }
}
