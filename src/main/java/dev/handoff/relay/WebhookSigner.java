package dev.handoff.relay;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs as Standard Webhooks says, with every secret of a list, so that a receiver may go over to a
 * new one at any time.
 */
public final class WebhookSigner {

  private static final String PREFIX = "whsec_";

  private final List<Webhook> keys;

  private WebhookSigner(List<Webhook> keys) {
    this.keys = keys;
  }

  /**
   * Reads a list that is separated by commas. A secret is {@code whsec_} and the key in Base64; one
   * without that prefix is itself the key, in UTF-8.
   *
   * @throws IllegalArgumentException when a secret cannot be a key; says which one, not what it is
   */
  public static WebhookSigner withSecrets(@Nullable String list) {
    List<Webhook> keys = new ArrayList<>();
    String[] secrets = list == null ? new String[0] : list.split(",", -1);
    for (String secret : secrets) {
      if (!secret.isBlank()) {
        keys.add(new Webhook(key(secret.strip(), keys.size() + 1)));
      }
    }
    return new WebhookSigner(keys);
  }

  private static byte[] key(String secret, int number) {
    if (!secret.startsWith(PREFIX)) {
      return secret.getBytes(StandardCharsets.UTF_8);
    }
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      if (key.length > 0) {
        return key;
      }
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException(
          "secret " + number + " begins with whsec_ and goes on with what is not Base64");
    }
    throw new IllegalArgumentException("secret " + number + " is whsec_ with nothing after it");
  }

  /** Whether there is no secret at all. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /**
   * The value of {@code webhook-signature}: one signature for each secret, separated by blanks.
   *
   * @param timestamp of the attempt, in seconds
   * @param body exactly as it is sent, in UTF-8
   */
  public String sign(String id, long timestamp, String body) {
    List<String> signatures = new ArrayList<>();
    for (Webhook key : keys) {
      try {
        signatures.add(key.sign(id, timestamp, body));
      } catch (WebhookSigningException e) {
        throw new IllegalStateException("an event for the bot cannot be signed", e);
      }
    }
    return String.join(" ", signatures);
  }
}
