package dev.handoff.setup.wizard;

import dev.handoff.relay.catchup.CatchUpProperties;
import dev.handoff.setup.NeededScopes;
import dev.handoff.setup.NeededScopes.NeededScope;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoRegion;
import dev.handoff.zoho.ZohoSetting;
import dev.handoff.zoho.accounts.ZohoChoices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What stands on the page {@code /setup}: how far it is, what is stored, what is to be chosen. */
@Component
final class SetupView {

  private final Consents consents;
  private final Progress progress;
  private final ZohoChoices choices;
  private final ZohoPlaces places;
  private final NeededScopes needed;
  private final @Nullable String publicUrl;

  SetupView(
      Consents consents,
      Progress progress,
      ZohoChoices choices,
      ZohoPlaces places,
      NeededScopes needed,
      CatchUpProperties catchUp) {
    this.consents = consents;
    this.progress = progress;
    this.choices = choices;
    this.places = places;
    this.needed = needed;
    this.publicUrl = catchUp.publicUrl();
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

  /**
   * Fills the page.
   *
   * @param fields what is to be chosen
   * @param inForce whether these show what is in force, and not what somebody only looks at
   */
  void show(List<Field> fields, boolean inForce, String who, Model model) {
    ZohoPlace place = places.now();
    model.addAttribute("toDo", toDo(inForce ? fields : List.of()));
    model.addAttribute("refused", fields.stream().filter(field -> field.wrong() != null).toList());
    model.addAttribute("regions", Arrays.stream(ZohoRegion.values()).map(SetupView::name).toList());
    model.addAttribute("region", place.region() == null ? "" : place.region());
    model.addAttribute("hosts", hosts(place));
    model.addAttribute("console", console(place));
    model.addAttribute("redirectUri", redirectUri());
    model.addAttribute("clients", clients(place));
    model.addAttribute("credentials", credentials(place, who));
    model.addAttribute("fields", fields);
  }

  /** Also what is in force and in none of Zoho's lists, such as what was deleted there since. */
  private List<String> toDo(List<Field> inForce) {
    List<String> toDo = new ArrayList<>(progress.toDo());
    inForce.stream()
        .filter(Field::isUnlisted)
        .map(
            field ->
                field.label()
                    + ": '"
                    + field.value()
                    + "' is not in Zoho's list. Choose one that is.")
        .forEach(toDo::add);
    return toDo;
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

  /** Where Zoho sends the browser back to. */
  String redirectUri() {
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

  private List<Credential> credentials(ZohoPlace place, String who) {
    return List.of(
        credential(CredentialName.ORDINARY, "Ordinary credential", place, who),
        credential(CredentialName.ORGANISATION, "Organisation credential", place, who));
  }

  private Credential credential(CredentialName name, String title, ZohoPlace place, String who) {
    boolean known =
        place.client(name).isComplete()
            && (place.accountsUrl() != null || place.zohoRegion() != null);
    return new Credential(
        name.wireName(),
        title,
        progress.of(name),
        needed.of(name),
        known ? consents.link(name, redirectUri(), who) : null);
  }
}
