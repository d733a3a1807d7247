package dev.handoff.zoho;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the environment says of where Zoho is and who we are there, and how patient we are.
 * Completeness is checked before the start by the setup room; what is in force is asked of {@link
 * ZohoPlaces}.
 *
 * @param region picks the three hosts; a host given by its own name wins
 * @param correlationField API name of a Desk custom field that takes the correlation token
 * @param settle how long a create without a clear answer may take to appear at Zoho
 * @param unclear what to do about such a create
 * @param lookUp how such a create is looked for
 * @param followEnvironment whether a changed environment replaces what is stored; commands leave
 *     that to the gateway
 */
@ConfigurationProperties("handoff.zoho")
public record ZohoProperties(
    @Nullable String region,
    @Nullable String accountsUrl,
    @Nullable String deskUrl,
    @Nullable String salesiqUrl,
    @DefaultValue Credential ordinary,
    @DefaultValue Credential organisation,
    @Nullable String orgId,
    @Nullable String departmentId,
    @Nullable String correlationField,
    @DefaultValue SalesIq salesiq,
    @DefaultValue Tokens tokens,
    @DefaultValue("10s") Duration settle,
    @DefaultValue Unclear unclear,
    @DefaultValue LookUp lookUp,
    @DefaultValue("true") boolean followEnvironment) {

  public ZohoProperties {
    region = blankToNull(region);
    orgId = blankToNull(orgId);
    departmentId = blankToNull(departmentId);
    correlationField = blankToNull(correlationField);
    time("settle", settle, Duration.ZERO);
  }

  /** Longer is not meant, and moments that far away cannot be reckoned. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static void time(String name, Duration value, Duration least) {
    require(
        value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0,
        name,
        value,
        (least.isZero() ? "0s" : "1ms") + " to 1d");
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "handoff.zoho." + name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /** The same with other credentials. */
  public ZohoProperties withCredentials(Credential newOrdinary, Credential newOrganisation) {
    return new ZohoProperties(
        region,
        accountsUrl,
        deskUrl,
        salesiqUrl,
        newOrdinary,
        newOrganisation,
        orgId,
        departmentId,
        correlationField,
        salesiq,
        tokens,
        settle,
        unclear,
        lookUp,
        followEnvironment);
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** An OAuth client with its refresh token. */
  public record Credential(
      @Nullable String clientId, @Nullable String clientSecret, @Nullable String refreshToken) {

    /** Whether anything of it is set. */
    public boolean isConfigured() {
      return present(clientId) || present(refreshToken);
    }

    @Override
    public String toString() {
      return "Credential[...]";
    }
  }

  /**
   * The SalesIQ portal.
   *
   * @param questionLimit longest {@code question} sent with a conversation, in characters
   * @param visitorPath prefix of the visitor API
   * @param closeMethod HTTP method of close; the sheet could not confirm it (salesiq.md 4.5)
   * @param callbackMethod HTTP method of both callbacks, likewise (salesiq.md 6)
   */
  public record SalesIq(
      @Nullable String screenName,
      @Nullable String appId,
      @Nullable String departmentId,
      @DefaultValue("8000") int questionLimit,
      @DefaultValue("/api/visitor/v1") String visitorPath,
      @DefaultValue("POST") String closeMethod,
      @DefaultValue("POST") String callbackMethod) {

    public SalesIq {
      require(
          questionLimit >= 1 && questionLimit <= 100_000,
          "salesiq.question-limit",
          questionLimit,
          "1 to 100000");
      require(
          visitorPath.startsWith("/"), "salesiq.visitor-path", visitorPath, "a path after a slash");
      method("salesiq.close-method", closeMethod);
      method("salesiq.callback-method", callbackMethod);
    }

    private static void method(String name, String value) {
      require(value.matches("POST|PUT"), name, value, "POST or PUT");
    }
  }

  /**
   * How access tokens are kept fresh (oauth.md section 7).
   *
   * @param refreshEarly how long before its end a token is replaced
   * @param jitter spread of that moment
   * @param budget refreshes within ten minutes that the gateway allows itself; Zoho blocks at 10
   * @param lease how long one node may take for a refresh before another may try
   * @param patience how long a caller waits for another caller's refresh
   * @param firstLook how often it is looked whether a credential that is new to this node still
   *     needs its first token; zero leaves that to the first call
   */
  public record Tokens(
      @DefaultValue("5m") Duration refreshEarly,
      @DefaultValue("60s") Duration jitter,
      @DefaultValue("9") int budget,
      @DefaultValue("30s") Duration lease,
      @DefaultValue("15s") Duration patience,
      @DefaultValue("2s") Duration firstLook) {

    public Tokens {
      time("tokens.refresh-early", refreshEarly, Duration.ZERO);
      time("tokens.jitter", jitter, Duration.ZERO);
      require(budget >= 1, "tokens.budget", budget, "1 or more");
      time("tokens.lease", lease, Duration.ofMillis(1));
      time("tokens.patience", patience, Duration.ZERO);
      time("tokens.first-look", firstLook, Duration.ZERO);
    }
  }

  /**
   * How a create without a clear answer is looked for.
   *
   * @param clocks by how much Zoho's clock may differ from ours
   * @param mostPages pages of a list that are read at most
   * @param searchLag after so long a search is believed where the list has more pages than that
   *     (desk.md 13: up to a few minutes)
   */
  public record LookUp(
      @DefaultValue("10m") Duration clocks,
      @DefaultValue("50") int mostPages,
      @DefaultValue("5m") Duration searchLag) {

    public LookUp {
      time("look-up.clocks", clocks, Duration.ZERO);
      require(mostPages >= 1 && mostPages <= 10_000, "look-up.most-pages", mostPages, "1 to 10000");
      time("look-up.search-lag", searchLag, Duration.ZERO);
    }
  }

  /** What to do about a create without a clear answer. */
  public enum UnclearPolicy {
    /** Look for it, repeat it only when it is certainly not there, else leave it to a person. */
    LOOK,
    /** Leave it to a person at once. */
    PARK,
    /** Send it again without looking; there may be two of it then. */
    REPEAT
  }

  /** What to do about a create without a clear answer, by what was to be created. */
  public record Unclear(
      @DefaultValue("look") UnclearPolicy contact,
      @DefaultValue("look") UnclearPolicy ticket,
      @DefaultValue("look") UnclearPolicy call,
      @DefaultValue("look") UnclearPolicy conversation,
      @DefaultValue("look") UnclearPolicy comment,
      @DefaultValue("look") UnclearPolicy message) {

    /**
     * @param what {@code contact}, {@code ticket} and so on
     */
    public UnclearPolicy of(String what) {
      return switch (what) {
        case "contact" -> contact;
        case "ticket" -> ticket;
        case "call" -> call;
        case "conversation" -> conversation;
        case "comment", "ticketWords" -> comment;
        case "message", "chatWords", "chatFile" -> message;
        default -> throw new IllegalArgumentException("what: " + what);
      };
    }
  }

  private static boolean present(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}
