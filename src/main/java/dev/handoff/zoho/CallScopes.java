package dev.handoff.zoho;

import java.util.List;
import java.util.regex.Pattern;

/** Which OAuth scope a call needs (desk.md 5, salesiq.md 1.3 and 4). */
public final class CallScopes {

  private CallScopes() {}

  private record Rule(ZohoSide side, String method, Pattern path, String scope) {

    boolean fits(ZohoCall call, String calledPath) {
      return side == call.side()
          && (method.isEmpty() || method.equalsIgnoreCase(call.method()))
          && path.matcher(calledPath).matches();
    }
  }

  private static Rule rule(ZohoSide side, String method, String path, String scope) {
    return new Rule(side, method, Pattern.compile(path), scope);
  }

  /** The first that fits counts. */
  private static final List<Rule> RULES =
      List.of(
          rule(ZohoSide.DESK, "GET", "/[a-z]+/search", "Desk.search.READ"),
          rule(ZohoSide.DESK, "GET", "/contacts/[^/]+/tickets", "Desk.tickets.READ"),
          rule(ZohoSide.DESK, "GET", "/contacts.*", "Desk.contacts.READ"),
          rule(ZohoSide.DESK, "POST", "/contacts", "Desk.contacts.CREATE"),
          rule(ZohoSide.DESK, "GET", "/tickets.*", "Desk.tickets.READ"),
          rule(ZohoSide.DESK, "POST", "/tickets", "Desk.tickets.CREATE"),
          rule(ZohoSide.DESK, "POST", "/tickets/.*", "Desk.tickets.UPDATE"),
          rule(ZohoSide.DESK, "GET", "/calls.*", "Desk.activities.calls.READ"),
          rule(ZohoSide.DESK, "POST", "/calls", "Desk.activities.calls.CREATE"),
          rule(ZohoSide.DESK, "GET", "/(departments|organizations).*", "Desk.basic.READ"),
          rule(ZohoSide.SALESIQ, "GET", "/conversations.*", "SalesIQ.conversations.READ"),
          rule(ZohoSide.SALESIQ, "", "/conversations/.*/close", "SalesIQ.conversations.UPDATE"),
          rule(ZohoSide.SALESIQ, "GET", "/departments.*", "SalesIQ.departments.READ"),
          rule(ZohoSide.SALESIQ, "GET", "/apps.*", "SalesIQ.Apps.READ"),
          rule(ZohoSide.SALESIQ, "GET", "/portals", "SalesIQ.portals.READ"),
          rule(ZohoSide.SALESIQ, "", "/callbacks/.*", "SalesIQ.callbacks.UPDATE"),
          rule(ZohoSide.SALESIQ, "GET", "/webhooks.*", "SalesIQ.webhooks.READ"),
          rule(ZohoSide.SALESIQ, "POST", "/webhooks.*", "SalesIQ.webhooks.CREATE"),
          rule(ZohoSide.VISITOR, "POST", "/conversations.*", "SalesIQ.conversations.CREATE"));

  /** All that this knows of. */
  public static List<String> all() {
    return RULES.stream().map(Rule::scope).distinct().toList();
  }

  /** What a person does about a refusal for want of a scope. */
  static String remedy(ZohoCall call) {
    String path = call.path().replaceAll("\\?.*", "");
    return RULES.stream()
        .filter(rule -> rule.fits(call, path))
        .findFirst()
        .map(
            rule ->
                "Re-authorise the "
                    + call.side().credential().wireName()
                    + " credential at /setup: its token lacks "
                    + rule.scope()
                    + ".")
        .orElse("Re-authorise at /setup, which names the scopes that are needed.");
  }
}
