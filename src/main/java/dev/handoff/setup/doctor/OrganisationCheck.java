package dev.handoff.setup.doctor;

import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoDirectory;
import dev.handoff.zoho.ZohoDirectory.Organisation;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the Desk organisation is one of those that the token reaches. */
@Component
@Order(65)
final class OrganisationCheck implements Check {

  static final String NAME = "Desk organisation";

  private final ZohoDirectory directory;
  private final ZohoPlaces places;

  OrganisationCheck(ZohoDirectory directory, ZohoPlaces places) {
    this.directory = directory;
    this.places = places;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(HostCheck.DESK, CredentialCheck.nameOf(CredentialName.ORDINARY));
  }

  @Override
  public List<Finding> look() {
    ZohoPlace place = places.now();
    try {
      List<Organisation> all = directory.organisations(place);
      return all.stream()
          .filter(organisation -> organisation.id().equals(place.orgId()))
          .findFirst()
          .map(found -> List.of(Finding.ok(NAME, found.name() + " (" + found.id() + ")")))
          .orElseGet(() -> List.of(unknown(place.orgId(), all)));
    } catch (ZohoFailure failure) {
      return List.of(Refusals.needed(NAME, "Desk.basic.READ", failure));
    }
  }

  private static Finding unknown(@Nullable String id, List<Organisation> all) {
    return Finding.failed(
        NAME,
        "ZOHO_ORG_ID "
            + Choices.shown(id)
            + " is none of the token's: "
            + Choices.of(all, Organisation::id, Organisation::name),
        "Set ZOHO_ORG_ID to one of them, or choose it at /setup.");
  }
}
