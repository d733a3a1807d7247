package dev.handoff.setup.doctor;

import dev.handoff.setup.NeededScopes;
import dev.handoff.setup.NeededScopes.NeededScope;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoReader;
import dev.handoff.zoho.ZohoSide;
import dev.handoff.zoho.accounts.ZohoChoices;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether the token may do what the gateway does. What was consented to at {@code /setup} is known;
 * of a token from elsewhere, one small read tells of each scope that has a read (desk.md 5,
 * salesiq.md 1.3). What only a write could show is named and not guessed.
 */
final class ScopeCheck implements Check {

  static final String DESK = "Desk scopes";
  static final String SALESIQ = "SalesIQ scopes";
  static final String VISITOR = "visitor API scopes";

  private final String name;
  private final String host;
  private final ZohoSide side;
  private final NeededScopes needed;
  private final ZohoChoices choices;
  private final ZohoReader zoho;
  private final ZohoPlaces places;

  private ScopeCheck(
      String name,
      String host,
      ZohoSide side,
      NeededScopes needed,
      ZohoChoices choices,
      ZohoReader zoho,
      ZohoPlaces places) {
    this.name = name;
    this.host = host;
    this.side = side;
    this.needed = needed;
    this.choices = choices;
    this.zoho = zoho;
    this.places = places;
  }

  static ScopeCheck of(
      ZohoSide side, NeededScopes needed, ZohoChoices choices, ZohoReader zoho, ZohoPlaces places) {
    String name =
        switch (side) {
          case DESK -> DESK;
          case SALESIQ -> SALESIQ;
          case VISITOR -> VISITOR;
        };
    String host = side == ZohoSide.DESK ? HostCheck.DESK : HostCheck.SALESIQ;
    return new ScopeCheck(name, host, side, needed, choices, zoho, places);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> needs() {
    return List.of(host, CredentialCheck.nameOf(side.credential()));
  }

  @Override
  public List<Finding> look() {
    Set<String> granted =
        choices.consented(side.credential()).map(ZohoChoices.Consented::scopes).orElseGet(Set::of);
    List<Finding> findings = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (NeededScope scope : scopes()) {
      String path = scope.read();
      if (!granted.isEmpty() && !NeededScopes.missing(Set.of(scope.name()), granted).isEmpty()) {
        findings.add(lacks(scope));
      } else if (path == null) {
        (granted.isEmpty() ? unseen : seen).add(scope.name());
      } else {
        try {
          zoho.read(places.now(), side, path);
          seen.add(scope.name());
        } catch (ZohoFailure failure) {
          findings.add(judge(scope, failure));
          if (!Refusals.isScope(failure)) {
            return findings;
          }
        }
      }
    }
    named(findings, "there: ", seen);
    named(findings, "not seen before the first call: ", unseen);
    return findings;
  }

  private void named(List<Finding> findings, String words, List<String> scopes) {
    if (!scopes.isEmpty()) {
      findings.add(Finding.ok(name, words + String.join(", ", scopes)));
    }
  }

  private List<NeededScope> scopes() {
    String service = side == ZohoSide.DESK ? "Desk." : "SalesIQ.";
    return needed.of(side.credential()).stream()
        .filter(scope -> scope.name().startsWith(service))
        .toList();
  }

  private Finding lacks(NeededScope scope) {
    String what = "the token lacks " + scope.name() + ", needed to " + scope.reason();
    return scope.spared()
        ? Finding.warning(name, what, Refusals.AUTHORISE)
        : Finding.failed(name, what, Refusals.AUTHORISE);
  }

  private Finding judge(NeededScope scope, ZohoFailure failure) {
    if (Refusals.isScope(failure)) {
      return lacks(scope);
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
    return Refusals.unread(name, scope.name(), failure);
  }
}
