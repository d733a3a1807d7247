package dev.handoff.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures, against the published vectors and against the bare algorithm. */
class WebhookSignerTest {

  private static final Path DOCUMENT = Path.of("docs/bot-events.md");

  private static final Pattern VECTOR =
      Pattern.compile(
          """
          ```text
          secret:    (.+)
          id:        (.+)
          timestamp: (.+)
          body:      (.+)
          signature: (.+)
          ```""");

  private record Vector(String secret, String id, long timestamp, String body, String signature) {}

  static List<Vector> published() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    Matcher found = VECTOR.matcher(Files.readString(DOCUMENT));
    while (found.find()) {
      vectors.add(
          new Vector(
              found.group(1),
              found.group(2),
              Long.parseLong(found.group(3)),
              found.group(4),
              found.group(5)));
    }
    return vectors;
  }

  @Test
  void everyVectorOfTheDocumentIsRead() throws IOException {
    long blocks =
        Files.readString(DOCUMENT)
            .lines()
            .filter(line -> line.startsWith("signature: v1,"))
            .count();

    assertThat(published()).hasSize(4).hasSize((int) blocks);
  }

  /** The example of the Standard Webhooks specification and its libraries. */
  @Test
  void firstVectorIsThatOfTheSpecification() throws IOException {
    assertThat(published().get(0))
        .isEqualTo(
            new Vector(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @ParameterizedTest
  @MethodSource("published")
  void publishedVectorsAreTrue(Vector vector) {
    assertThat(
            WebhookSigner.withSecrets(vector.secret())
                .sign(vector.id(), vector.timestamp(), vector.body()))
        .isEqualTo(vector.signature());
  }

  static Stream<String> secrets() {
    return Stream.of(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "just text", "ümläut", "whsecMfKQ", "WHSEC_abc");
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void oneSecretSignsAsTheBareAlgorithmDoes(String secret) throws Exception {
    byte[] key =
        secret.startsWith("whsec_")
            ? HandMade.base64Key(secret)
            : secret.getBytes(StandardCharsets.UTF_8);

    assertThat(WebhookSigner.withSecrets(secret).sign("e-1", 12, "{\"a\":\"ß🙂\"}"))
        .isEqualTo(HandMade.signature(key, "e-1.12.{\"a\":\"ß🙂\"}"));
  }

  @Test
  void receiverWithEitherSecretVerifiesDuringARotation() throws Exception {
    String fresh = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    long now = System.currentTimeMillis() / 1000;
    Map<String, List<String>> headers =
        Map.of(
            "webhook-id",
            List.of("e-1"),
            "webhook-timestamp",
            List.of(String.valueOf(now)),
            "webhook-signature",
            List.of(WebhookSigner.withSecrets(fresh + " , old one,").sign("e-1", now, "{}")));

    new Webhook(fresh).verify("{}", headers);
    new Webhook("old one".getBytes(StandardCharsets.UTF_8)).verify("{}", headers);
    assertThatThrownBy(
            () -> new Webhook("other".getBytes(StandardCharsets.UTF_8)).verify("{}", headers))
        .isInstanceOf(Exception.class);
  }

  @ParameterizedTest
  @CsvSource({
    "whsec_%%%, secret 1 begins with whsec_ and goes on with what is not Base64",
    "whsec_, secret 1 is whsec_ with nothing after it",
    "'fine,whsec_*', secret 2 begins with whsec_ and goes on with what is not Base64",
  })
  void whatCannotBeAKeyIsRefused(String list, String message) {
    assertThatThrownBy(() -> WebhookSigner.withSecrets(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void noSecretIsNoSecret() {
    assertThat(WebhookSigner.withSecrets(null).isEmpty()).isTrue();
    assertThat(WebhookSigner.withSecrets(" , ").isEmpty()).isTrue();
    assertThat(WebhookSigner.withSecrets("x").isEmpty()).isFalse();
  }
}
