package dev.handoff.zoho;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where Zoho is and who we are there, at one moment. Made of the environment's values and of those
 * that were chosen at {@code /setup} (contract section 2); take a new one for every call.
 *
 * @param region picks the three hosts; a host given by its own name wins
 * @param orgId the Desk organisation
 * @param departmentId the default Desk department
 * @param screenName the SalesIQ portal
 * @param appId the SalesIQ brand
 * @param salesiqDepartmentId the SalesIQ department
 */
public record ZohoPlace(
    @Nullable String region,
    @Nullable String accountsUrl,
    @Nullable String deskUrl,
    @Nullable String salesiqUrl,
    @Nullable String orgId,
    @Nullable String departmentId,
    @Nullable String screenName,
    @Nullable String appId,
    @Nullable String salesiqDepartmentId,
    Client ordinary,
    Client organisation) {

  /** An OAuth client; its text form tells nothing. */
  public record Client(@Nullable String id, @Nullable String secret) {

    public Client {
      id = blankToNull(id);
      secret = blankToNull(secret);
    }

    public boolean isComplete() {
      return id != null && secret != null;
    }

    @Override
    public String toString() {
      return "Client[...]";
    }
  }

  public ZohoPlace {
    region = blankToNull(region);
    accountsUrl = blankToNull(accountsUrl);
    deskUrl = blankToNull(deskUrl);
    salesiqUrl = blankToNull(salesiqUrl);
    orgId = blankToNull(orgId);
    departmentId = blankToNull(departmentId);
    screenName = blankToNull(screenName);
    appId = blankToNull(appId);
    salesiqDepartmentId = blankToNull(salesiqDepartmentId);
  }

  /** What the environment alone says. */
  static ZohoPlace of(ZohoProperties zoho) {
    ZohoProperties.SalesIq salesiq = zoho.salesiq();
    return new ZohoPlace(
        zoho.region(),
        zoho.accountsUrl(),
        zoho.deskUrl(),
        zoho.salesiqUrl(),
        zoho.orgId(),
        zoho.departmentId(),
        salesiq.screenName(),
        salesiq.appId(),
        salesiq.departmentId(),
        new Client(zoho.ordinary().clientId(), zoho.ordinary().clientSecret()),
        new Client(zoho.organisation().clientId(), zoho.organisation().clientSecret()));
  }

  /**
   * Base of Zoho Accounts, without a slash at the end.
   *
   * @throws IllegalStateException when neither a region nor the host is known
   */
  public String accounts() {
    return host(accountsUrl, zohoRegion() == null ? null : zohoRegion().accountsUrl());
  }

  /**
   * Base of Desk's API with its {@code /api/v1}, without a slash at the end.
   *
   * @throws IllegalStateException when neither a region with a Desk nor the host is known
   */
  public String desk() {
    String base = host(deskUrl, zohoRegion() == null ? null : zohoRegion().deskUrl());
    return base.endsWith("/api/v1") ? base : base + "/api/v1";
  }

  /**
   * Base of SalesIQ, without a slash at the end.
   *
   * @throws IllegalStateException when neither a region nor the host is known
   */
  public String salesiq() {
    return host(salesiqUrl, zohoRegion() == null ? null : zohoRegion().salesiqUrl());
  }

  /** The client of that credential; the ordinary one where the organisation has none of its own. */
  public Client client(CredentialName credential) {
    return credential == CredentialName.ORGANISATION && organisation.id() != null
        ? organisation
        : ordinary;
  }

  /** Whether Zoho Accounts is asked for tokens of that credential just as from {@code other}. */
  public boolean asksAs(CredentialName credential, ZohoPlace other) {
    return client(credential).equals(other.client(credential))
        && Objects.equals(region, other.region)
        && Objects.equals(accountsUrl, other.accountsUrl);
  }

  /** Contract names of what has to be chosen before anything can be handed over. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    ZohoRegion known = zohoRegion();
    if (known == null && (accountsUrl == null || deskUrl == null || salesiqUrl == null)) {
      missing.add("ZOHO_REGION");
    } else if (deskUrl == null && known != null && known.deskUrl() == null) {
      missing.add("ZOHO_DESK_API_URL");
    }
    require(missing, "ZOHO_CLIENT_ID", ordinary.id());
    require(missing, "ZOHO_CLIENT_SECRET", ordinary.secret());
    require(missing, "ZOHO_ORG_ID", orgId);
    require(missing, "ZOHO_DEPARTMENT_ID", departmentId);
    require(missing, "ZOHO_SALESIQ_SCREEN_NAME", screenName);
    require(missing, "ZOHO_SALESIQ_APP_ID", appId);
    require(missing, "ZOHO_SALESIQ_DEPARTMENT_ID", salesiqDepartmentId);
    return List.copyOf(missing);
  }

  private static void require(List<String> missing, String name, @Nullable String value) {
    if (value == null) {
      missing.add(name);
    }
  }

  /** Whether {@link #accounts} can be told. */
  public boolean knowsAccounts() {
    return accountsUrl != null || zohoRegion() != null;
  }

  /** Whether {@link #desk} can be told. */
  public boolean knowsDesk() {
    ZohoRegion known = zohoRegion();
    return deskUrl != null || (known != null && known.deskUrl() != null);
  }

  /** The region that is known by its name, or null. */
  public @Nullable ZohoRegion zohoRegion() {
    return region == null ? null : ZohoRegion.named(region).orElse(null);
  }

  /** The same place as another organisation would see it. */
  public ZohoPlace withOrgId(@Nullable String other) {
    return new ZohoPlace(
        region,
        accountsUrl,
        deskUrl,
        salesiqUrl,
        other,
        departmentId,
        screenName,
        appId,
        salesiqDepartmentId,
        ordinary,
        organisation);
  }

  /** The same place as another portal would see it. */
  public ZohoPlace withScreenName(@Nullable String other) {
    return new ZohoPlace(
        region,
        accountsUrl,
        deskUrl,
        salesiqUrl,
        orgId,
        departmentId,
        other,
        appId,
        salesiqDepartmentId,
        ordinary,
        organisation);
  }

  private static String host(@Nullable String own, @Nullable String regional) {
    if (own != null) {
      return own.endsWith("/") ? own.substring(0, own.length() - 1) : own;
    }
    if (regional == null) {
      throw new IllegalStateException("no Zoho host: set ZOHO_REGION or the host itself");
    }
    return regional;
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
