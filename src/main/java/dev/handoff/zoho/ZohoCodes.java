package dev.handoff.zoho;

import java.util.Map;
import java.util.Set;

/** The error codes of Zoho's sides and what to do about them (desk.md 3, salesiq.md 2). */
final class ZohoCodes {

  static final Set<String> TOKEN = Set.of("1002", "1008", "INVALID_OAUTH", "UNAUTHORIZED");

  static final Set<String> BUSY = Set.of("1023", "THRESHOLD_EXCEEDED", "TOO_MANY_REQUESTS");

  static final Set<String> BROKEN = Set.of("1001", "INTERNAL_SERVER_ERROR");

  private static final String SCOPES = "scopes";

  private static final String NOT_FOUND =
      "Check ZOHO_DEPARTMENT_ID, ZOHO_ORG_ID and ZOHO_DESK_API_URL, or whether the record was"
          + " deleted at Desk, then replay.";

  private static final Map<String, String> REMEDY =
      Map.ofEntries(
          Map.entry("1004", "Check the HTTP method configured for this call."),
          Map.entry("1005", "Check ZOHO_SALESIQ_SCREEN_NAME: Zoho does not know this portal."),
          Map.entry("1006", "Check the SalesIQ paths and ZOHO_SALESIQ_API_URL."),
          Map.entry("1007", "Correct the field Zoho names, then replay."),
          Map.entry("1009", SCOPES),
          Map.entry("1010", "Check the HTTP method configured for this call."),
          Map.entry("1011", "Correct or add the field Zoho names, then replay."),
          Map.entry("1015", "Correct the field Zoho names, then replay."),
          Map.entry("1016", "Give the authorising operator the permission at SalesIQ."),
          Map.entry("1017", "The plan's limit is reached: free resources or change the plan."),
          Map.entry("1019", "The record no longer exists at SalesIQ, or its id is wrong."),
          Map.entry("1021", "This is not part of the SalesIQ plan."),
          Map.entry("1025", "Check ZOHO_SALESIQ_DEPARTMENT_ID: SalesIQ does not know it."),
          Map.entry("SCOPE_MISMATCH", SCOPES),
          Map.entry(
              "OAUTH_ORG_MISMATCH", "Check ZOHO_ORG_ID: the token belongs to another portal."),
          Map.entry("FORBIDDEN", "Give the authorising user's Desk profile this permission."),
          Map.entry("LICENSE_ACCESS_LIMITED", "The Desk edition does not include this."),
          Map.entry("URL_NOT_FOUND", NOT_FOUND),
          Map.entry("INVALID_DATA", "Correct the fields Zoho names, then replay."),
          Map.entry("UNPROCESSABLE_ENTITY", "Correct the request as Zoho says, then replay."));

  /** Refusals for which nothing better can be advised than to read Zoho's words. */
  private static final Set<String> NO_REMEDY =
      Set.of(
          "1014",
          "1018",
          "1020",
          "1024",
          "1026",
          "1027",
          "1028",
          "1029",
          "1031",
          "1051",
          "1054",
          "BAD_REQUEST",
          "METHOD_NOT_ALLOWED",
          "RESOURCE_SIZE_EXCEEDED",
          "UNSUPPORTED_MEDIA_TYPE",
          "EMPTY_PAYLOAD");

  private static final String DEFAULT_REMEDY = "Read Zoho's words, mend the cause, then replay.";

  private ZohoCodes() {}

  /** Whether the papers say that no repetition and no new token mends this. */
  static boolean isRefusal(String code) {
    return REMEDY.containsKey(code) || NO_REMEDY.contains(code);
  }

  static String remedy(String code, ZohoCall call) {
    String remedy = REMEDY.getOrDefault(code, DEFAULT_REMEDY);
    return remedy.equals(SCOPES) ? CallScopes.remedy(call) : remedy;
  }
}
