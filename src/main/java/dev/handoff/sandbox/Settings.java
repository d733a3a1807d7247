package dev.handoff.sandbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Who the simulated Zoho is: its organisation, its departments, its SalesIQ brand and the two
 * credentials it knows.
 *
 * <p>{@link #defaults()} behaves like Zoho (the search index lags by five seconds); {@link
 * #forTests()} has no lag. All secrets are invented and protect nothing.
 *
 * @param port the loopback port to listen on; 0 takes a free one
 * @param orgId the Desk organisation; tokens are bound to it
 * @param searchDelay how long a Desk write stays invisible to the searches
 * @param tokenLife how long an access token lives
 * @param seed what faults with a probability are drawn from
 */
public record Settings(
    int port,
    String orgId,
    List<Department> departments,
    String screenName,
    String appId,
    List<Department> salesiqDepartments,
    Credential ordinary,
    Credential organisation,
    Duration searchDelay,
    Duration tokenLife,
    InstantSource clock,
    long seed) {

  /** A department of Desk or of SalesIQ; one that is not enabled is listed and takes no work. */
  public record Department(String id, String name, boolean enabled) {

    /** An enabled one. */
    public Department(String id, String name) {
      this(id, name, true);
    }
  }

  /** A registered client with the refresh token that was consented to beforehand. */
  public record Credential(
      String clientId, String clientSecret, String refreshToken, Set<String> scopes) {

    public Credential {
      scopes = Set.copyOf(scopes);
    }

    /** Keeps the secrets out of logs. */
    @Override
    public String toString() {
      return "Credential[clientId=" + clientId + "]";
    }
  }

  public Settings {
    departments = List.copyOf(departments);
    salesiqDepartments = List.copyOf(salesiqDepartments);
  }

  public static Settings defaults() {
    return new Settings(
        0,
        "700000001",
        List.of(
            new Department("900000000000000006", "Support"),
            new Department("900000000000000007", "Sales")),
        "sandbox",
        "510000000000002238",
        List.of(
            new Department("510000000000002024", "Support"),
            new Department("510000000000002025", "Sales")),
        new Credential(
            "1000.SANDBOXORDINARYCLIENT0000000000000",
            "sandbox0ordinary0client0secret0000000000",
            "1000.5a9db0c0000000000000000000000001.5a9db0c0000000000000000000000001",
            Set.of(
                "Desk.contacts.READ",
                "Desk.contacts.CREATE",
                "Desk.contacts.UPDATE",
                "Desk.tickets.READ",
                "Desk.tickets.CREATE",
                "Desk.tickets.UPDATE",
                "Desk.search.READ",
                "Desk.basic.READ",
                "Desk.activities.calls.CREATE",
                "Desk.activities.calls.READ",
                "Desk.activities.calls.UPDATE",
                "SalesIQ.conversations.ALL",
                "SalesIQ.departments.READ",
                "SalesIQ.Apps.READ",
                "SalesIQ.portals.READ",
                "SalesIQ.callbacks.UPDATE",
                "SalesIQ.webhooks.READ",
                "SalesIQ.webhooks.CREATE")),
        new Credential(
            "1000.SANDBOXORGANISATIONCLIENT000000000",
            "sandbox0organisation0client0secret000000",
            "1000.5a9db0c0000000000000000000000002.5a9db0c0000000000000000000000002",
            Set.of("SalesIQ.conversations.ALL", "SalesIQ.Apps.READ")),
        Duration.ofSeconds(5),
        Duration.ofHours(1),
        InstantSource.system(),
        1);
  }

  public static Settings forTests() {
    return defaults().withSearchDelay(Duration.ZERO);
  }

  /** The first Desk department, the one to use when any will do. */
  public String departmentId() {
    return departments.get(0).id();
  }

  /** The first SalesIQ department, the one to use when any will do. */
  public String salesiqDepartmentId() {
    return salesiqDepartments.get(0).id();
  }

  public Settings withPort(int newPort) {
    return new Settings(
        newPort,
        orgId,
        departments,
        screenName,
        appId,
        salesiqDepartments,
        ordinary,
        organisation,
        searchDelay,
        tokenLife,
        clock,
        seed);
  }

  public Settings withDepartments(List<Department> desk, List<Department> salesiq) {
    return new Settings(
        port,
        orgId,
        desk,
        screenName,
        appId,
        salesiq,
        ordinary,
        organisation,
        searchDelay,
        tokenLife,
        clock,
        seed);
  }

  public Settings withOrdinary(Credential credential) {
    return new Settings(
        port,
        orgId,
        departments,
        screenName,
        appId,
        salesiqDepartments,
        credential,
        organisation,
        searchDelay,
        tokenLife,
        clock,
        seed);
  }

  public Settings withOrganisation(Credential credential) {
    return new Settings(
        port,
        orgId,
        departments,
        screenName,
        appId,
        salesiqDepartments,
        ordinary,
        credential,
        searchDelay,
        tokenLife,
        clock,
        seed);
  }

  public Settings withSearchDelay(Duration delay) {
    return new Settings(
        port,
        orgId,
        departments,
        screenName,
        appId,
        salesiqDepartments,
        ordinary,
        organisation,
        delay,
        tokenLife,
        clock,
        seed);
  }

  public Settings withTokenLife(Duration life) {
    return new Settings(
        port,
        orgId,
        departments,
        screenName,
        appId,
        salesiqDepartments,
        ordinary,
        organisation,
        searchDelay,
        life,
        clock,
        seed);
  }

  public Settings withClock(InstantSource newClock) {
    return new Settings(
        port,
        orgId,
        departments,
        screenName,
        appId,
        salesiqDepartments,
        ordinary,
        organisation,
        searchDelay,
        tokenLife,
        newClock,
        seed);
  }

  public Settings withSeed(long newSeed) {
    return new Settings(
        port,
        orgId,
        departments,
        screenName,
        appId,
        salesiqDepartments,
        ordinary,
        organisation,
        searchDelay,
        tokenLife,
        clock,
        newSeed);
  }
}
