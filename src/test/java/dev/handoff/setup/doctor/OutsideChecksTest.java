package dev.handoff.setup.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.handoff.intake.AnswerServiceProperties;
import dev.handoff.relay.BotEventsProperties;
import dev.handoff.relay.catchup.CatchUpProperties;
import dev.handoff.setup.doctor.Finding.Level;
import dev.handoff.testing.BotReceiver;
import dev.handoff.zoho.desk.DeskProperties;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What lies beyond Zoho: certificates, the answer service, the bot platform, the proxy. */
class OutsideChecksTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;
  private HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private int serve(HttpServer made, int status, String body) {
    server = made;
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
          if (!head) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
    return server.getAddress().getPort();
  }

  private int serve(int status, String body) throws IOException {
    return serve(HttpServer.create(new InetSocketAddress("localhost", 0), 0), status, body);
  }

  private int serveTls(String... keytool)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("store.p12");
    Process made =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            new String(PASSWORD),
                            "-keystore",
                            store.toString()),
                        Stream.of(keytool))
                    .toList())
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    HttpsServer https = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(tls));
    return serve(https, 200, "");
  }

  private static Finding reach(String url) {
    return new Reach("Zoho Desk host", "ZOHO_DESK_API_URL", InstantSource.system())
        .look(URI.create(url))
        .get(0);
  }

  /** Nobody listens there, and no other test can begin to. */
  private static int closedPort() {
    return 1;
  }

  @Test
  void certificateThatSignsItself() throws Exception {
    Finding finding = reach("https://localhost:" + serveTls("-validity", "90"));

    assertThat(finding.level()).isEqualTo(Level.FAILED);
    assertThat(finding.what()).isEqualTo("localhost: its certificate is self-signed");
    assertThat(finding.remedy()).contains("ZOHO_DESK_API_URL").contains("trustStore");
  }

  @Test
  void certificateThatExpired() throws Exception {
    Finding finding =
        reach("https://localhost:" + serveTls("-startdate", "-10d", "-validity", "5"));

    assertThat(finding.level()).isEqualTo(Level.FAILED);
    assertThat(finding.what()).startsWith("localhost: its certificate expired on 20");
  }

  @Test
  void portWithoutTls() throws IOException {
    Finding finding;
    try (ServerSocket plain = new ServerSocket(0, 2, InetAddress.getByName("localhost"))) {
      Thread greeter = new Thread(() -> greet(plain));
      greeter.start();
      finding = reach("https://localhost:" + plain.getLocalPort());
    }

    assertThat(finding.level()).isEqualTo(Level.FAILED);
    assertThat(finding.what()).isEqualTo("localhost: no TLS there, or none that fits");
  }

  private static void greet(ServerSocket plain) {
    try {
      while (true) {
        try (Socket caller = plain.accept()) {
          caller.getOutputStream().write("220 plain text\r\n".getBytes(StandardCharsets.UTF_8));
          caller.getInputStream().read();
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Test
  void portWhereNobodyListens() throws IOException {
    int port = closedPort();

    Finding finding = reach("http://localhost:" + port);

    assertThat(finding.level()).isEqualTo(Level.FAILED);
    assertThat(finding.what()).isEqualTo("localhost:" + port + ": the connection was refused");
  }

  @Test
  void addressThatIsNoLoopbackNeedsTls() throws IOException {
    String address = InetAddress.getLocalHost().getHostAddress();
    int port = serve(HttpServer.create(new InetSocketAddress(0), 0), 200, "");

    Finding finding = reach("http://" + address + ":" + port);

    assertThat(finding.level())
        .isEqualTo(InetAddress.getByName(address).isLoopbackAddress() ? Level.OK : Level.WARNING);
  }

  private static Finding answers(String url) throws InterruptedException {
    return new AnswerServiceCheck(
            bind("handoff.answer-service", AnswerServiceProperties.class, Map.of("url", url)),
            new ObjectMapper())
        .look()
        .get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"answer\":\"Hi\",\"confidence\":0.9} | OK     | answers as it should",
        "200 | {\"answer\":\"Hi\",\"confidence\":\"90\"} | OK | answers as it should",
        "200 | <html>welcome</html>                   | FAILED | answers something else than JSON",
        "200 | {\"text\":\"Hi\"}                      | FAILED | answers JSON without a text 'answer'",
        "200 | {\"answer\":\"Hi\"}      | FAILED | answers JSON without a number 'confidence'",
        "500 | {\"answer\":\"Hi\",\"confidence\":0.9} | FAILED | answers with status 500",
      })
  void answerService(int status, String body, Level level, String what) throws Exception {
    Finding finding = answers("http://localhost:" + serve(status, body) + "/ask?key=secret");

    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.what()).startsWith("localhost ").contains(what).doesNotContain("secret");
  }

  @Test
  void answerServiceThatIsDown() throws Exception {
    Finding finding = answers("http://localhost:" + closedPort() + "/ask");

    assertThat(finding.level()).isEqualTo(Level.FAILED);
    assertThat(finding.what()).startsWith("localhost: the connection was refused");
  }

  @Test
  void botThatCannotBeReachedIsToldWithoutItsPath() throws Exception {
    int port = closedPort();
    BotEventsProperties settings =
        bind(
            "handoff.bot-events",
            BotEventsProperties.class,
            Map.of("callback-url", "http://localhost:" + port + "/events?token=secret"));

    Finding finding = BotCallbackCheck.callback(settings, InstantSource.system()).look().get(0);

    assertThat(finding.check()).isEqualTo("bot callback");
    assertThat(finding.level()).isEqualTo(Level.FAILED);
    assertThat(finding.what()).isEqualTo("localhost:" + port + ": the connection was refused");
    assertThat(finding.remedy()).contains("BOT_CALLBACK_URL").doesNotContain("secret");
  }

  @Test
  void botIsSentATestEventOnlyByTheCheckOfThatName() throws Exception {
    try (BotReceiver bot = BotReceiver.start()) {
      BotEventsProperties settings =
          bind(
              "handoff.bot-events",
              BotEventsProperties.class,
              Map.of("callback-url", bot.url("/events"), "callback-secret", "plain-secret-of-16"));

      BotCallbackCheck.callback(settings, InstantSource.system()).look();
      assertThat(bot.calls(call -> true)).isEmpty();

      Finding finding = new TestEvent(settings, InstantSource.system()).look().get(0);
      assertThat(finding.level()).as(finding.what()).isEqualTo(Level.OK);
      assertThat(bot.calls(call -> call.headers().containsKey("webhook-signature"))).hasSize(1);
    }
  }

  private static List<Finding> webhooks(Map<String, String> catchUp, String keys)
      throws InterruptedException {
    return new WebhookCheck(
            bind("handoff.catch-up", CatchUpProperties.class, catchUp),
            bind("handoff.desk", DeskProperties.class, Map.of()),
            keys)
        .look();
  }

  @Test
  void webhooksThatNobodyProvesAreToldApart() throws Exception {
    List<Finding> findings = webhooks(Map.of(), "");

    assertThat(findings).extracting(Finding::level).containsOnly(Level.WARNING).hasSize(3);
    assertThat(findings.get(0).what()).contains("HANDOFF_PUBLIC_URL is not set");
    assertThat(findings.get(1).what()).contains("unsigned");
    assertThat(findings.get(2).what()).contains("all refused");
  }

  @Test
  void webhookPathThatTheProxyDoesNotPass() throws Exception {
    String base = "http://localhost:" + serve(404, "");

    List<Finding> findings = webhooks(Map.of("public-url", base), "");

    assertThat(findings).extracting(Finding::level).contains(Level.FAILED);
    assertThat(findings.get(1).what()).contains("HEAD /webhook/salesiq").contains("404");
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    Map<String, String> named = new HashMap<>();
    values.forEach((name, value) -> named.put(prefix + "." + name, value));
    return new Binder(new MapConfigurationPropertySource(named)).bindOrCreate(prefix, type);
  }
}
