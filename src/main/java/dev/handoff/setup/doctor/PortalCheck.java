package dev.handoff.setup.doctor;

import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoDirectory;
import dev.handoff.zoho.ZohoDirectory.Portal;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether SalesIQ knows the portal by its screen name. */
@Component
@Order(75)
final class PortalCheck implements Check {

  static final String NAME = "SalesIQ portal";

  private final ZohoDirectory directory;
  private final ZohoPlaces places;

  PortalCheck(ZohoDirectory directory, ZohoPlaces places) {
    this.directory = directory;
    this.places = places;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(HostCheck.SALESIQ, CredentialCheck.nameOf(CredentialName.ORDINARY));
  }

  @Override
  public List<Finding> look() {
    ZohoPlace place = places.now();
    try {
      directory.salesIqDepartments(place);
      return List.of(Finding.ok(NAME, place.screenName() + " answers"));
    } catch (ZohoFailure failure) {
      if (Refusals.isPortal(failure)) {
        return List.of(unknown(place));
      }
      return List.of(Refusals.needed(NAME, "SalesIQ.departments.READ", failure));
    }
  }

  private Finding unknown(ZohoPlace place) {
    return Finding.failed(
        NAME,
        "SalesIQ does not know the screen name "
            + Choices.shown(place.screenName())
            + " (1005)"
            + others(place),
        "Correct ZOHO_SALESIQ_SCREEN_NAME: it follows the host in the address of your SalesIQ.");
  }

  /** Those it does know, where the token may see them. */
  private String others(ZohoPlace place) {
    try {
      List<Portal> all = directory.portals(place);
      return all.isEmpty()
          ? ""
          : "; it knows "
              + all.stream().limit(10).map(Portal::screenName).collect(Collectors.joining(", "));
    } catch (ZohoFailure unread) {
      return "";
    }
  }
}
