package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulated Desk: who may ask, on behalf of which organisation, and what it costs. */
final class Desk {

  static final String AGENT_ID = "900000000000000001";

  private static final Pattern AUTHORIZATION = Pattern.compile("(?:Zoho-oauthtoken|Bearer) (\\S+)");
  private static final int CREDITS_PER_DAY = 100_000;

  private final Settings settings;
  private final Tokens tokens;
  private final DeskRecords records;
  private final AtomicInteger creditsLeft = new AtomicInteger(CREDITS_PER_DAY);
  private final Routes routes = new Routes();

  Desk(Settings settings, Tokens tokens, DeskRecords records, DeskAgent agent) {
    this.settings = settings;
    this.tokens = tokens;
    this.records = records;
    DeskContacts contacts = new DeskContacts(records);
    contacts.addTo(routes);
    new DeskTickets(records, contacts).addTo(routes);
    new DeskThreads(records, agent).addTo(routes);
    new DeskCalls(records).addTo(routes);
    Set<String> basic = Set.of("Desk.basic.READ|Desk.departments.READ");
    routes.add(
        "GET",
        "/organizations",
        Set.of("Desk.basic.READ"),
        Set.of(),
        (request, path) -> Answer.json(200, data(List.of(organization()))));
    routes.add(
        "GET",
        "/departments",
        basic,
        Set.of("from", "limit", "isEnabled", "chatStatus"),
        (request, path) -> DeskRecords.page(departments(), request.query(), 10, 200));
    routes.add(
        "GET",
        "/departments/{id}",
        basic,
        Set.of(),
        (request, path) ->
            departments().stream()
                .filter(department -> department.path("id").asText().equals(path.get("id")))
                .findFirst()
                .map(department -> Answer.json(200, department))
                .orElseThrow(DeskErrors::notFound));
  }

  Answer answer(Request request) {
    synchronized (records) {
      Routes.Match match =
          routes.find(
              request,
              DeskErrors::notFound,
              () -> DeskErrors.refusal(405, "METHOD_NOT_ALLOWED", "This method is not allowed."));
      Tokens.Consent consent = authenticate(request);
      if (!request.path().equals("/organizations")) {
        requireOrganization(request);
      }
      if (!Scopes.suffice(consent.scopes(), match.route().scopes())) {
        throw DeskErrors.refusal(
            403, "SCOPE_MISMATCH", "The OAuth scope of this token is not sufficient.");
      }
      requireKnownQuery(request, match.route().query());
      return match.route().handler().answer(request, match.path());
    }
  }

  /** Adds what every Desk answer carries: the credits this call cost and the credits left. */
  Answer withCredits(Request request, Answer answer) {
    int weight = weight(request);
    return answer
        .with("X-Rate-Limit-Request-Weight-v3", Integer.toString(weight))
        .with("X-Rate-Limit-Remaining-v3", Integer.toString(creditsLeft.addAndGet(-weight)));
  }

  void credits(int left) {
    creditsLeft.set(left);
  }

  void reset() {
    records.clear();
    credits(CREDITS_PER_DAY);
  }

  static ObjectNode agent() {
    return Json.object()
        .put("id", AGENT_ID)
        .put("name", "Max Sandbox")
        .put("firstName", "Max")
        .put("lastName", "Sandbox")
        .put("type", "AGENT")
        .put("email", "max@sandbox.invalid")
        .put("roleName", "Support Agent")
        .putNull("photoURL");
  }

  private Tokens.Consent authenticate(Request request) {
    Matcher header = AUTHORIZATION.matcher(request.header("Authorization"));
    Optional<Tokens.Consent> consent =
        header.matches() ? tokens.accessToken(header.group(1)) : Optional.empty();
    return consent.orElseThrow(() -> new Refusal(DeskErrors.invalidToken(401)));
  }

  private void requireOrganization(Request request) {
    String orgId =
        request.headers().getOrDefault("orgId", request.query().getOrDefault("orgId", ""));
    if (orgId.isEmpty()) {
      throw DeskErrors.refusal(400, "BAD_REQUEST", "The orgId header is missing.");
    }
    if (!orgId.matches("\\d+")) {
      throw DeskErrors.refusal(500, "INTERNAL_SERVER_ERROR", "An internal error occurred.");
    }
    if (!orgId.equals(settings.orgId())) {
      throw DeskErrors.refusal(
          403, "OAUTH_ORG_MISMATCH", "The token does not belong to this organization.");
    }
  }

  private static void requireKnownQuery(Request request, Set<String> known) {
    request.query().keySet().stream()
        .filter(key -> !known.contains(key) && !key.equals("orgId"))
        .findFirst()
        .ifPresent(
            key -> {
              throw DeskErrors.unprocessable("Extra query parameter '" + key + "' is found.");
            });
  }

  private static int weight(Request request) {
    Map<String, String> query = request.query();
    boolean page = request.method().equals("GET") && !request.path().matches(".*/\\d+");
    if (!page || query.containsKey("id")) {
      return 1;
    }
    String from = query.getOrDefault("from", "0");
    int offset = from.matches("\\d{1,9}") ? Integer.parseInt(from) : 0;
    return offset > 100_000
        ? 100
        : offset > 50_000 ? 50 : offset > 10_000 ? 10 : offset > 2_000 ? 5 : 3;
  }

  private ObjectNode organization() {
    return Json.object()
        .put("id", settings.orgId())
        .put("companyName", "Sandbox")
        .put("portalName", settings.screenName())
        .put("edition", "ENTERPRISE")
        .put("isDefault", "true")
        .put("isAdminInOrg", "true")
        .put("isSandboxPortal", "true")
        .put("portalURL", "https://desk.sandbox.invalid")
        .put("timeZone", "UTC");
  }

  private List<ObjectNode> departments() {
    return settings.departments().stream()
        .map(
            department ->
                Json.object()
                    .put("id", department.id())
                    .put("name", department.name())
                    .put("isEnabled", department.enabled())
                    .put("isDefault", department.id().equals(settings.departmentId())))
        .toList();
  }

  private static ObjectNode data(List<ObjectNode> rows) {
    ObjectNode answer = Json.object();
    answer.set("data", Json.array(rows));
    return answer;
  }
}
