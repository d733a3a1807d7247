package dev.handoff.intake.hitl;

import dev.handoff.intake.RequestProblem;
import dev.handoff.secrets.SecretList;
import dev.handoff.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.Header;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The key in the path of the Botpress drop-in, which sends no header (contract 4.3b). Compared in
 * constant time, all of them each time; without any, nobody gets in. Never logged.
 */
@Component
public final class BotpressDoor {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._~-]{20,}");

  private final Supplier<List<byte[]>> keys;

  BotpressDoor(@Value("${handoff.botpress.keys:}") List<String> keys, Secrets secrets) {
    this.keys = secrets.live("BOTPRESS_KEYS", SecretList.bytes(keys), BotpressDoor::keys);
  }

  private static List<byte[]> keys(String list) {
    List<String> parts = SecretList.parts(list);
    if (!parts.stream().allMatch(part -> KEY.matcher(part).matches())) {
      throw new IllegalArgumentException("a key is too short, or cannot stand in a path");
    }
    return SecretList.bytes(parts);
  }

  /**
   * @throws RequestProblem 401, in the same words whatever is wrong
   */
  public void open(@Header("key") String key) {
    byte[] given = key.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (byte[] known : keys.get()) {
      found |= MessageDigest.isEqual(known, given);
    }
    if (!found) {
      throw RequestProblem.unauthorized("The key in the path is none of BOTPRESS_KEYS");
    }
  }
}
