package dev.handoff.setup.doctor;

import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoRefused;
import dev.handoff.zoho.ZohoTokenMissing;
import java.util.Set;

/** Words for what Zoho does not tell. */
final class Refusals {

  static final String AUTHORISE = "Authorise again at /setup; it asks for every scope needed.";

  private static final Set<String> SCOPE = Set.of("SCOPE_MISMATCH", "1009");
  private static final Set<String> REJECTED =
      Set.of("INVALID_OAUTH", "UNAUTHORIZED", "1002", "1008");

  private Refusals() {}

  /** Whether the token lacks a scope (desk.md 3, salesiq.md 2). */
  static boolean isScope(ZohoFailure failure) {
    return SCOPE.contains(failure.code());
  }

  /** Whether Zoho does not accept the token at all, also not a new one. */
  static boolean isRejected(ZohoFailure failure) {
    return REJECTED.contains(failure.code()) || failure.code().equals("http_401");
  }

  /** Whether the token belongs to another Desk organisation. */
  static boolean isOrganisation(ZohoFailure failure) {
    return failure.code().equals("OAUTH_ORG_MISMATCH");
  }

  /** Whether SalesIQ does not know the portal. */
  static boolean isPortal(ZohoFailure failure) {
    return failure.code().equals("1005");
  }

  /**
   * What to say when the first thing that is asked of a side of Zoho cannot be had: that side does
   * not work, unless another check says why already.
   */
  static Finding needed(String check, String scope, ZohoFailure failure) {
    Finding unread = unread(check, scope, failure);
    boolean toldElsewhere =
        isScope(failure) || isRejected(failure) || failure instanceof ZohoTokenMissing;
    return toldElsewhere
        ? unread
        : Finding.failed(
            check,
            unread.what().replaceFirst("^not checked because ", ""),
            String.valueOf(unread.remedy()));
  }

  /** What to say when a list cannot be had, and that is not what is being checked. */
  static Finding unread(String check, String scope, ZohoFailure failure) {
    if (isScope(failure)) {
      return new Finding(
          check,
          Finding.Level.WARNING,
          "not checked because the token lacks the scope " + scope,
          AUTHORISE);
    }
    if (isRejected(failure)) {
      return Finding.notChecked(check, "Zoho rejects the token (" + failure.code() + ")");
    }
    if (failure instanceof ZohoTokenMissing) {
      return Finding.notChecked(check, "there is no access token");
    }
    if (failure instanceof ZohoRefused) {
      return new Finding(
          check,
          Finding.Level.WARNING,
          "not checked because Zoho refuses to tell (" + failure.code() + ")",
          String.valueOf(failure.remedy()));
    }
    return new Finding(
        check,
        Finding.Level.WARNING,
        "not checked because Zoho gives no answer now (" + failure.code() + ")",
        "Look again in a minute; /actuator/health says how that side of Zoho does.");
  }
}
