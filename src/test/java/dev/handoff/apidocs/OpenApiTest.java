package dev.handoff.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.apidocs.ApiDocument.Example;
import dev.handoff.apidocs.ApiDocument.Operation;
import dev.handoff.operations.Operator;
import dev.handoff.testing.Gateway;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The gateway and the description of its HTTP interface say the same. */
class OpenApiTest {

  /** Pages for people, and what the framework has for itself. */
  private static final List<String> PAGES =
      List.of(
          "/demo",
          "/widget.js",
          "/error",
          "/swagger-ui",
          "/setup",
          "/console",
          "/login",
          "/hawtio");

  private static final Set<String> ELSEWHERE =
      Set.of("/actuator/health", "/actuator/prometheus", "/actuator/info");

  private static final ApiDocument DOCUMENT = ApiDocument.fromFile();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static Given given;

  @BeforeAll
  static void start() {
    given = new Given();
  }

  @AfterAll
  static void stop() {
    given.close();
  }

  static List<Example> examples() {
    return DOCUMENT.examples();
  }

  static Stream<Operation> closed() {
    return DOCUMENT.operations().stream()
        .filter(operation -> !schemes(operation).isEmpty())
        .filter(operation -> operation.node().path("responses").has("401"))
        .filter(
            operation -> operation.node().path("security").findValue("salesIqSignature") == null)
        .filter(operation -> operation.node().path("security").findValue("deskSecret") == null);
  }

  private record Reply(int status, String type, String text) {}

  @Test
  void documentIsOpenApi() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult read =
        new OpenAPIV3Parser().readLocation(ApiDocument.FILE.toString(), null, options);

    assertThat(read.getMessages()).isEmpty();
    assertThat(read.getOpenAPI().getPaths()).hasSameSizeAs(DOCUMENT.root().path("paths"));
    assertThat(DOCUMENT.operations().stream().map(Operation::id)).doesNotHaveDuplicates();
  }

  @Test
  void gatewayServesTheDocumentToOperatorsOnly() throws IOException {
    Gateway gateway = given.gateway();

    assertThat(Operator.get(gateway, "/api-docs").json()).isEqualTo(DOCUMENT.root());
    assertThat(Operator.get(gateway, "/api-docs.yaml").text()).startsWith("# The gateway's HTTP");
    Stream.of("/api-docs", "/api-docs.yaml", "/swagger-ui", "/swagger-ui/start.js")
        .forEach(path -> assertThat(gateway.get(path).status()).as(path).isEqualTo(401));
  }

  @Test
  void swaggerUiLoadsNothingFromElsewhere() {
    Gateway.Answer page = Operator.get(given.gateway(), "/swagger-ui");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().get("content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self';")
        .doesNotContain("unsafe");
    assertThat(page.text()).doesNotContain("http");
    for (String part : List.of("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png")) {
      assertThat(page.text()).contains("/swagger-ui/" + part);
      assertThat(Operator.get(given.gateway(), "/swagger-ui/" + part).status()).isEqualTo(200);
    }
    assertThat(Operator.get(given.gateway(), "/swagger-ui/other.js").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsAnsweredAsTheDocumentSays(Example example) throws Exception {
    Operation operation = example.operation();
    String path = path(operation);
    String body = example.body() == null ? null : given.filled(example.body().toString());

    Reply reply = send(operation, path, body, credential(operation));

    assertThat(reply.status())
        .as("%s", reply)
        .satisfies(status -> assertThat(isExpected(example, status)).isTrue());
    if (example.status() == 0 && body != null) {
      assertThat(
              DOCUMENT.faults(content(operation.node().path("requestBody")), JSON.readTree(body)))
          .as("request")
          .isEmpty();
    }
    checkReply(operation, reply);
  }

  private static boolean isExpected(Example example, int status) {
    return example.status() == 0 ? status / 100 == 2 : status == example.status();
  }

  @ParameterizedTest
  @MethodSource("closed")
  void whatIsClosedStaysClosed(Operation operation) throws Exception {
    Reply reply = send(operation, path(operation), "{}", Map.of("X-Api-Key", ""));

    assertThat(reply.status()).as("%s", reply).isEqualTo(401);
  }

  /** Every path with its method, in the document and in the gateway. */
  @Test
  void everyPathIsDescribedAndEveryDescribedPathIsThere() {
    Set<String> there =
        given
            .gateway()
            .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getApplicationContext()
            .getBeansOfType(RequestMappingHandlerMapping.class)
            .values()
            .stream()
            .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
            .flatMap(OpenApiTest::paths)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described =
        DOCUMENT.operations().stream()
            .filter(operation -> !ELSEWHERE.contains(operation.path()))
            .map(Operation::toString)
            .map(text -> text.replaceAll("\\{[^}]+}", "{}"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(described).containsExactlyInAnyOrderElementsOf(there);
  }

  private static Stream<String> paths(RequestMappingInfo info) {
    return info.getPatternValues().stream()
        .filter(path -> PAGES.stream().noneMatch(path::startsWith) && !path.equals("/"))
        .flatMap(
            path -> methods(info).map(method -> method + " " + path.replaceAll("\\{[^}]+}", "{}")));
  }

  private static Stream<RequestMethod> methods(RequestMappingInfo info) {
    return info.getMethodsCondition().getMethods().stream()
        .filter(method -> method != RequestMethod.OPTIONS);
  }

  private static List<String> schemes(Operation operation) {
    JsonNode first = operation.node().path("security").path(0);
    List<String> names = new java.util.ArrayList<>();
    first.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Map<String, String> credential(Operation operation) {
    List<String> names = schemes(operation);
    return given.credential(names.isEmpty() ? "" : names.get(0));
  }

  private static String path(Operation operation) {
    String path = operation.path();
    StringBuilder query = new StringBuilder();
    for (Map.Entry<String, JsonNode> each : DOCUMENT.parameters(operation)) {
      JsonNode parameter = each.getValue();
      String name = parameter.path("name").asText();
      if (parameter.path("in").asText().equals("path")) {
        path =
            path.replace("{" + name + "}", given.path(each.getKey(), operation.path(), parameter));
      } else if (parameter.path("in").asText().equals("query") && parameter.has("example")) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(name)
            .append('=')
            .append(URLEncoder.encode(parameter.path("example").asText(), StandardCharsets.UTF_8));
      }
    }
    return path + query;
  }

  private static Reply send(
      Operation operation, String path, String body, Map<String, String> headers) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of("X-Api-Key", Gateway.API_KEY));
    all.putAll(headers);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(given.gateway().uri(path))
            .method(
                operation.method().toUpperCase(Locale.ROOT),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    all.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    HttpResponse<InputStream> response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
    String type = response.headers().firstValue("content-type").orElse("");
    try (InputStream text = response.body()) {
      return new Reply(
          response.statusCode(),
          type,
          type.startsWith("text/event-stream")
              ? ""
              : new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static JsonNode content(JsonNode body) {
    return body.path("content").iterator().next().path("schema");
  }

  private static void checkReply(Operation operation, Reply reply) throws IOException {
    JsonNode described =
        DOCUMENT.resolved(operation.node().path("responses").path(String.valueOf(reply.status())));
    assertThat(described.isMissingNode()).as("%s is not described", reply).isFalse();
    JsonNode contents = described.path("content");
    if (contents.isMissingNode()) {
      return;
    }
    String type = reply.type().replaceAll(";.*", "").strip();
    assertThat(contents.has(type)).as("%s is not described", reply).isTrue();
    if (type.endsWith("json")) {
      assertThat(DOCUMENT.faults(contents.path(type).path("schema"), JSON.readTree(reply.text())))
          .as("%s", reply)
          .isEmpty();
    }
  }
}
