package dev.handoff.zoho.accounts;

import dev.handoff.zoho.ZohoSetting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All that is stored encrypted, and under which of the keys in {@code HANDOFF_ENCRYPTION_KEY} it
 * is. Each value is encrypted anew by comparing it with what was read, so several nodes may do it
 * at once, and a token that comes meanwhile is never overwritten.
 */
public final class StoredSecrets {

  /** What to do about secrets that no key reads. */
  public static final String REMEDY =
      "Put the former key back, after the new one (HANDOFF_ENCRYPTION_KEY=new,former), or authorise"
          + " again and store the client secret again at /setup.";

  private static final Logger log = LoggerFactory.getLogger(StoredSecrets.class);

  private final JdbcClient db;
  private final TokenCipher cipher;

  StoredSecrets(JdbcClient db, TokenCipher cipher) {
    this.db = db;
    this.cipher = cipher;
  }

  /**
   * How the stored secrets stand.
   *
   * @param keys how many keys are set
   * @param stored how many secrets there are
   * @param former how many of them only a key that is not the first can read
   * @param unreadable names of those that no key reads and that somebody has to give again
   */
  public record Standing(int keys, int stored, int former, List<String> unreadable) {}

  /** Why handoffs wait for a person. */
  public static String reason(List<String> unreadable) {
    return "What is stored fits none of the keys in HANDOFF_ENCRYPTION_KEY: "
        + String.join(", ", unreadable);
  }

  private enum Kind {
    REFRESH_TOKEN("zoho_tokens", "credential", "refresh_token"),
    ACCESS_TOKEN("zoho_tokens", "credential", "access_token"),
    SETTING("zoho_setting", "name", "chosen");

    private final String table;
    private final String key;
    private final String column;

    Kind(String table, String key, String column) {
      this.table = table;
      this.key = key;
      this.column = column;
    }
  }

  private record Secret(Kind kind, String name, String sealed) {

    /** In words; an access token is fetched again by itself, so nobody needs its name. */
    String words() {
      return kind == Kind.REFRESH_TOKEN ? "refresh token of the " + name + " credential" : name;
    }
  }

  /** How they stand; reads only. */
  public Standing standing() {
    int former = 0;
    List<String> unreadable = new ArrayList<>();
    List<Secret> all = all();
    for (Secret secret : all) {
      if (cipher.isUnderFirstKey(secret.sealed())) {
        continue;
      }
      if (cipher.decrypt(secret.sealed()) != null) {
        former++;
      } else if (secret.kind() != Kind.ACCESS_TOKEN) {
        unreadable.add(secret.words());
      }
    }
    return new Standing(cipher.size(), all.size(), former, List.copyOf(unreadable));
  }

  /** Encrypts with the first key what is under another one. */
  void renew() {
    int renewed = 0;
    for (Secret secret : all()) {
      String text =
          cipher.isUnderFirstKey(secret.sealed()) ? null : cipher.decrypt(secret.sealed());
      renewed += text == null ? 0 : replace(secret, cipher.encrypt(text));
    }
    if (renewed > 0) {
      log.info(
          "{} stored secrets are now encrypted with the first key of HANDOFF_ENCRYPTION_KEY",
          renewed);
    }
  }

  private int replace(Secret secret, String sealed) {
    Kind kind = secret.kind();
    return db.sql(
            "update %s set %s = :sealed where tenant = 'main' and %s = :name and %s = :was"
                .formatted(kind.table, kind.column, kind.key, kind.column))
        .param("sealed", sealed)
        .param("name", secret.name())
        .param("was", secret.sealed())
        .update();
  }

  private List<Secret> all() {
    return Arrays.stream(Kind.values()).flatMap(kind -> all(kind).stream()).toList();
  }

  private List<Secret> all(Kind kind) {
    return db
        .sql(
            "select %s as name, %s as sealed from %s where tenant = 'main' and %s is not null"
                .formatted(kind.key, kind.column, kind.table, kind.column))
        .query((row, number) -> new Secret(kind, row.getString("name"), row.getString("sealed")))
        .list()
        .stream()
        .filter(secret -> kind != Kind.SETTING || isSecret(secret.name()))
        .toList();
  }

  private static boolean isSecret(String name) {
    return Arrays.stream(ZohoSetting.values())
        .anyMatch(setting -> setting.isSecret() && setting.name().equals(name));
  }
}
