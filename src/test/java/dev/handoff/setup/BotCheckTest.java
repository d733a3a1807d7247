package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Which settings of bot platforms stop the start. */
@ExtendWith(OutputCaptureExtension.class)
class BotCheckTest {

  private static final String URL = "https://bot.example.test/x?y=1";

  private static String refusal(Map<String, String> arguments) {
    UnusableConfigurationException refused =
        catchThrowableOfType(
            UnusableConfigurationException.class, () -> Records.start(arguments).close());
    return refused == null ? "" : refused.getMessage();
  }

  private static String refusalWith(Map<String, String> changed) {
    return refusal(Records.requiredBut(changed));
  }

  @Test
  void addressWithoutASecretStopsTheStart() {
    assertThat(refusalWith(Map.of("BOT_CALLBACK_URL", URL)))
        .isEqualTo(
            """
            The configuration has a problem:
              - BOT_CALLBACK_SECRET: not set (expected: a secret, since BOT_CALLBACK_URL is set and the bot could trust nothing unsigned). Make one with: echo whsec_$(openssl rand -base64 32); the bot platform needs it too.""");
    assertThat(refusalWith(Map.of("BOT_CALLBACK_URL", URL, "BOT_CALLBACK_SECRET", ",")))
        .contains("only commas");
  }

  @Test
  void addressWithoutASecretIsEnoughInTheSandbox() {
    assertThat(refusal(Map.of("spring.profiles.active", "sandbox", "BOT_CALLBACK_URL", URL)))
        .isEmpty();
  }

  @Test
  void addressWithASecretIsFine(CapturedOutput output) {
    assertThat(
            refusalWith(
                Map.of(
                    "BOT_CALLBACK_URL",
                    URL,
                    "BOT_CALLBACK_SECRET",
                    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,another that is long",
                    "BOTPRESS_WEBHOOK_URL",
                    "https://webhook.botpress.cloud/1")))
        .isEmpty();
    assertThat(output).doesNotContain("BOT_CALLBACK_SECRET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bot.example.test", "ftp://x/y", "https:///only", "https://u:p@x/y", "not a"})
  void wrongAddressStopsTheStart(String address) {
    Map<String, String> changed = new HashMap<>();
    changed.put("BOT_CALLBACK_URL", address);
    changed.put("BOT_CALLBACK_SECRET", "a secret that is long enough");
    changed.put("BOTPRESS_WEBHOOK_URL", address);

    assertThat(refusalWith(changed))
        .contains("2 problems", "BOT_CALLBACK_URL: no such", "BOTPRESS_WEBHOOK_URL: no such")
        .doesNotContain(address);
  }

  @Test
  void secretThatCannotBeAKeyStopsTheStartAndIsNotShown() {
    assertThat(refusalWith(Map.of("BOT_CALLBACK_URL", URL, "BOT_CALLBACK_SECRET", "x,whsec_*oops")))
        .contains("BOT_CALLBACK_SECRET: a value that is not shown here", "secret 2 begins with")
        .doesNotContain("oops");
  }

  @Test
  void shortSecretIsWarnedOf(CapturedOutput output) {
    assertThat(refusalWith(Map.of("BOT_CALLBACK_URL", URL, "BOT_CALLBACK_SECRET", "short")))
        .isEmpty();

    assertThat(output).contains("BOT_CALLBACK_SECRET: secret 1 has 5 characters");
  }
}
