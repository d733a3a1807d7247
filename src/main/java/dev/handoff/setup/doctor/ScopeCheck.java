package dev.handoff.setup.doctor;

import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoReader;
import dev.handoff.zoho.ZohoSide;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the token may do what the gateway does, by one small read for each scope that has a read
 * (desk.md 5, salesiq.md 1.3). What only a write could show is named and not guessed.
 */
final class ScopeCheck implements Check {

  static final String DESK = "Desk scopes";
  static final String SALESIQ = "SalesIQ scopes";

  /**
   * A scope, and what reads with it.
   *
   * @param purpose what the gateway does with it, words that follow "to"
   * @param isNeeded whether handoffs suffer without it; otherwise only the doctor knows less
   */
  record Probe(String scope, String path, String purpose, boolean isNeeded) {

    Probe(String scope, String path, String purpose) {
      this(scope, path, purpose, true);
    }
  }

  private final String name;
  private final String host;
  private final ZohoSide side;
  private final List<Probe> probes;
  private final List<String> unseen;
  private final ZohoReader zoho;
  private final ZohoPlaces places;

  private ScopeCheck(
      String name,
      String host,
      ZohoSide side,
      List<Probe> probes,
      List<String> unseen,
      ZohoReader zoho,
      ZohoPlaces places) {
    this.name = name;
    this.host = host;
    this.side = side;
    this.probes = probes;
    this.unseen = unseen;
    this.zoho = zoho;
    this.places = places;
  }

  static ScopeCheck desk(ZohoReader zoho, ZohoPlaces places) {
    return new ScopeCheck(
        DESK,
        HostCheck.DESK,
        ZohoSide.DESK,
        List.of(
            new Probe("Desk.basic.READ", "/departments?limit=1", "see departments"),
            new Probe("Desk.contacts.READ", "/contacts?limit=1", "find contacts"),
            new Probe("Desk.tickets.READ", "/tickets?limit=1", "read tickets back"),
            new Probe(
                "Desk.search.READ",
                "/contacts/search?limit=1&email=doctor%40handoff.invalid",
                "look for contacts and tickets"),
            new Probe(
                "Desk.activities.calls.READ", "/calls?limit=1", "read scheduled calls back")),
        List.of(
            "Desk.contacts.CREATE",
            "Desk.tickets.CREATE",
            "Desk.tickets.UPDATE",
            "Desk.activities.calls.CREATE"),
        zoho,
        places);
  }

  static ScopeCheck salesIq(ZohoReader zoho, ZohoPlaces places) {
    return new ScopeCheck(
        SALESIQ,
        HostCheck.SALESIQ,
        ZohoSide.SALESIQ,
        List.of(
            new Probe(
                "SalesIQ.conversations.READ", "/conversations?limit=1", "read chats back"),
            new Probe("SalesIQ.departments.READ", "/departments", "find departments"),
            new Probe("SalesIQ.Apps.READ", "/apps", "see brands", false)),
        List.of(
            "SalesIQ.conversations.UPDATE",
            "SalesIQ.callbacks.UPDATE",
            "SalesIQ.conversations.CREATE (organisation credential)"),
        zoho,
        places);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> needs() {
    return List.of(host, CredentialCheck.nameOf(CredentialName.ORDINARY));
  }

  @Override
  public List<Finding> look() {
    List<Finding> wrong = new ArrayList<>();
    List<String> there = new ArrayList<>();
    for (Probe probe : probes) {
      try {
        zoho.read(places.now(), side, probe.path());
        there.add(probe.scope());
      } catch (ZohoFailure failure) {
        wrong.add(judge(probe, failure));
        if (!Refusals.isScope(failure)) {
          return wrong;
        }
      }
    }
    if (!there.isEmpty()) {
      wrong.add(Finding.ok(name, "seen: " + String.join(", ", there)));
    }
    wrong.add(Finding.ok(name, "not seen before the first call: " + String.join(", ", unseen)));
    return wrong;
  }

  private Finding judge(Probe probe, ZohoFailure failure) {
    if (Refusals.isScope(failure)) {
      String lack = "the token lacks " + probe.scope() + ", with which the gateway can "
          + probe.purpose();
      return probe.isNeeded()
          ? Finding.failed(name, lack, Refusals.AUTHORISE)
          : Finding.warning(name, lack, Refusals.AUTHORISE);
    }
    if (Refusals.isRejected(failure)) {
      return Finding.failed(
          name,
          "Zoho rejects a token it has just issued (" + failure.code() + ")",
          "Take host and credential from the same data centre (ZOHO_REGION), then authorise again"
              + " at /setup.");
    }
    if (Refusals.isOrganisation(failure)) {
      return Finding.notChecked(name, "ZOHO_ORG_ID is another organisation than the token's");
    }
    if (Refusals.isPortal(failure)) {
      return Finding.notChecked(name, "SalesIQ does not know ZOHO_SALESIQ_SCREEN_NAME");
    }
    return Refusals.unread(name, probe.scope(), failure);
  }
}
