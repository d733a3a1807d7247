package dev.handoff.secrets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.core.env.PropertyResolver;

/**
 * The secrets of the gateway that stand in files ({@code <NAME>_FILE}), as they are now. A file
 * that changes is read again; what cannot be used is refused, and the secret in force stays.
 */
public final class Secrets {

  /** Every setting that may stand in a file. */
  public static final List<String> NAMES =
      List.of(
          "ZOHO_CLIENT_SECRET",
          "ZOHO_REFRESH_TOKEN",
          "ZOHO_SALESIQ_CLIENT_SECRET",
          "ZOHO_SALESIQ_REFRESH_TOKEN",
          "ZOHO_SALESIQ_PUBLIC_KEYS",
          "ZOHO_WEBHOOK_SECRET",
          "HANDOFF_API_KEYS",
          "HANDOFF_OPS_PASSWORD",
          "HANDOFF_ENCRYPTION_KEY",
          "BOT_CALLBACK_SECRET",
          "BOTPRESS_KEYS",
          "BOTPRESS_WEBHOOK_URL",
          "SPRING_DATASOURCE_PASSWORD");

  private final Map<String, WatchedSecret> watched = new LinkedHashMap<>();

  /** The files that the settings name; what they held at the start stands under the bare names. */
  public Secrets(PropertyResolver settings) {
    for (String name : NAMES) {
      String file = settings.getProperty(name + SecretFile.ENDING, "").strip();
      if (!file.isEmpty()) {
        String first = settings.getProperty(name, "").strip();
        watched.put(name, new WatchedSecret(name, file, first));
      }
    }
  }

  /**
   * What somebody makes of a secret, always from the latest one.
   *
   * @param start what was made of it at the start
   * @param reader makes it of another one; throws an {@link IllegalArgumentException} that tells
   *     why, without the secret, when that cannot be used
   */
  public <T> Supplier<T> live(String name, T start, Function<String, T> reader) {
    WatchedSecret secret = watched.get(name);
    return secret == null ? () -> start : secret.live(start, reader);
  }

  /** Tells of each later change; {@code change} may refuse it as a reader does. */
  public void onChange(String name, Consumer<String> change) {
    WatchedSecret secret = watched.get(name);
    if (secret != null) {
      secret.onChange(change);
    }
  }

  /** Looks at the files; a change is in force after the second look that sees it. */
  public void look() {
    watched.values().forEach(WatchedSecret::look);
  }

  /**
   * What a start with the secrets now in force would warn of, by the name of the setting; for each
   * that stands in a file.
   */
  public Map<String, List<String>> warnings() {
    Map<String, List<String>> warnings = new LinkedHashMap<>();
    watched.forEach((name, secret) -> warnings.put(name, secret.warnings()));
    return warnings;
  }

  /** Which files are not in force as they stand, and why; by the name of the setting. */
  public Map<String, String> refused() {
    Map<String, String> refused = new LinkedHashMap<>();
    watched.forEach(
        (name, secret) -> secret.refusal().ifPresent(reason -> refused.put(name, reason)));
    return refused;
  }
}
