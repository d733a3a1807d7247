package dev.handoff.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.apidocs.ApiDocument.Example;
import dev.handoff.apidocs.ApiDocument.Operation;
import dev.handoff.apidocs.Calls.Reply;
import dev.handoff.operations.Operator;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.util.List;
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

  private static Given given;
  private static Calls calls;

  @BeforeAll
  static void start() {
    given = new Given(TestDatabase.H2);
    calls = new Calls(DOCUMENT, given);
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
        .filter(operation -> !Calls.schemes(operation).isEmpty())
        .filter(operation -> operation.node().path("responses").has("401"))
        .filter(
            operation -> operation.node().path("security").findValue("salesIqSignature") == null)
        .filter(operation -> operation.node().path("security").findValue("deskSecret") == null);
  }

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
    String path = calls.path(operation);
    String body = example.body() == null ? null : given.filled(example.body().toString());

    Reply reply = calls.send(operation, path, body, calls.credential(operation));

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
    Reply reply = calls.send(operation, calls.path(operation), "{}", Map.of("X-Api-Key", ""));

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
