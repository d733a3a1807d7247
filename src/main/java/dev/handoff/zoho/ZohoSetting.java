package dev.handoff.zoho;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What may be chosen at {@code /setup}, under the names of the contract (section 2). */
public enum ZohoSetting {
  ZOHO_REGION("[a-z]{2}", ZohoProperties::region),
  ZOHO_ORG_ID("[0-9]{1,20}", ZohoProperties::orgId),
  ZOHO_DEPARTMENT_ID("[0-9]{1,20}", ZohoProperties::departmentId),
  ZOHO_SALESIQ_SCREEN_NAME("[\\w.-]{1,100}", zoho -> zoho.salesiq().screenName()),
  ZOHO_SALESIQ_APP_ID("[\\w.-]{1,64}", zoho -> zoho.salesiq().appId()),
  ZOHO_SALESIQ_DEPARTMENT_ID("[\\w.-]{1,64}", zoho -> zoho.salesiq().departmentId()),
  ZOHO_CLIENT_ID("[!-~]{1,200}", zoho -> zoho.ordinary().clientId()),
  ZOHO_CLIENT_SECRET("[!-~]{1,200}", zoho -> zoho.ordinary().clientSecret()),
  ZOHO_SALESIQ_CLIENT_ID("[!-~]{1,200}", zoho -> zoho.organisation().clientId()),
  ZOHO_SALESIQ_CLIENT_SECRET("[!-~]{1,200}", zoho -> zoho.organisation().clientSecret());

  private final String pattern;
  private final Function<ZohoProperties, @Nullable String> environment;

  ZohoSetting(String pattern, Function<ZohoProperties, @Nullable String> environment) {
    this.pattern = pattern;
    this.environment = environment;
  }

  /** Whether it is kept encrypted and never shown. */
  public boolean isSecret() {
    return name().endsWith("_SECRET");
  }

  /** Whether a value could be one of these at all. */
  public boolean accepts(String value) {
    return value.matches(pattern) && (this != ZOHO_REGION || ZohoRegion.named(value).isPresent());
  }

  /** What the environment says; null when it says nothing. */
  public @Nullable String inEnvironment(ZohoProperties zoho) {
    String value = environment.apply(zoho);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
