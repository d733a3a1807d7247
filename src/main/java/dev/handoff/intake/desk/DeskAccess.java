package dev.handoff.intake.desk;

import dev.handoff.intake.RequestProblem;
import dev.handoff.secrets.SecretList;
import dev.handoff.secrets.Secrets;
import dev.handoff.zoho.desk.DeskProperties;
import dev.handoff.zoho.desk.DeskTokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Who may tell what happened in Desk (contract 4.7): whoever knows the shared secret, or shows a
 * token that Desk signed. Secrets are compared in constant time, all of them each time; neither is
 * ever logged. Neither covers the body, so both are believed alike.
 */
@Component
public final class DeskAccess {

  private static final String SECRET_HEADER = "X-Zoho-Webhook-Secret";
  private static final String SECRET_QUERY = "secret";

  private static final String TOKEN_HEADER = "X-ZDesk-JWT";

  private final Supplier<List<byte[]>> secrets;
  private final boolean isConfigured;
  private final boolean isOpen;
  private final DeskTokens tokens;

  public DeskAccess(
      DeskProperties settings, DeskTokens tokens, Environment environment, Secrets secrets) {
    this.tokens = tokens;
    this.isConfigured = !settings.webhookSecrets().isEmpty() || !settings.webhookIds().isEmpty();
    this.secrets =
        secrets.live(
            "ZOHO_WEBHOOK_SECRET",
            SecretList.bytes(settings.webhookSecrets()),
            changed -> SecretList.bytes(SecretList.parts(changed)));
    this.isOpen = environment.acceptsProfiles(Profiles.of("sandbox"));
  }

  /**
   * Lets the call pass, or refuses it. An empty body is Desk's own look whether somebody is there;
   * it comes without credentials and has no effect.
   *
   * @throws RequestProblem 401 without a credential, 403 with a wrong one or where none is
   *     configured, 503 when Desk's keys cannot be had
   */
  public void check(
      @Body byte @Nullable [] body,
      @Header(SECRET_HEADER) @Nullable String header,
      @Header(SECRET_QUERY) @Nullable String query,
      @Header(TOKEN_HEADER) @Nullable String token) {
    boolean isPing = body == null || body.length == 0;
    if (isPing || isSecret(header) | isSecret(query)) {
      return;
    }
    if (token != null) {
      require(tokens.check(token.strip()));
    } else if (header != null || query != null) {
      throw RequestProblem.forbidden("The secret is wrong");
    } else if (!isOpen) {
      throw isConfigured ? missing() : unconfigured();
    }
  }

  private static void require(DeskTokens.Outcome outcome) {
    switch (outcome) {
      case WRONG -> throw RequestProblem.forbidden("The token is not one that is believed here");
      case UNDECIDED ->
          throw RequestProblem.unavailable(
              "The keys of Desk cannot be had now, so nothing is promised. Send it again.");
      case GOOD -> {
        // May be read.
      }
    }
  }

  private static RequestProblem missing() {
    return RequestProblem.unauthorized(
        "The secret is missing (expected: header "
            + SECRET_HEADER
            + ", query parameter "
            + SECRET_QUERY
            + ", or header "
            + TOKEN_HEADER
            + ")");
  }

  private static RequestProblem unconfigured() {
    return RequestProblem.forbidden(
        "No secret is configured for this webhook; set ZOHO_WEBHOOK_SECRET");
  }

  private boolean isSecret(@Nullable String given) {
    if (given == null) {
      return false;
    }
    byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (byte[] secret : secrets.get()) {
      found |= MessageDigest.isEqual(secret, bytes);
    }
    return found;
  }
}
