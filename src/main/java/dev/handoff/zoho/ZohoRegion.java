package dev.handoff.zoho;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Zoho's data centres and their hosts (oauth.md section 1, desk.md section 1, salesiq.md section
 * 1.1). Canada does not follow the pattern; the United Kingdom has no published Desk host.
 */
public enum ZohoRegion {
  US("zoho.com"),
  EU("zoho.eu"),
  IN("zoho.in"),
  AU("zoho.com.au"),
  JP("zoho.jp"),
  CA("zohocloud.ca"),
  SA("zoho.sa"),
  UK("zoho.uk"),
  SG("zoho.sg"),
  AE("zoho.ae"),
  CN("zoho.com.cn");

  private final String domain;

  ZohoRegion(String domain) {
    this.domain = domain;
  }

  /** The region of that name in any case. */
  public static Optional<ZohoRegion> named(String name) {
    return Arrays.stream(values())
        .filter(region -> region.name().equalsIgnoreCase(name.strip()))
        .findFirst();
  }

  /** All names, for messages. */
  public static String names() {
    return Arrays.stream(values())
        .map(region -> region.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  public String accountsUrl() {
    return "https://accounts." + domain;
  }

  /** Base of Desk's API, or null where no host is published. */
  public @Nullable String deskUrl() {
    return this == UK ? null : "https://desk." + domain + "/api/v1";
  }

  /** Where clients are registered (oauth.md section 1). */
  public String consoleUrl() {
    return "https://api-console." + domain;
  }

  public String salesiqUrl() {
    return "https://salesiq." + domain;
  }
}
