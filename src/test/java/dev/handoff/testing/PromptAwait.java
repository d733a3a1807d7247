package dev.handoff.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What is true already is not waited for: Awaitility looks for the first time after 100 ms, which
 * hundreds of waits in a row make a minute of. What is not true yet is waited for until even a busy
 * machine has done it. Found by JUnit through {@code META-INF/services}.
 */
public final class PromptAwait implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
  }
}
