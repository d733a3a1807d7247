package dev.handoff.setup.doctor;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** Whether one of Zoho's hosts can be reached: DNS, connection, TLS. */
final class HostCheck implements Check {

  static final String ACCOUNTS = "Zoho Accounts host";
  static final String DESK = "Zoho Desk host";
  static final String SALESIQ = "Zoho SalesIQ host";

  private final String name;
  private final String setting;
  private final Supplier<String> url;
  private final InstantSource clock;

  HostCheck(String name, String setting, Supplier<String> url, InstantSource clock) {
    this.name = name;
    this.setting = setting;
    this.url = url;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Finding> look() {
    return new Reach(name, setting + " or ZOHO_REGION", clock).look(URI.create(url.get()));
  }
}
