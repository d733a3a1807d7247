package dev.handoff;

import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.Stored;
import dev.handoff.testing.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call the Zobot webhook once {@code ZOHO_SALESIQ_PUBLIC_KEYS} is set. */
class ZobotSignatureTest {

  private static final String PATH = "/webhook/salesiq";
  private static final KeyPair OLD = keyPair();
  private static final KeyPair NEW = keyPair();

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    String pem =
        "-----BEGIN PUBLIC KEY-----\\n"
            + Base64.getEncoder()
                .encodeToString(OLD.getPublic().getEncoded())
                .replaceAll("(.{64})", "$1\\\\n")
            + "\\n-----END PUBLIC KEY-----\\n";
    String bare = Base64.getEncoder().encodeToString(NEW.getPublic().getEncoded());
    gateway =
        Gateway.start(
            zoho, TestDatabase.H2.fresh(), Map.of("ZOHO_SALESIQ_PUBLIC_KEYS", pem + "," + bare));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sign(byte[] body, KeyPair pair) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(body);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] message() {
    return bytes(SalesIqVisitor.at(gateway).message("Where is my order?").toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Gateway.Answer send(String method, byte[] body, String signature) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.uri(PATH))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (signature != null) {
      request.header("X-SIQSignature", signature);
    }
    return gateway.send(request.build());
  }

  private static void assertAnswered(Gateway.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("action").asText()).isEqualTo("reply");
    assertThat(answer.json().path("suggestions")).hasSize(3);
  }

  @Test
  void answersWhatIsSignedWithEitherKey() {
    byte[] one = message();
    byte[] other = message();

    assertAnswered(send("POST", one, sign(one, OLD)));
    assertAnswered(send("POST", other, sign(other, NEW)));
  }

  @Test
  void checksTheBytesAsTheyCame() {
    byte[] odd =
        bytes(
            """
            \r\n {  "handler":"message" ,\t"message" : { "text":"Où est ma commande ? 你好 👍" },
               "visitor":{"active_conversation_id":"odd-1"}, "request":{"id":"r-1"}}  \n
            """);

    assertAnswered(send("POST", odd, sign(odd, OLD)));
  }

  @Test
  void refusesWhatIsNotSigned() {
    Map<String, Long> before = Stored.rows(gateway);

    problem(send("POST", message(), null), 401);
    problem(send("POST", message(), " "), 401);

    assertThat(Stored.rows(gateway)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "!!!", "AAAA", "c2lnbmF0dXJl"})
  void refusesGarbageForSignature(String signature) {
    Map<String, Long> before = Stored.rows(gateway);

    problem(send("POST", message(), signature), 403);

    assertThat(Stored.rows(gateway)).isEqualTo(before);
  }

  @Test
  void refusesSignatureOfAnotherBodyOrKey() {
    Map<String, Long> before = Stored.rows(gateway);
    byte[] body = message();
    byte[] spaced = bytes(new String(body, StandardCharsets.UTF_8) + " ");

    problem(send("POST", spaced, sign(body, OLD)), 403);
    problem(send("POST", body, sign(body, keyPair())), 403);

    assertThat(Stored.rows(gateway)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "GET"})
  void answersLivenessCheckThatIsNotSigned(String method) {
    assertThat(send(method, new byte[0], null).status()).isEqualTo(200);
  }

  @Test
  void answersEmptyPingThatIsNotSigned() {
    Map<String, Long> before = Stored.rows(gateway);

    Gateway.Answer answer = send("POST", new byte[0], null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("action").asText()).isEqualTo("reply");
    assertThat(Stored.rows(gateway)).isEqualTo(before);
  }
}
