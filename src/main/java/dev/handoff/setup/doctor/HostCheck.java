package dev.handoff.setup.doctor;

import dev.handoff.zoho.ZohoPlaces;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether one of Zoho's hosts can be reached: DNS, connection, TLS. */
final class HostCheck implements Check {

  static final String ACCOUNTS = "Zoho Accounts host";
  static final String DESK = "Zoho Desk host";
  static final String SALESIQ = "Zoho SalesIQ host";

  private final String name;
  private final String setting;
  private final Supplier<String> url;
  private final ZohoPlaces places;
  private final InstantSource clock;

  private HostCheck(
      String name, String setting, Supplier<String> url, ZohoPlaces places, InstantSource clock) {
    this.name = name;
    this.setting = setting;
    this.url = url;
    this.places = places;
    this.clock = clock;
  }

  static HostCheck accounts(ZohoPlaces places, InstantSource clock) {
    return new HostCheck(
        ACCOUNTS, "ZOHO_ACCOUNTS_URL", () -> places.now().accounts(), places, clock);
  }

  static HostCheck desk(ZohoPlaces places, InstantSource clock) {
    return new HostCheck(DESK, "ZOHO_DESK_API_URL", () -> places.now().desk(), places, clock);
  }

  static HostCheck salesIq(ZohoPlaces places, InstantSource clock) {
    return new HostCheck(
        SALESIQ, "ZOHO_SALESIQ_API_URL", () -> places.now().salesiq(), places, clock);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Finding> look() {
    String known;
    try {
      known = url.get();
    } catch (IllegalStateException notSet) {
      return List.of(unknown(places.now().region()));
    }
    return new Reach(name, setting + " or ZOHO_REGION", clock).look(URI.create(known));
  }

  private Finding unknown(@Nullable String region) {
    return region == null
        ? Finding.failed(
            name,
            "is not known: neither ZOHO_REGION nor " + setting + " is set",
            "Choose the region at /setup, or set ZOHO_REGION.")
        : Finding.failed(
            name,
            "is not known: Zoho publishes none for the region " + region,
            "Set " + setting + " to the one that your account uses.");
  }
}
