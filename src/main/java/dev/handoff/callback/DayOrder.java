package dev.handoff.callback;

/** Whether 05/06 is 5 June or 6 May. */
enum DayOrder {
  DAY_FIRST,
  MONTH_FIRST,
  UNKNOWN;

  /** Day first in every language but American English; open for English of an unknown country. */
  static DayOrder of(Hints hints) {
    String language = hints.locale().getLanguage();
    if (!language.isEmpty() && !language.equals("en")) {
      return DAY_FIRST;
    }
    String region = hints.locale().getCountry();
    String country = region.isEmpty() ? hints.knownCountry() : region;
    if (country.isEmpty()) {
      return UNKNOWN;
    }
    return country.equals("US") ? MONTH_FIRST : DAY_FIRST;
  }
}
