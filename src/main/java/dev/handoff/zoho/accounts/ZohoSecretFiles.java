package dev.handoff.zoho.accounts;

import dev.handoff.secrets.Secrets;
import dev.handoff.zoho.ZohoProperties.Credential;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Takes over what changes in the files of Zoho's secrets, as a start with them would: another
 * refresh token replaces the stored one, another client secret counts from the next refresh on.
 */
final class ZohoSecretFiles {

  private static final Pattern SECRET = Pattern.compile("[!-~]{1,1000}");

  private final LiveEnvironment environment;
  private final Runnable follow;

  /**
   * @param follow makes what is stored follow the environment
   */
  ZohoSecretFiles(Secrets secrets, LiveEnvironment environment, Runnable follow) {
    this.environment = environment;
    this.follow = follow;
    secrets.onChange("ZOHO_CLIENT_SECRET", secret -> ordinary(secret(ordinary(), secret)));
    secrets.onChange("ZOHO_REFRESH_TOKEN", token -> ordinary(token(ordinary(), token)));
    secrets.onChange(
        "ZOHO_SALESIQ_CLIENT_SECRET", secret -> organisation(secret(organisation(), secret)));
    secrets.onChange(
        "ZOHO_SALESIQ_REFRESH_TOKEN", token -> organisation(token(organisation(), token)));
  }

  private Credential ordinary() {
    return environment.get().ordinary();
  }

  private Credential organisation() {
    return environment.get().organisation();
  }

  private void ordinary(Credential changed) {
    take(ordinary(), changed, environment::ordinary);
  }

  private void organisation(Credential changed) {
    take(organisation(), changed, environment::organisation);
  }

  /** What could not be followed to its end is not in force; it comes again, or its file changes. */
  private void take(Credential was, Credential changed, Consumer<Credential> in) {
    in.accept(changed);
    try {
      follow.run();
    } catch (RuntimeException later) {
      in.accept(was);
      throw later;
    }
  }

  private static Credential secret(Credential was, String secret) {
    return new Credential(was.clientId(), plain(secret), was.refreshToken());
  }

  private static Credential token(Credential was, String token) {
    return new Credential(was.clientId(), was.clientSecret(), plain(token));
  }

  private static String plain(String secret) {
    if (!SECRET.matcher(secret).matches()) {
      throw new IllegalArgumentException(
          "it holds spaces or signs that Zoho's secrets do not have");
    }
    return secret;
  }
}
