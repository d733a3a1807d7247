package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulated SalesIQ: who may ask, for which portal, with which kind of token. */
final class SalesIq {

  private static final int PAGE = 20;

  private static final Pattern AUTHORIZATION = Pattern.compile("(?:Zoho-oauthtoken|Bearer) (\\S+)");

  final SalesIqConversations conversations;
  final SalesIqCallbacks callbacks;
  final SalesIqWebhooks webhooks;
  private final Settings settings;
  private final Tokens tokens;
  private final Supplier<Switches> switches;
  private final SalesIqBodies bodies;
  private final Routes routes = new Routes();

  SalesIq(Settings settings, Ids ids, Tokens tokens, Supplier<Switches> switches) {
    this.settings = settings;
    this.tokens = tokens;
    this.switches = switches;
    this.bodies = new SalesIqBodies(switches);
    this.conversations = new SalesIqConversations(settings, ids);
    this.callbacks = new SalesIqCallbacks(settings.clock(), ids, switches, bodies);
    this.webhooks = new SalesIqWebhooks(settings, ids, bodies);
    addDirectory();
    new SalesIqVisitorApi(settings, switches, bodies, conversations).addTo(routes);
    new SalesIqOperatorApi(bodies, conversations).addTo(routes);
    callbacks.addTo(routes);
    webhooks.addTo(routes);
  }

  Answer answer(Request request) {
    synchronized (conversations) {
      Routes.Match match =
          routes.find(request, () -> bodies.refusal(1006), () -> bodies.refusal(1004));
      Tokens.Consent consent = authenticate(request);
      if (!match
          .path()
          .getOrDefault("portal", settings.screenName())
          .equals(settings.screenName())) {
        throw bodies.refusal(1005);
      }
      if (!Scopes.suffice(consent.scopes(), match.route().scopes())) {
        throw bodies.refusal(1009);
      }
      return match.route().handler().answer(request, match.path());
    }
  }

  void reset() {
    conversations.clear();
    callbacks.clear();
    webhooks.failed.clear();
  }

  private Tokens.Consent authenticate(Request request) {
    Matcher header = AUTHORIZATION.matcher(request.header("Authorization"));
    int status = switches.get().salesiqTokenStatus();
    if (!header.matches()) {
      throw new Refusal(SalesIqErrors.answer(status, 1002));
    }
    boolean visitorApi =
        request.path().startsWith("/api/visitor/") || request.path().startsWith("/visitor/");
    Optional<Tokens.Consent> consent =
        tokens
            .accessToken(header.group(1))
            .filter(given -> !visitorApi || given.kind() == Tokens.Kind.ORGANISATION);
    return consent.orElseThrow(() -> new Refusal(SalesIqErrors.answer(status, 1008)));
  }

  private void addDirectory() {
    Set<String> departments = Set.of("SalesIQ.departments.READ");
    Set<String> apps = Set.of("SalesIQ.Apps.READ");
    add("/api/v2/portals", Set.of("SalesIQ.portals.READ"), () -> List.of(portal()));
    routes.add(
        "GET",
        "/api/v2/{portal}/departments",
        departments,
        Set.of(),
        (request, values) -> SalesIqBodies.success(request, "list", Json.array(page(request))));
    add("/api/v2/{portal}/apps", apps, () -> List.of(app()));
    addOne("/api/v2/{portal}/departments/{id}", departments, "departments", this::departments);
    addOne("/api/v2/{portal}/apps/{id}", apps, "apps", () -> List.of(app()));
  }

  private void add(String path, Set<String> scopes, Supplier<List<ObjectNode>> rows) {
    routes.add(
        "GET",
        path,
        scopes,
        Set.of(),
        (request, values) -> SalesIqBodies.success(request, "list", Json.array(rows.get())));
  }

  private void addOne(
      String path, Set<String> scopes, String object, Supplier<List<ObjectNode>> rows) {
    routes.add(
        "GET",
        path,
        scopes,
        Set.of(),
        (request, values) ->
            rows.get().stream()
                .filter(row -> row.path("id").asText().equals(values.get("id")))
                .findFirst()
                .map(row -> SalesIqBodies.success(request, object, row))
                .orElseThrow(() -> bodies.refusal(1019)));
  }

  /** Twenty at a time, {@code index} counting from 1 (salesiq.md 4.6). */
  private List<ObjectNode> page(Request request) {
    String index = request.query().getOrDefault("index", "1");
    if (!index.matches("[1-9][0-9]{0,5}")) {
      throw bodies.refusal(1011, "param", "index");
    }
    return departments().stream().skip(Integer.parseInt(index) - 1L).limit(PAGE).toList();
  }

  private ObjectNode portal() {
    return Json.object().put("id", settings.orgId()).put("screenname", settings.screenName());
  }

  private ObjectNode app() {
    return Json.object().put("id", settings.appId()).put("name", "Sandbox");
  }

  private List<ObjectNode> departments() {
    return settings.salesiqDepartments().stream()
        .map(
            department ->
                Json.object()
                    .put("id", department.id())
                    .put("name", department.name())
                    .put("display_name", department.name())
                    .put("is_enabled", Boolean.toString(department.enabled()))
                    .put("is_public", "true")
                    .put("is_system_generated", "false"))
        .toList();
  }
}
