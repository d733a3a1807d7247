package dev.handoff.setup.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.relay.catchup.CatchUpWebhooks;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoReader;
import dev.handoff.zoho.ZohoSide;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether SalesIQ has a webhook that calls this gateway (salesiq.md 7.1). */
@Component
@Order(86)
final class SalesIqWebhookCheck implements Check {

  static final String NAME = "SalesIQ webhooks";

  private final CatchUpWebhooks webhooks;
  private final ZohoReader zoho;
  private final ZohoPlaces places;

  SalesIqWebhookCheck(CatchUpWebhooks webhooks, ZohoReader zoho, ZohoPlaces places) {
    this.webhooks = webhooks;
    this.zoho = zoho;
    this.places = places;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(PortalCheck.NAME, CredentialCheck.nameOf(CredentialName.ORDINARY));
  }

  @Override
  public List<Finding> look() {
    if (!webhooks.areToBeFound()) {
      return List.of(Finding.notChecked(NAME, "HANDOFF_PUBLIC_URL is not set"));
    }
    try {
      JsonNode answer = zoho.read(places.now(), ZohoSide.SALESIQ, webhooks.path());
      return List.of(
          webhooks.ours(answer).isEmpty()
              ? Finding.warning(
                  NAME,
                  "SalesIQ lists none that calls this gateway",
                  "Add one in SalesIQ (Settings, Webhooks) for HANDOFF_PUBLIC_URL and"
                      + " /webhook/salesiq/events; a workflow that calls it does as well.")
              : Finding.ok(NAME, "SalesIQ lists one that calls this gateway"));
    } catch (ZohoFailure failure) {
      return List.of(Refusals.unread(NAME, "SalesIQ.webhooks.READ", failure));
    }
  }
}
