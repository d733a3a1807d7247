package dev.handoff.setup.wizard;

import java.util.Locale;
import java.util.Map;

/** What Zoho Accounts' error codes mean to the person before the page (oauth.md 3 and 5). */
final class ZohoErrors {

  private static final String CONSOLE = "the API console of your region";

  private static final Map<String, Refusal> KNOWN =
      Map.ofEntries(
          entry(
              "access_denied",
              "Zoho says that access was denied",
              "Somebody chose Reject, or more than ten consents were begun within ten minutes.",
              "Begin again at /setup and accept, after ten minutes if you tried often."),
          entry(
              "no_org",
              "No Desk for this user",
              "The user who accepted has no account in a Desk organisation.",
              "Sign out of Zoho, then begin again at /setup with a user of your Desk."),
          entry(
              "invalid_code",
              "The code is no longer good",
              "It works once, for about two minutes, in one data centre.",
              "Begin again at /setup; if it stays, check the region."),
          entry(
              "invalid_client",
              "Zoho does not know the client",
              "The client id is unknown in this data centre, of another type, or not enabled for"
                  + " it.",
              "Correct it at /setup, or enable the data centre in " + CONSOLE + " (Multi-DC)."),
          entry(
              "invalid_client_secret",
              "The client secret is wrong",
              "Each data centre can have a secret of its own for the same client id.",
              "Copy it anew from " + CONSOLE + " and store it at /setup."),
          entry(
              "invalid_scope",
              "A scope is not available",
              "Zoho does not give this client one of the scopes that the gateway needs.",
              "Check that Desk and SalesIQ are part of your plan, then begin again."),
          entry(
              "invalid_redirect_uri",
              "The redirect address is not registered",
              "It must be the same, letter by letter, as in " + CONSOLE + ".",
              "Register the address shown at /setup, then begin again."),
          entry(
              "missing_org_info",
              "Zoho does not know for which organisation",
              "The client asks without naming one.",
              "Use a server-based client, or a self client's authorisation code."),
          entry(
              "unsupported_grant_type",
              "The client cannot do this",
              "It is of a type that has no authorisation codes.",
              "Register a server-based client, or a self client, in " + CONSOLE + "."),
          entry(
              "general_error",
              "Zoho met an error of its own",
              "It does not say more.",
              "Begin again at /setup in a few minutes."));

  static final Refusal THROTTLED =
      Refusal.atZoho(
          "Zoho wants a pause",
          "Too many tokens were asked for within ten minutes.",
          "Nothing was stored. Wait ten minutes, then begin again at /setup.");

  static final Refusal NO_REFRESH_TOKEN =
      Refusal.atZoho(
          "Zoho gave nothing that lasts",
          "The reply held an access token but no refresh token: the consent page was skipped"
              + " (prompt=consent), access was not asked for offline, or the user has 20 refresh"
              + " tokens of this client and Zoho keeps no more.",
          "Nothing was stored. Remove old connections at accounts.zoho.com, Connected Apps, then"
              + " begin again at /setup.");

  private ZohoErrors() {}

  private static Map.Entry<String, Refusal> entry(
      String code, String title, String why, String remedy) {
    return Map.entry(
        code, Refusal.atZoho(title, why + " (" + code + ")", "Nothing was stored. " + remedy));
  }

  /** The words for a code, also for one that no paper names. */
  static Refusal of(String code) {
    String name = code.strip().toLowerCase(Locale.ROOT);
    Refusal known = KNOWN.get(name.equals("invalid_grant") ? "invalid_code" : name);
    if (known != null) {
      return known;
    }
    String shown = code.matches("[\\w .-]{1,60}") ? code : "a code that is not shown here";
    return Refusal.atZoho(
        "Zoho said no",
        "It answered with an error that its papers do not name: " + shown + ".",
        "Nothing was stored. Begin again at /setup; if it stays, ask Zoho's support about it.");
  }

  static Refusal unclear(String server, String what) {
    return Refusal.atZoho(
        "Zoho gave no clear answer",
        server + ": " + what + ".",
        "Nothing was stored. See that this host can be reached, then begin again at /setup: a"
            + " code works once.");
  }
}
