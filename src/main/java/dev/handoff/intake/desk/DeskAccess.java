package dev.handoff.intake.desk;

import dev.handoff.intake.RequestProblem;
import dev.handoff.zoho.desk.DeskProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Who may tell what happened in Desk (contract 4.7): whoever knows the shared secret. Compared in
 * constant time, all secrets each time, and never logged.
 */
@Component
public final class DeskAccess {

  private static final String SECRET_HEADER = "X-Zoho-Webhook-Secret";
  private static final String SECRET_QUERY = "secret";

  private final List<byte[]> secrets;
  private final boolean isOpen;

  public DeskAccess(DeskProperties settings, Environment environment) {
    this.secrets =
        settings.webhookSecrets().stream()
            .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
            .toList();
    this.isOpen = environment.acceptsProfiles(Profiles.of("sandbox"));
  }

  /**
   * Lets the call pass, or refuses it. An empty body is Desk's own look whether somebody is there;
   * it comes without credentials and has no effect.
   *
   * @throws RequestProblem 401 without a credential, 403 with a wrong one, or where none is
   *     configured
   */
  public void check(
      @Body byte @Nullable [] body,
      @Header(SECRET_HEADER) @Nullable String header,
      @Header(SECRET_QUERY) @Nullable String query) {
    boolean isPing = body == null || body.length == 0;
    if (isPing || isSecret(header) | isSecret(query)) {
      return;
    }
    boolean isGiven = header != null || query != null;
    if (isOpen && !isGiven) {
      return;
    }
    if (secrets.isEmpty()) {
      throw RequestProblem.forbidden(
          "No secret is configured for this webhook; set ZOHO_WEBHOOK_SECRET");
    }
    throw isGiven
        ? RequestProblem.forbidden("The secret is wrong")
        : RequestProblem.unauthorized(
            "The secret is missing (expected: header "
                + SECRET_HEADER
                + " or query parameter "
                + SECRET_QUERY
                + ")");
  }

  private boolean isSecret(@Nullable String given) {
    if (given == null) {
      return false;
    }
    byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (byte[] secret : secrets) {
      found |= MessageDigest.isEqual(secret, bytes);
    }
    return found;
  }
}
