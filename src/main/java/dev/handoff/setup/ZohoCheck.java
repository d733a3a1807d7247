package dev.handoff.setup;

import dev.handoff.zoho.ZohoRegion;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether Zoho can be found and who we are there. A missing refresh token is no problem yet. */
final class ZohoCheck {

  private static final String ACCOUNTS = "ZOHO_ACCOUNTS_URL";
  private static final String DESK = "ZOHO_DESK_API_URL";
  private static final String SALESIQ = "ZOHO_SALESIQ_API_URL";
  private static final String CONSOLE =
      "Create a server-based client at https://api-console.zoho.com"
          + " (the console of your region) and copy it from there.";

  private final Given given;
  private final boolean strict;

  /**
   * @param strict whether all that is needed has to be there
   */
  ZohoCheck(Given given, boolean strict) {
    this.given = given;
    this.strict = strict;
  }

  void check() {
    hosts();
    require("ZOHO_CLIENT_ID", "the client id of the ordinary credential", CONSOLE);
    require("ZOHO_CLIENT_SECRET", "the client secret of the ordinary credential", CONSOLE);
    organisation();
    digits(
        "ZOHO_ORG_ID",
        "the digits of the Desk organisation",
        "See Desk, Setup, Developer space, API.");
    digits(
        "ZOHO_DEPARTMENT_ID",
        "the digits of the default Desk department",
        "They end the address of the department in Desk, Setup, Departments.");
    word(
        "ZOHO_SALESIQ_SCREEN_NAME",
        "the screen name of the SalesIQ portal",
        "It follows the host in the address of your SalesIQ: https://salesiq.zoho.com/<screen name>.");
    word(
        "ZOHO_SALESIQ_APP_ID",
        "the id of the SalesIQ brand",
        "It ends the address of the brand in SalesIQ, Settings, Brands.");
    word(
        "ZOHO_SALESIQ_DEPARTMENT_ID",
        "the id of the SalesIQ department",
        "It ends the address of the department in SalesIQ, Settings, Departments.");
    correlation();
  }

  private @Nullable String require(String name, String expected, String remedy) {
    return strict ? given.require(name, expected, remedy) : given.value(name);
  }

  private void hosts() {
    String name = given.value("ZOHO_REGION");
    Optional<ZohoRegion> region = Optional.ofNullable(name).flatMap(ZohoRegion::named);
    if (name != null && region.isEmpty()) {
      given.note(
          "ZOHO_REGION",
          Given.shown("ZOHO_REGION", name),
          "one of " + ZohoRegion.names(),
          "Take the one that matches the address you see in Zoho: zoho.com is us, zoho.eu is eu.");
    } else if (strict) {
      missingHosts(name, region.map(ZohoRegion::deskUrl).isPresent());
    }
    Stream.of(ACCOUNTS, DESK, SALESIQ).forEach(this::address);
  }

  private void missingHosts(@Nullable String name, boolean hasDesk) {
    if (name == null && Stream.of(ACCOUNTS, DESK, SALESIQ).noneMatch(given::has)) {
      given.note(
          "ZOHO_REGION",
          Problem.NOT_SET,
          "one of " + ZohoRegion.names(),
          "Set it, or all of " + ACCOUNTS + ", " + DESK + " and " + SALESIQ + ".");
    } else if (name == null) {
      Stream.of(ACCOUNTS, DESK, SALESIQ)
          .forEach(
              host ->
                  given.require(
                      host, "a host, since ZOHO_REGION is not set either", "Set one of both."));
    } else if (!hasDesk) {
      given.require(
          DESK,
          "https://<host>/api/v1, since no Desk host is published for " + name,
          "Ask Zoho's support for the API host of your Desk.");
    }
  }

  private void address(String name) {
    String value = given.value(name);
    if (value != null && !Addresses.isHttp(value)) {
      given.note(
          name,
          Given.shown(name, value),
          "an address such as https://accounts.zoho.eu, without login, query and fragment",
          "Correct it, or set ZOHO_REGION instead.");
    }
  }

  /** Either the whole second client or none of it. */
  private void organisation() {
    if (Stream.of("CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN")
        .anyMatch(part -> given.has("ZOHO_SALESIQ_" + part))) {
      String remedy =
          "Set both ZOHO_SALESIQ_CLIENT_ID and ZOHO_SALESIQ_CLIENT_SECRET, or no"
              + " ZOHO_SALESIQ_CLIENT_ID, _CLIENT_SECRET and _REFRESH_TOKEN at all to use the"
              + " ordinary credential.";
      require("ZOHO_SALESIQ_CLIENT_ID", "the organisation credential, whole", remedy);
      require("ZOHO_SALESIQ_CLIENT_SECRET", "the organisation credential, whole", remedy);
    }
  }

  private void digits(String name, String expected, String remedy) {
    refuseUnless("[0-9]+", name, require(name, expected, remedy), expected, remedy);
  }

  private void word(String name, String expected, String remedy) {
    refuseUnless("[^\\s/]+", name, require(name, expected, remedy), expected, remedy);
  }

  private void correlation() {
    String name = "ZOHO_DESK_CORRELATION_FIELD";
    refuseUnless(
        "cf_\\w+",
        name,
        given.value(name),
        "the API name of a custom field, which begins with cf_",
        "See Desk, Setup, Layouts and Fields; or leave it out.");
  }

  private void refuseUnless(
      String pattern, String name, @Nullable String value, String expected, String remedy) {
    if (value != null && !value.matches(pattern)) {
      given.note(name, Given.shown(name, value), expected, remedy);
    }
  }
}
