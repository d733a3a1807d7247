package dev.handoff.intake.hitl;

import dev.handoff.intake.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.apache.camel.Header;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The key in the path of the Botpress drop-in, which sends no header (contract 4.3b). Compared in
 * constant time, all of them each time; without any, nobody gets in. Never logged.
 */
@Component
public final class BotpressDoor {

  private final List<byte[]> keys;

  BotpressDoor(@Value("${handoff.botpress.keys:}") List<String> keys) {
    this.keys =
        keys.stream()
            .map(String::strip)
            .filter(key -> !key.isEmpty())
            .map(key -> key.getBytes(StandardCharsets.UTF_8))
            .toList();
  }

  /**
   * @throws RequestProblem 401, in the same words whatever is wrong
   */
  public void open(@Header("key") String key) {
    byte[] given = key.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (byte[] known : keys) {
      found |= MessageDigest.isEqual(known, given);
    }
    if (!found) {
      throw RequestProblem.unauthorized("The key in the path is none of BOTPRESS_KEYS");
    }
  }
}
