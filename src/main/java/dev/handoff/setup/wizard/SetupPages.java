package dev.handoff.setup.wizard;

import dev.handoff.setup.doctor.Doctor;
import dev.handoff.zoho.ZohoSetting;
import dev.handoff.zoho.accounts.ZohoChoices;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

  private static final String PAGE = "setup/page";

  private final Consents consents;
  private final ChoiceFields fields;
  private final ChoiceCheck check;
  private final ZohoChoices choices;
  private final SetupView view;
  private final Doctor doctor;
  private final boolean sandbox;

  SetupPages(
      Consents consents,
      ChoiceFields fields,
      ChoiceCheck check,
      ZohoChoices choices,
      SetupView view,
      Doctor doctor,
      Environment environment) {
    this.consents = consents;
    this.fields = fields;
    this.check = check;
    this.choices = choices;
    this.view = view;
    this.doctor = doctor;
    this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
  }

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
      @RequestParam(required = false) @Nullable String unchecked,
      @RequestParam(name = "organisation", required = false) @Nullable String orgId,
      @RequestParam(name = "portal", required = false) @Nullable String screenName,
      Principal who,
      Model model) {
    choices.catchUp();
    boolean inForce = orgId == null && screenName == null;
    model.addAttribute("done", told(done, unchecked));
    view.show(fields.read(orgId, screenName), inForce, who.getName(), model);
    return PAGE;
  }

  private static @Nullable String told(@Nullable String done, @Nullable String unchecked) {
    return switch (String.valueOf(done)) {
      case "connection" -> "Region and clients are stored.";
      case "choices" -> "Stored. All nodes use it within a few seconds." + unchecked(unchecked);
      case "ordinary", "organisation" -> "The " + done + " credential is authorised.";
      default -> null;
    };
  }

  private static String unchecked(@Nullable String names) {
    List<String> known =
        Arrays.stream(ZohoSetting.values())
            .map(ZohoSetting::name)
            .filter(name -> names != null && List.of(names.split(",")).contains(name))
            .toList();
    return known.isEmpty()
        ? ""
        : " Not checked, since Zoho's list cannot be read now: " + String.join(", ", known) + ".";
  }

  @PostMapping("/connection")
  Object connection(
      @RequestParam Map<String, String> form, Principal who, Model model, HttpServletResponse out) {
    Map<ZohoSetting, String> values = values(form);
    dropOrKeep(values, ZohoSetting.ZOHO_CLIENT_ID, ZohoSetting.ZOHO_CLIENT_SECRET);
    dropOrKeep(values, ZohoSetting.ZOHO_SALESIQ_CLIENT_ID, ZohoSetting.ZOHO_SALESIQ_CLIENT_SECRET);
    Optional<Refusal> refusal = refusal(values);
    if (refusal.isPresent()) {
      return refuse(refusal.get(), model, out);
    }
    choices.choose(values, who.getName());
    return seeOther("/setup?done=connection");
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
    Map<ZohoSetting, String> values = values(form);
    Optional<Refusal> refusal = refusal(values);
    if (refusal.isPresent()) {
      return refuse(refusal.get(), model, out);
    }
    choices.catchUp();
    ChoiceCheck.Judged judged = check.judge(values);
    if (judged.isRefused()) {
      out.setStatus(HttpStatus.BAD_REQUEST.value());
      view.show(judged.fields(), false, who.getName(), model);
      return PAGE;
    }
    choices.choose(values, who.getName());
    String unchecked =
        judged.unchecked().stream()
            .map(field -> field.name().name())
            .collect(Collectors.joining(","));
    return seeOther("/setup?done=choices" + (unchecked.isEmpty() ? "" : "&unchecked=" + unchecked));
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

  /** Why these cannot be stored, whatever Zoho's lists hold. */
  private static Optional<Refusal> refusal(Map<ZohoSetting, String> values) {
    List<String> wrong =
        values.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .filter(entry -> !entry.getKey().accepts(entry.getValue()))
            .map(entry -> entry.getKey().name())
            .toList();
    return wrong.isEmpty() && !values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Refusal.wrong(
                "Not stored",
                wrong.isEmpty()
                    ? "The form held nothing that can be stored."
                    : "These cannot be right: " + String.join(", ", wrong) + ".",
                "Nothing was stored. Go back and correct them."));
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
