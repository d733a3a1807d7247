package dev.handoff.setup.wizard;

import dev.handoff.relay.catchup.CatchUpProperties;
import dev.handoff.setup.NeededScopes;
import dev.handoff.setup.NeededScopes.NeededScope;
import dev.handoff.setup.doctor.Doctor;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoRegion;
import dev.handoff.zoho.ZohoSetting;
import dev.handoff.zoho.accounts.ZohoChoices;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The pages at {@code /setup}, behind the operators' login. They work without a script and send no
 * referrer; secrets go in and never come out.
 */
@Controller
@RequestMapping("/setup")
final class SetupPages {

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private final Consents consents;
  private final Progress progress;
  private final ChoiceFields fields;
  private final ZohoChoices choices;
  private final ZohoPlaces places;
  private final NeededScopes needed;
  private final Doctor doctor;
  private final @Nullable String publicUrl;
  private final boolean sandbox;

  SetupPages(
      Consents consents,
      Progress progress,
      ChoiceFields fields,
      ZohoChoices choices,
      ZohoPlaces places,
      NeededScopes needed,
      Doctor doctor,
      CatchUpProperties catchUp,
      Environment environment) {
    this.consents = consents;
    this.progress = progress;
    this.fields = fields;
    this.choices = choices;
    this.places = places;
    this.needed = needed;
    this.doctor = doctor;
    this.publicUrl = catchUp.publicUrl();
    this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
  }

  /** One credential on the page. */
  record Credential(
      String name,
      String title,
      Progress.Standing standing,
      List<NeededScope> scopes,
      @Nullable String link) {}

  /** One client on the page; an id or secret of the environment is not asked for. */
  record Client(
      String title,
      ZohoSetting idName,
      ZohoSetting secretName,
      @Nullable String id,
      boolean hasSecret,
      boolean idInEnvironment,
      boolean secretInEnvironment) {}

  @ModelAttribute
  void onEveryPage(HttpServletResponse response, Model model) {
    model.addAttribute("sandbox", sandbox);
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
  }

  @GetMapping
  String page(
      @RequestParam(required = false) @Nullable String done,
      @RequestParam(name = "organisation", required = false) @Nullable String orgId,
      @RequestParam(name = "portal", required = false) @Nullable String screenName,
      Principal who,
      Model model) {
    choices.catchUp();
    ZohoPlace place = places.now();
    model.addAttribute("done", told(done));
    model.addAttribute("toDo", progress.toDo());
    model.addAttribute(
        "regions", Arrays.stream(ZohoRegion.values()).map(SetupPages::name).toList());
    model.addAttribute("region", place.region() == null ? "" : place.region());
    model.addAttribute("hosts", hosts(place));
    model.addAttribute("console", console(place));
    model.addAttribute("redirectUri", redirectUri());
    model.addAttribute("clients", clients(place));
    model.addAttribute("credentials", credentials(place, who));
    model.addAttribute("fields", fields.read(orgId, screenName));
    return "setup/page";
  }

  private static @Nullable String told(@Nullable String done) {
    return switch (String.valueOf(done)) {
      case "connection" -> "Region and clients are stored.";
      case "choices" -> "Stored. All nodes use it within a few seconds.";
      case "ordinary", "organisation" -> "The " + done + " credential is authorised.";
      default -> null;
    };
  }

  private static String name(ZohoRegion region) {
    return region.name().toLowerCase(Locale.ROOT);
  }

  /** Hosts of the environment; the region changes them no more. */
  private static List<String> hosts(ZohoPlace place) {
    List<String> own = new ArrayList<>();
    addIfSet(own, "ZOHO_ACCOUNTS_URL", place.accountsUrl());
    addIfSet(own, "ZOHO_DESK_API_URL", place.deskUrl());
    addIfSet(own, "ZOHO_SALESIQ_API_URL", place.salesiqUrl());
    return own;
  }

  private static void addIfSet(List<String> own, String name, @Nullable String value) {
    if (value != null) {
      own.add(name + " = " + value);
    }
  }

  /** None where Zoho is not Zoho's own. */
  private static @Nullable String console(ZohoPlace place) {
    ZohoRegion region = place.zohoRegion();
    if (region == null && place.accountsUrl() != null) {
      return null;
    }
    return (region == null ? ZohoRegion.US : region).consoleUrl();
  }

  private String redirectUri() {
    String base =
        publicUrl == null
            ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
            : publicUrl;
    return base + "/setup/callback";
  }

  private List<Client> clients(ZohoPlace place) {
    return List.of(
        client(
            "Ordinary client: Desk and SalesIQ",
            ZohoSetting.ZOHO_CLIENT_ID,
            ZohoSetting.ZOHO_CLIENT_SECRET,
            place.ordinary()),
        client(
            "Organisation client: SalesIQ's visitor API",
            ZohoSetting.ZOHO_SALESIQ_CLIENT_ID,
            ZohoSetting.ZOHO_SALESIQ_CLIENT_SECRET,
            place.organisation()));
  }

  private Client client(
      String title, ZohoSetting idName, ZohoSetting secretName, ZohoPlace.Client client) {
    return new Client(
        title,
        idName,
        secretName,
        client.id(),
        client.secret() != null,
        choices.isInEnvironment(idName),
        choices.isInEnvironment(secretName));
  }

  private List<Credential> credentials(ZohoPlace place, Principal who) {
    return List.of(
        credential(CredentialName.ORDINARY, "Ordinary credential", place, who),
        credential(CredentialName.ORGANISATION, "Organisation credential", place, who));
  }

  private Credential credential(CredentialName name, String title, ZohoPlace place, Principal who) {
    boolean known =
        place.client(name).isComplete()
            && (place.accountsUrl() != null || place.zohoRegion() != null);
    return new Credential(
        name.wireName(),
        title,
        progress.of(name),
        needed.of(name),
        known ? consents.link(name, redirectUri(), who.getName()) : null);
  }

  @PostMapping("/connection")
  Object connection(
      @RequestParam Map<String, String> form, Principal who, Model model, HttpServletResponse out) {
    Map<ZohoSetting, String> values = values(form);
    dropOrKeep(values, ZohoSetting.ZOHO_CLIENT_ID, ZohoSetting.ZOHO_CLIENT_SECRET);
    dropOrKeep(values, ZohoSetting.ZOHO_SALESIQ_CLIENT_ID, ZohoSetting.ZOHO_SALESIQ_CLIENT_SECRET);
    return store(values, "connection", who, model, out);
  }

  /** An empty secret means the stored one, unless the client is to go. */
  private static void dropOrKeep(
      Map<ZohoSetting, String> values, ZohoSetting id, ZohoSetting secret) {
    String given = values.get(secret);
    if (given != null && given.isBlank() && !String.valueOf(values.get(id)).isBlank()) {
      values.remove(secret);
    }
  }

  @PostMapping("/choices")
  Object choices(
      @RequestParam Map<String, String> form, Principal who, Model model, HttpServletResponse out) {
    if (form.containsKey("look")) {
      return seeOther(
          "/setup?organisation="
              + encode(form.getOrDefault("ZOHO_ORG_ID", ""))
              + "&portal="
              + encode(form.getOrDefault("ZOHO_SALESIQ_SCREEN_NAME", ""))
              + "#choices");
    }
    return store(values(form), "choices", who, model, out);
  }

  private static Map<ZohoSetting, String> values(Map<String, String> form) {
    Map<ZohoSetting, String> values = new EnumMap<>(ZohoSetting.class);
    for (ZohoSetting name : ZohoSetting.values()) {
      String value = form.get(name.name());
      if (value != null) {
        values.put(name, value.strip());
      }
    }
    return values;
  }

  private Object store(
      Map<ZohoSetting, String> values,
      String what,
      Principal who,
      Model model,
      HttpServletResponse out) {
    List<String> wrong =
        values.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .filter(entry -> !entry.getKey().accepts(entry.getValue()))
            .map(entry -> entry.getKey().name())
            .toList();
    if (!wrong.isEmpty() || values.isEmpty()) {
      return refuse(
          Refusal.wrong(
              "Not stored",
              wrong.isEmpty()
                  ? "The form held nothing that can be stored."
                  : "These cannot be right: " + String.join(", ", wrong) + ".",
              "Nothing was stored. Go back and correct them."),
          model,
          out);
    }
    choices.choose(values, who.getName());
    return seeOther("/setup?done=" + what);
  }

  /** What Zoho's consent page leads to; the address holds the code, and is left at once. */
  @GetMapping("/callback")
  Object callback(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String error,
      @RequestParam(required = false) @Nullable String location,
      @RequestParam(name = "accounts-server", required = false) @Nullable String server,
      Principal who,
      Model model,
      HttpServletResponse out) {
    Consents.Result result =
        consents.complete(
            new Consents.Callback(state, code, error, location, server), who.getName());
    if (result instanceof Consents.Result.Authorised authorised) {
      return seeOther("/setup?done=" + authorised.credential().wireName());
    }
    return refuse(((Consents.Result.Refused) result).why(), model, out);
  }

  private static String refuse(Refusal why, Model model, HttpServletResponse out) {
    out.setStatus((why.theirs() ? HttpStatus.BAD_REQUEST : HttpStatus.BAD_GATEWAY).value());
    model.addAttribute("why", why);
    return "setup/refused";
  }

  /** Looks at everything, which may take half a minute. */
  @GetMapping("/check")
  String check(Model model) {
    model.addAttribute("report", doctor.run());
    return "setup/check";
  }

  @GetMapping("/setup.css")
  ResponseEntity<Resource> style() {
    return ResponseEntity.ok()
        .header("Content-Type", "text/css;charset=UTF-8")
        .body(new ClassPathResource("setup/setup.css"));
  }

  private static ResponseEntity<Void> seeOther(String address) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(address)).build();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
