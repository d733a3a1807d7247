package dev.handoff.zoho.accounts;

import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoSetting;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code zoho_setting}: what was chosen later than the environment was written. A chosen
 * value wins until the environment says something else than it said then.
 */
final class ChosenSettings {

  private static final Logger log = LoggerFactory.getLogger(ChosenSettings.class);

  private static final String ROW = " where tenant = 'main' and name = :name";

  private final JdbcClient db;
  private final TokenCipher cipher;
  private final Supplier<ZohoProperties> environment;
  private final Clock clock;

  /** Told once. */
  private final Set<ZohoSetting> unreadable = ConcurrentHashMap.newKeySet();

  ChosenSettings(
      JdbcClient db, TokenCipher cipher, Supplier<ZohoProperties> environment, Clock clock) {
    this.db = db;
    this.cipher = cipher;
    this.environment = environment;
    this.clock = clock;
  }

  private record Row(String name, String chosen, String seed) {}

  /**
   * What counts instead of the environment's values. A stored secret that fits none of the
   * encryption keys is blank: it can be stored anew at {@code /setup}, and what the environment
   * said before it does not come back and get the credential refused.
   */
  Map<ZohoSetting, String> inForce() {
    Map<ZohoSetting, String> chosen = new EnumMap<>(ZohoSetting.class);
    for (Row row : rows()) {
      setting(row.name())
          .filter(name -> counts(name, row))
          .ifPresent(
              name -> chosen.put(name, name.isSecret() ? decrypted(name, row) : row.chosen()));
    }
    return chosen;
  }

  private String decrypted(ZohoSetting name, Row row) {
    String secret = cipher.decrypt(row.chosen());
    if (secret == null && unreadable.add(name)) {
      log.error(
          "the stored {} fits none of the keys in HANDOFF_ENCRYPTION_KEY: add the former key, or"
              + " store it again at /setup",
          name);
    }
    return secret == null ? "" : secret;
  }

  private List<Row> rows() {
    return db.sql("select name, chosen, seed from zoho_setting where tenant = 'main'")
        .query(
            (row, number) ->
                new Row(row.getString("name"), row.getString("chosen"), row.getString("seed")))
        .list();
  }

  private static Optional<ZohoSetting> setting(String name) {
    return List.of(ZohoSetting.values()).stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst();
  }

  private boolean counts(ZohoSetting name, Row row) {
    String said = name.inEnvironment(environment.get());
    return said == null || row.seed().equals(seed(said));
  }

  /** Forgets what the environment has overtaken, so that its former value brings nothing back. */
  void followEnvironment() {
    for (Row row : rows()) {
      setting(row.name())
          .filter(name -> !counts(name, row))
          .ifPresent(name -> delete(name, row.seed()));
    }
  }

  private void delete(ZohoSetting name, String seed) {
    db.sql("delete from zoho_setting" + ROW + " and seed = :seed")
        .param("name", name.name())
        .param("seed", seed)
        .update();
  }

  /** Stores one; what the environment says anyway is not stored, nor is nothing. */
  void choose(ZohoSetting name, @Nullable String value, String who) {
    String said = name.inEnvironment(environment.get());
    if (value == null || value.isBlank() || Objects.equals(value.strip(), said)) {
      db.sql("delete from zoho_setting" + ROW).param("name", name.name()).update();
      return;
    }
    Map<String, Object> columns =
        Map.of(
            "name", name.name(),
            "chosen", name.isSecret() ? cipher.encrypt(value.strip()) : value.strip(),
            "seed", seed(said),
            "now", clock.instant().atOffset(ZoneOffset.UTC),
            "who", who.length() <= 120 ? who : who.substring(0, 120));
    // Of two that choose at once the later one counts, also where both find nothing stored.
    if (update(columns) == 0 && insert(columns) == 0) {
      update(columns);
    }
  }

  private int update(Map<String, Object> columns) {
    return db.sql(
            "update zoho_setting set chosen = :chosen, seed = :seed, updated_at = :now,"
                + " updated_by = :who"
                + ROW)
        .params(columns)
        .update();
  }

  private int insert(Map<String, Object> columns) {
    return db.sql(
            """
            insert into zoho_setting (tenant, name, chosen, seed, updated_at, updated_by)
            values ('main', :name, :chosen, :seed, :now, :who)
            on conflict do nothing
            """)
        .params(columns)
        .update();
  }

  private static String seed(@Nullable String said) {
    return Seeds.of(said == null ? "" : said);
  }
}
