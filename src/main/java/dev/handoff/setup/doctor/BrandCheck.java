package dev.handoff.setup.doctor;

import dev.handoff.zoho.ZohoDirectory;
import dev.handoff.zoho.ZohoDirectory.App;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the portal has the brand. */
@Component
@Order(76)
final class BrandCheck implements Check {

  static final String NAME = "SalesIQ brand";

  private final ZohoDirectory directory;
  private final ZohoPlaces places;

  BrandCheck(ZohoDirectory directory, ZohoPlaces places) {
    this.directory = directory;
    this.places = places;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(PortalCheck.NAME);
  }

  @Override
  public List<Finding> look() {
    ZohoPlace place = places.now();
    try {
      List<App> all = directory.apps(place);
      return all.stream()
          .filter(app -> app.id().equals(place.appId()))
          .findFirst()
          .map(found -> List.of(Finding.ok(NAME, found.name() + " (" + found.id() + ")")))
          .orElseGet(
              () ->
                  List.of(
                      Finding.failed(
                          NAME,
                          "ZOHO_SALESIQ_APP_ID "
                              + Choices.shown(place.appId())
                              + " is no brand of the portal; there are: "
                              + Choices.of(all, App::id, App::name),
                          "Correct ZOHO_SALESIQ_APP_ID to one of them, or choose it at /setup.")));
    } catch (ZohoFailure failure) {
      return List.of(Refusals.unread(NAME, "SalesIQ.Apps.READ", failure));
    }
  }
}
