package dev.handoff.callback;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The country whose numbering plan a number without country code belongs to. */
final class Region {

  private static final String UNKNOWN = "ZZ";

  /** Languages mostly spoken in one country; English is not one of them. */
  private static final Map<String, String> HOMES =
      Map.of(
          "de", "DE", "fr", "FR", "es", "ES", "it", "IT", "nl", "NL", "pl", "PL", "tr", "TR", "ja",
          "JP", "sv", "SE");

  private final Map<String, String> countryByZone =
      Table.of("zones.tsv").stream().collect(Collectors.toMap(Table.Row::left, Table.Row::right));

  /** Country hint, then the country in the language tag, then the zone, then the language alone. */
  String of(Hints hints) {
    String known = hints.knownCountry();
    if (!known.isEmpty()) {
      return known;
    }
    String byZone = countryByZone.get(hints.zone().getId());
    if (byZone != null) {
      return byZone;
    }
    String language = hints.locale().getLanguage().toLowerCase(Locale.ROOT);
    return HOMES.getOrDefault(language, UNKNOWN);
  }
}
