package dev.handoff.setup;

import dev.handoff.relay.catchup.CatchUpProperties;
import dev.handoff.setup.NeededScopes.NeededScope;
import dev.handoff.setup.wizard.ChoiceFields;
import dev.handoff.setup.wizard.Consents;
import dev.handoff.setup.wizard.Field;
import dev.handoff.setup.wizard.Progress;
import dev.handoff.setup.wizard.Refusal;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoRegion;
import dev.handoff.zoho.ZohoSetting;
import dev.handoff.zoho.accounts.ZohoChoices;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import picocli.CommandLine.ParameterException;

/** The steps of the command {@code setup}, in their order. */
final class SetupTalk {

  private final SetupCommand given;
  private final Talk talk;
  private final ZohoPlaces places;
  private final ZohoChoices choices;
  private final Consents consents;
  private final ChoiceFields fields;
  private final Progress progress;
  private final NeededScopes needed;
  private final String redirectUri;
  private final String who = "command line: " + System.getProperty("user.name");

  SetupTalk(SetupCommand given, ApplicationContext gateway, Talk talk) {
    this.given = given;
    this.talk = talk;
    this.places = gateway.getBean(ZohoPlaces.class);
    this.choices = gateway.getBean(ZohoChoices.class);
    this.consents = gateway.getBean(Consents.class);
    this.fields = gateway.getBean(ChoiceFields.class);
    this.progress = gateway.getBean(Progress.class);
    this.needed = gateway.getBean(NeededScopes.class);
    String base = gateway.getBean(CatchUpProperties.class).publicUrl();
    this.redirectUri =
        given.redirectUri != null
            ? given.redirectUri
            : (base == null ? "http://localhost:8080" : base) + "/setup/callback";
  }

  /** Gives whether all is ready. */
  boolean run() {
    region();
    for (CredentialName credential : CredentialName.values()) {
      if ((given.only == null || given.only == credential) && !authorised(credential)) {
        return false;
      }
    }
    if (progress.of(CredentialName.ORDINARY).authorised()) {
      where();
    }
    List<String> toDo = progress.toDo();
    talk.say(toDo.isEmpty() ? "Ready." : "Not ready yet:");
    toDo.forEach(step -> talk.say("  - " + step));
    return toDo.isEmpty();
  }

  private void region() {
    ZohoPlace place = places.now();
    String asked = given.region;
    if (asked == null && place.zohoRegion() == null && place.accountsUrl() == null) {
      asked = talk.ask("Region (one of " + ZohoRegion.names() + ")", "");
    }
    if (asked != null) {
      store(Map.of(ZohoSetting.ZOHO_REGION, asked));
    }
  }

  private void store(Map<ZohoSetting, String> values) {
    try {
      choices.choose(values, who);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(given.commandLine(), String.valueOf(wrong.getMessage()));
    }
  }

  /** False when the consent was refused, which was said. */
  private boolean authorised(CredentialName credential) {
    boolean asked = isMeant(credential) && (given.only != null || isClientGiven());
    if (!asked && progress.of(credential).ready()) {
      return true;
    }
    talk.say("");
    talk.say("The " + credential.wireName() + " credential:");
    client(credential);
    talk.say("What the gateway needs, and what for:");
    for (NeededScope scope : needed.of(credential)) {
      talk.say("  %-32s to %s".formatted(scope.name(), scope.reason()));
    }
    Consents.Result result = given.selfClient ? selfClient(credential) : redirect(credential);
    if (result instanceof Consents.Result.Refused refused) {
      talk.say(refused.why().title() + ". " + refused.why().why());
      talk.say(refused.why().remedy());
      return false;
    }
    talk.say("Authorised.");
    return true;
  }

  /** Which credential the options of the client are for. */
  private boolean isMeant(CredentialName credential) {
    return credential == (given.only == null ? CredentialName.ORDINARY : given.only);
  }

  private boolean isClientGiven() {
    return given.clientId != null || given.clientSecret != null;
  }

  private void client(CredentialName credential) {
    boolean ordinary = credential == CredentialName.ORDINARY;
    ZohoSetting id = ordinary ? ZohoSetting.ZOHO_CLIENT_ID : ZohoSetting.ZOHO_SALESIQ_CLIENT_ID;
    ZohoSetting secret =
        ordinary ? ZohoSetting.ZOHO_CLIENT_SECRET : ZohoSetting.ZOHO_SALESIQ_CLIENT_SECRET;
    ZohoPlace place = places.now();
    ZohoPlace.Client known = ordinary ? place.ordinary() : place.organisation();
    Map<ZohoSetting, String> values = new EnumMap<>(ZohoSetting.class);
    boolean meant = isMeant(credential);
    if (meant && given.clientId != null) {
      values.put(id, given.clientId);
    } else if (known.id() == null) {
      values.put(id, talk.ask("Client id", ""));
    }
    if (meant && given.clientSecret != null) {
      values.put(secret, given.clientSecret);
    } else if (known.secret() == null || values.containsKey(id)) {
      values.put(secret, talk.askSecret("Client secret"));
    }
    if (!values.isEmpty()) {
      store(values);
    }
  }

  private Consents.Result selfClient(CredentialName credential) {
    talk.say("Make a code at the API console, Self Client, Generate Code, with this scope:");
    talk.say(String.join(",", needed.names(credential)));
    return consents.complete(credential, talk.askSecret("Code"), null, who);
  }

  private Consents.Result redirect(CredentialName credential) {
    talk.say("Register " + redirectUri + " as redirect address, then open and accept:");
    talk.say(consents.link(credential, redirectUri, who));
    String pasted = talk.askSecret("The address that the browser was sent to, or its code");
    if (!pasted.contains("://")) {
      return consents.complete(credential, pasted, redirectUri, who);
    }
    Consents.Callback back = callback(pasted);
    return back == null
        ? new Consents.Result.Refused(Refusal.NO_ADDRESS)
        : consents.complete(back, who);
  }

  /** Null when that is no address; its text may hold the code. */
  private static Consents.@Nullable Callback callback(String pasted) {
    try {
      MultiValueMap<String, String> query =
          UriComponentsBuilder.fromUri(URI.create(pasted)).build().getQueryParams();
      return new Consents.Callback(
          decoded(query, "state"),
          decoded(query, "code"),
          decoded(query, "error"),
          decoded(query, "location"),
          decoded(query, "accounts-server"));
    } catch (IllegalArgumentException noAddress) {
      return null;
    }
  }

  private static @Nullable String decoded(MultiValueMap<String, String> query, String name) {
    String value = query.getFirst(name);
    return value == null ? null : URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  /** Organisation and portal first: the other lists are theirs. */
  private void where() {
    Map<ZohoSetting, String> values = new EnumMap<>(ZohoSetting.class);
    List<Field> all = fields.read(given.orgId, given.screenName);
    choose(all.get(0), "--organisation", given.orgId, values);
    choose(all.get(2), "--portal", given.screenName, values);
    all =
        fields.read(
            values.get(ZohoSetting.ZOHO_ORG_ID), values.get(ZohoSetting.ZOHO_SALESIQ_SCREEN_NAME));
    choose(all.get(1), "--department", given.departmentId, values);
    choose(all.get(3), "--brand", given.appId, values);
    choose(all.get(4), "--salesiq-department", given.salesiqDepartmentId, values);
    store(values);
  }

  private void choose(
      Field field, String name, @Nullable String option, Map<ZohoSetting, String> values) {
    values.put(field.name(), option != null ? listed(field, name, option.strip()) : pick(field));
  }

  /** The value of an option, when nothing that is known now is against it. */
  private String listed(Field field, String name, String value) {
    if (field.withValue(value).isUnlisted()) {
      talk.say(field.label() + ", as Zoho lists it:");
      field.options().forEach(one -> talk.say("  %s (%s)".formatted(one.id(), one.label())));
      throw new ParameterException(
          given.commandLine(),
          "%s: '%s' is not in Zoho's list; of where handoffs go nothing was stored."
              .formatted(name, value));
    }
    if (!field.isListed()) {
      talk.say(field.label() + ": " + value + " is not checked. " + field.problem());
    }
    return value;
  }

  private String pick(Field field) {
    talk.say("");
    talk.say(field.label() + ":");
    List<Field.Option> options = field.options();
    for (int i = 0; i < options.size(); i++) {
      talk.say("  %2d  %s (%s)".formatted(i + 1, options.get(i).label(), options.get(i).id()));
    }
    if (field.problem() != null) {
      talk.say("  " + field.problem() + " " + field.where());
    }
    Field asked = field;
    while (true) {
      if (asked.isUnlisted()) {
        talk.say("  '" + asked.value() + "' is not in the list.");
      }
      String answer =
          talk.ask(
              options.isEmpty() ? "Value" : "Number, or value",
              field.isUnlisted() ? "" : field.value());
      asked = field.withValue(meant(answer, options));
      if (!asked.isUnlisted()) {
        return asked.value();
      }
    }
  }

  /** The option of that number, else the answer itself. */
  private static String meant(String answer, List<Field.Option> options) {
    int number = answer.matches("[0-9]{1,4}") ? Integer.parseInt(answer) : 0;
    return number >= 1 && number <= options.size() ? options.get(number - 1).id() : answer;
  }
}
