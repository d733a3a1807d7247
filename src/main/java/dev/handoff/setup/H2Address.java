package dev.handoff.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The options that the tables, the queries and the promise that nothing is lost need of H2. An
 * address that does not name one gets it; one that says otherwise is a mistake.
 */
final class H2Address {

  private static final String PREFIX = "jdbc:h2:";
  private static final String MEMORY = PREFIX + "mem:";
  private static final Map<String, String> NEEDED = needed();

  private final String url;

  H2Address(String url) {
    this.url = url;
  }

  private static Map<String, String> needed() {
    Map<String, String> needed = new LinkedHashMap<>();
    needed.put("MODE", "PostgreSQL");
    needed.put("DATABASE_TO_LOWER", "TRUE");
    needed.put("DEFAULT_NULL_ORDERING", "HIGH");
    needed.put("WRITE_DELAY", "0");
    needed.put("LOCK_TIMEOUT", "10000");
    needed.put("DB_CLOSE_ON_EXIT", "FALSE");
    return needed;
  }

  static boolean isH2(String url) {
    return url.startsWith(PREFIX);
  }

  boolean isInMemory() {
    return url.startsWith(MEMORY);
  }

  /** The address with every option that it did not name. */
  String completed() {
    Map<String, String> own = own();
    StringBuilder whole = new StringBuilder(url.replaceAll(";+$", ""));
    NEEDED.forEach(
        (name, value) -> {
          if (!own.containsKey(name)) {
            whole.append(';').append(name).append('=').append(value);
          }
        });
    return whole.toString();
  }

  /** What the address says otherwise, such as {@code WRITE_DELAY=500}; lock time-outs are free. */
  List<String> contradictions() {
    List<String> wrong = new ArrayList<>();
    own()
        .forEach(
            (name, value) -> {
              String needed = NEEDED.get(name);
              if (needed != null
                  && !name.equals("LOCK_TIMEOUT")
                  && !needed.equalsIgnoreCase(value)) {
                wrong.add(name + "=" + value);
              }
            });
    return wrong;
  }

  private Map<String, String> own() {
    Map<String, String> own = new LinkedHashMap<>();
    for (String option : url.split(";")) {
      String[] parts = option.split("=", 2);
      if (parts.length == 2) {
        own.put(parts[0].strip().toUpperCase(Locale.ROOT), parts[1].strip());
      }
    }
    return own;
  }
}
