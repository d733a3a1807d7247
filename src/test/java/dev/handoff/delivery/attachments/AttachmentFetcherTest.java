package dev.handoff.delivery.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.handoff.handoff.FollowUp;
import dev.handoff.testing.FileServer;
import dev.handoff.zoho.ZohoFile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Files from anybody's address: public places only, and within limits. */
class AttachmentFetcherTest {

  /** Names of this test; anything else is resolved as ever. */
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "inside.example.test", List.of("10.0.0.7"),
          "loop.example.test", List.of("127.0.0.1"),
          "half.example.test", List.of("93.184.216.34", "192.168.1.1"),
          "metadata.example.test", List.of("169.254.169.254"),
          "six.example.test", List.of("fd00::7"));

  private FileServer files;
  private Set<Path> before;

  @TempDir private Path place;

  @BeforeEach
  void start() throws IOException {
    files = FileServer.start();
    before = leftOnDisk();
  }

  @AfterEach
  void stop() throws IOException {
    files.close();
    assertThat(leftOnDisk()).as("files left on the disk").isEqualTo(before);
  }

  private Set<Path> leftOnDisk() throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(path -> path.toString().endsWith(".attachment"))
          .collect(Collectors.toSet());
    }
  }

  private static InetAddress[] lookUp(String host) throws UnknownHostException {
    List<String> known = NAMES.get(host);
    if (known == null) {
      return InetAddress.getAllByName(host);
    }
    InetAddress[] addresses = new InetAddress[known.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = InetAddress.getByName(known.get(i));
    }
    return addresses;
  }

  private static final DnsResolver OWN_NAMES =
      new DnsResolver() {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
          return lookUp(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
          return host;
        }
      };

  private AttachmentProperties settings(String... allowedHosts) {
    return new AttachmentProperties(
        true,
        DataSize.ofKilobytes(100),
        List.of("image/png", "text/plain", "application/pdf"),
        Duration.ofSeconds(2),
        3,
        3,
        List.of(80, 443),
        List.of(allowedHosts));
  }

  private Fetched fetch(AttachmentProperties settings, String url, String title)
      throws IOException {
    AttachmentFetcher fetcher =
        new AttachmentFetcher(settings, OWN_NAMES, new AttachmentFiles(place.resolve("files")));
    try {
      return fetcher.fetch(new FollowUp.Attachment("file", url, title));
    } finally {
      fetcher.destroy();
    }
  }

  /** From the test's own server, which is allowed by name. */
  private Fetched fetch(String path) throws IOException {
    return fetch(settings("127.0.0.1:" + files.port()), files.url(path), null);
  }

  private static ZohoFile here(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Fetched.Here.class);
    return ((Fetched.Here) fetched).file();
  }

  private static void refused(Fetched fetched, String code) {
    assertThat(fetched).isEqualTo(new Fetched.Refused(code));
  }

  private static void failed(Fetched fetched, String code) {
    assertThat(fetched).isEqualTo(new Fetched.Failed(code));
  }

  @Test
  void bringsAFileWithItsNameAndType() throws IOException {
    files.file("/a/photo.png", "application/octet-stream", FileServer.PNG);

    ZohoFile file = here(fetch("/a/photo.png"));

    assertThat(Files.readAllBytes(file.path())).isEqualTo(FileServer.PNG);
    assertThat(file.name()).isEqualTo("photo.png");
    assertThat(file.type()).isEqualTo("image/png");
    Files.delete(file.path());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/x/photo.png, -, photo.png",
        "/x/photo.png, My photo, photo.png",
        "/x/1234, My photo, My photo.png",
        "/x/1234, ../../etc/passwd.png, _.._etc_passwd.png",
        "/x/, -, file.png",
        "/x/%22%0D%0Aa.png, -, ___a.png",
      })
  void givesItANameThatPeopleCanRead(String path, String title, String name) throws IOException {
    files.page("/", exchange -> FileServer.status(exchange, 404));
    files.file(java.net.URI.create(path).getPath(), "image/png", FileServer.PNG);

    ZohoFile file = here(fetch(settings("127.0.0.1:" + files.port()), files.url(path), title));

    assertThat(file.name()).isEqualTo(name);
    Files.delete(file.path());
  }

  @Test
  void asksWithoutCookiesCredentialsOrCompression() throws IOException {
    files.page(
        "/first",
        exchange -> {
          exchange.getResponseHeaders().set("Set-Cookie", "a=b");
          exchange.getResponseHeaders().set("Location", "/second");
          FileServer.status(exchange, 302);
        });
    files.file("/second", "image/png", FileServer.PNG);

    Files.delete(here(fetch("/first")).path());

    assertThat(files.asked()).hasSize(2);
    assertThat(files.asked())
        .allSatisfy(
            headers -> {
              assertThat(headers.getFirst("Accept-Encoding")).isEqualTo("identity");
              assertThat(headers).doesNotContainKeys("Cookie", "Authorization", "Referer");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/x.png",
        "http://localhost/x.png",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/x.png",
        "http://[::ffff:127.0.0.1]/x.png",
        "http://[fd00::1]/x.png",
        "http://[fe80::1]/x.png",
        "http://[64:ff9b::7f00:1]/x.png",
        "http://[2002:7f00:1::]/x.png",
        "http://2130706433/x.png",
        "http://0.0.0.0/x.png",
        "http://10.1.2.3/x.png",
        "http://172.20.0.1/x.png",
        "http://192.168.0.1/x.png",
        "http://100.64.0.1/x.png",
        "http://224.0.0.1/x.png",
        "http://255.255.255.255/x.png",
        "http://inside.example.test/x.png",
        "http://loop.example.test/x.png",
        "http://half.example.test/x.png",
        "http://metadata.example.test/x.png",
        "http://six.example.test/x.png",
      })
  void neverAsksWhatIsNotPublic(String url) throws IOException {
    refused(fetch(settings(), url, null), "not_public");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/x.png",
        "http://2130706433/x.png",
        "http://inside.example.test/x.png",
      })
  void neverFollowsToWhatIsNotPublic(String url) throws IOException {
    files.redirect("/moved", url);

    refused(fetch("/moved"), "not_public");
  }

  @Test
  void anAllowedHostIsAllowedAtItsPortOnly() throws IOException {
    FileServer other = FileServer.start();
    other.file("/x.png", "image/png", FileServer.PNG);
    files.redirect("/moved", other.url("/x.png"));

    refused(fetch("/moved"), "bad_port");
    assertThat(other.asked()).isEmpty();
    other.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://example.test/x, bad_scheme",
    "file:///etc/passwd, bad_scheme",
    "http:///x, bad_address",
    "http://me:secret@example.test/x, bad_address",
    "http://example.test:22/x, bad_port",
    "http://exa mple.test/x, bad_address",
    "http://127.1/x.png, bad_address",
  })
  void refusesAddressesOfOtherKinds(String url, String code) throws IOException {
    refused(fetch(settings(), url, null), code);
  }

  @Test
  void followsAFewRedirects() throws IOException {
    files.redirect("/1", "/2").redirect("/2", "3").redirect("/3", files.url("/x.png"));
    files.file("/x.png", "image/png", FileServer.PNG);

    Files.delete(here(fetch("/1")).path());
  }

  @Test
  void givesUpOnARedirectThatNeverEnds() throws IOException {
    files.redirect("/1", "/1");

    refused(fetch("/1"), "too_many_redirects");
    assertThat(files.asked()).hasSize(4);
  }

  @Test
  void refusesAFileThatSaysItIsTooLarge() throws IOException {
    files.page("/x.png", exchange -> exchange.sendResponseHeaders(200, 10_000_000));

    refused(fetch("/x.png"), "too_large");
  }

  @Test
  void cutsAFileThatTurnsOutTooLarge() throws IOException {
    files.page("/x.png", exchange -> endless(exchange));

    refused(fetch("/x.png"), "too_large");
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    byte[] much = new byte[10_000];
    for (int i = 0; i < 10_000; i++) {
      body.write(much);
    }
  }

  @Test
  void cutsAnAnswerThatDripsIn() throws IOException {
    files.page(
        "/x.png",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            pause();
          }
        });
    long begun = System.nanoTime();

    failed(fetch("/x.png"), "timeout");

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void refusesWhatComesCompressed() throws IOException {
    files.page(
        "/x.png",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, FileServer.PNG.length);
          exchange.getResponseBody().write(FileServer.PNG);
        });

    refused(fetch("/x.png"), "compressed");
  }

  @ParameterizedTest
  @CsvSource({
    "<html><script>alert(1)</script></html>, image/png, type_text/html",
    "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>, image/png, type_image/svg+xml",
    "MZ\u0090\u0000\u0003, image/png, type_application/x-msdownload",
  })
  void judgesAFileByItsContent(String content, String type, String code) throws IOException {
    files.file("/x.png", type, content.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(((Fetched.Refused) fetch("/x.png")).code()).startsWith(code.substring(0, 9));
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    files.file("/x.png", "image/png", new byte[0]);

    refused(fetch("/x.png"), "empty");
  }

  @ParameterizedTest
  @CsvSource({"404", "403", "401", "204", "206"})
  void refusesOtherAnswers(int status) throws IOException {
    files.page("/x.png", exchange -> FileServer.status(exchange, status));

    refused(fetch("/x.png"), "http_" + status);
  }

  @ParameterizedTest
  @CsvSource({"500", "503", "429", "408"})
  void failsWhenTheServerMayAnswerLater(int status) throws IOException {
    files.page("/x.png", exchange -> FileServer.status(exchange, status));

    failed(fetch("/x.png"), "http_" + status);
  }

  @Test
  void failsWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    failed(
        fetch(settings("127.0.0.1:" + port), "http://127.0.0.1:" + port + "/x", null), "no_answer");
  }

  @Test
  void failsWhenLessComesThanWasAnnounced() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread liar =
          new Thread(
              () -> {
                try (Socket client = server.accept()) {
                  client.getInputStream().read(new byte[4_000]);
                  client
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhello"
                              .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException ended) {
                  // the test looks at the other side
                }
              });
      liar.start();
      String host = "127.0.0.1:" + server.getLocalPort();

      failed(fetch(settings(host), "http://" + host + "/x.txt", null), "no_answer");

      liar.join(5_000);
    }
  }

  @Test
  void fetchesNothingWhenItIsSwitchedOff() throws IOException {
    AttachmentProperties off =
        new AttachmentProperties(
            false,
            DataSize.ofKilobytes(1),
            List.of(),
            Duration.ofSeconds(1),
            1,
            0,
            List.of(80),
            List.of("127.0.0.1:" + files.port()));

    refused(fetch(off, files.url("/x.png"), null), "switched_off");
    assertThat(files.asked()).isEmpty();
  }

  @Test
  void settingsSayWhatIsWrongWithThem() {
    assertThatThrownBy(
            () ->
                new AttachmentProperties(
                    true,
                    DataSize.ofMegabytes(51),
                    List.of(),
                    Duration.ofSeconds(1),
                    1,
                    0,
                    List.of(),
                    List.of()))
        .hasMessageContaining("handoff.attachments.size")
        .hasMessageContaining("50MB");
  }
}
