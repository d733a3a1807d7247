package dev.handoff.intake.hitl;

import dev.handoff.intake.JsonFields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Addresses on the web that come with a message. Nobody has looked at what is there. */
final class WebLinks {

  static final int LONGEST = 4_000;

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private WebLinks() {}

  /** An address, or null; what is none is noted as a fault. */
  static @Nullable String read(JsonFields fields, String name) {
    String text = fields.text(name, LONGEST);
    if (text != null && !isLink(text)) {
      fields.rule(name, "is not an address on the web (expected: https://…)");
      return null;
    }
    return text;
  }

  /** Whether it is an absolute http or https address of a host, without a login in it. */
  static boolean isLink(String text) {
    try {
      URI uri = new URI(text);
      return uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException notOne) {
      return false;
    }
  }
}
