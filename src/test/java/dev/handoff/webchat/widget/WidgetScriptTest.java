package dev.handoff.webchat.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The script as it is served, and what it is made of. */
@ExtendWith(Stage.Resolver.class)
class WidgetScriptTest {

  private static final Path SOURCE = Path.of("src/main/resources/widget");
  private static final int MOST_BYTES = 25_000;

  private static HttpResponse<byte[]> get(Gateway gateway, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
  }

  @Test
  void scriptIsSmallAndCachedForAWhile(Stage stage) throws Exception {
    HttpResponse<byte[]> packed = get(stage.gateway, "/widget.js", "Accept-Encoding", "gzip, br");

    assertThat(packed.statusCode()).isEqualTo(200);
    assertThat(packed.body().length).isLessThan(MOST_BYTES);
    assertThat(packed.headers().map())
        .containsEntry("content-encoding", List.of("gzip"))
        .containsEntry("content-type", List.of("application/javascript;charset=UTF-8"))
        .containsEntry("cache-control", List.of("max-age=600, public"))
        .containsEntry("x-content-type-options", List.of("nosniff"));
    String tag = packed.headers().firstValue("etag").orElseThrow();
    HttpResponse<byte[]> known = get(stage.gateway, "/widget.js", "If-None-Match", tag);
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
  }

  @Test
  void whoCannotUnpackGetsItPlain(Stage stage) throws Exception {
    HttpResponse<byte[]> none = get(stage.gateway, "/widget.js");
    HttpResponse<byte[]> refused =
        get(stage.gateway, "/widget.js", "Accept-Encoding", "gzip;q=0, identity");

    assertThat(none.headers().firstValue("content-encoding")).isEmpty();
    assertThat(none.headers().allValues("vary")).contains("Accept-Encoding");
    assertThat(refused.body()).isEqualTo(none.body());
  }

  @Test
  void nothingOfTheWidgetIsOpenUnlessItIsSwitchedOn(Stage stage) throws Exception {
    try (Gateway closed = Gateway.start(stage.zoho, TestDatabase.H2.fresh(), Map.of())) {
      assertThat(closed.send("POST", "/widget/sessions", "{}", Map.of()).status()).isEqualTo(404);
      assertThat(get(closed, "/demo").statusCode()).isEqualTo(404);
      assertThat(get(closed, "/demo/demo.css").statusCode()).isEqualTo(404);
    }
    assertThat(get(stage.gateway, "/demo").statusCode()).isEqualTo(404);
  }

  @Test
  void everyLanguageSaysEverythingWithTheSameWords() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode english = json.readTree(SOURCE.resolve("texts/en.json").toFile());
    try (Stream<Path> files = Files.list(SOURCE.resolve("texts"))) {
      List<String> languages = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        languages.add(file.getFileName().toString().replace(".json", ""));
        JsonNode texts = json.readTree(file.toFile());
        assertThat(names(texts)).as("%s", file).isEqualTo(names(english));
        names(english)
            .forEach(
                name ->
                    assertThat(words(texts.path(name)))
                        .as("%s: %s", file, name)
                        .isEqualTo(words(english.path(name))));
      }
      assertThat(languages).hasSameElementsAs(WidgetScript.LANGUAGES);
    }
  }

  private static TreeSet<String> names(JsonNode texts) {
    TreeSet<String> names = new TreeSet<>();
    texts.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static TreeSet<String> words(JsonNode text) {
    TreeSet<String> words = new TreeSet<>();
    Matcher found = Pattern.compile("\\{\\w+}").matcher(text.asText());
    while (found.find()) {
      words.add(found.group());
    }
    return words;
  }

  /** What a strict policy forbids, and what would make text into markup. */
  @Test
  void sourceHasNothingThatAPolicyForbids() throws IOException {
    try (Stream<Path> files = Files.list(SOURCE)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".js")).toList()) {
        assertThat(Files.readString(file))
            .as("%s", file)
            .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
            .doesNotContain("eval(", "new Function", "setAttribute('style'");
      }
    }
  }

  /** Every line of the gateway's own that a visitor may see is there in the visitor's language. */
  @Test
  void everyLineOfTheGatewayHasItsText() throws IOException {
    JsonNode english = new ObjectMapper().readTree(SOURCE.resolve("texts/en.json").toFile());
    Pattern note = Pattern.compile("(?<!audit)\\.note\\(\\s*\"([a-z-]+)\",");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher found = note.matcher(Files.readString(file));
        while (found.find()) {
          assertThat(english.has("note-" + found.group(1))).as(found.group(1)).isTrue();
        }
      }
    }
    assertThat(names(english))
        .contains("note-asked-chat", "note-asked-callback", "note-asked-ticket")
        .contains("note-fallback-callback", "note-fallback-ticket", "note-person-asked");
  }
}
