package dev.handoff.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.HandoffGateway;
import dev.handoff.handoff.NodeClock;
import dev.handoff.sandbox.Settings;
import dev.handoff.sandbox.SimulatedZoho;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The gateway as it runs in production, in this process: real routes, real HTTP, a real database,
 * and the simulated Zoho on the other side. Not the sandbox profile: every setting is given.
 */
public final class Gateway implements AutoCloseable {

  public static final String API_KEY = "test-api-key";
  public static final String OPS_USER = "ops";
  public static final String OPS_PASSWORD = "ops-password";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ConfigurableApplicationContext context;
  private final int port;

  private Gateway(ConfigurableApplicationContext context) {
    this.context = context;
    this.port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
  }

  /** Starts on an empty H2 database. */
  public static Gateway start(SimulatedZoho zoho) {
    return start(zoho, TestDatabase.H2.fresh(), Map.of());
  }

  /** Starts on the given database; {@code more} wins over everything else. */
  public static Gateway start(
      SimulatedZoho zoho, Map<String, String> database, Map<String, String> more) {
    return start(zoho, database, more, (Clock) null);
  }

  /** The same with another clock for everything that asks for the time; null for the real one. */
  public static Gateway start(
      SimulatedZoho zoho, Map<String, String> database, Map<String, String> more, Clock clock) {
    return start(zoho, database, more, context -> replaceClock(context, clock));
  }

  /** The same with more beans. */
  public static Gateway start(
      SimulatedZoho zoho,
      Map<String, String> database,
      Map<String, String> more,
      Consumer<GenericApplicationContext> beans) {
    Map<String, Object> all = new HashMap<>(settings(zoho));
    all.putAll(database);
    all.putAll(more);
    String[] arguments =
        all.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    return new Gateway(
        new SpringApplicationBuilder(HandoffGateway.class)
            .initializers(context -> beans.accept((GenericApplicationContext) context))
            .run(arguments));
  }

  /** The same on a machine whose own clock says something else; the database's time still rules. */
  public static Gateway startWhereItIs(
      Clock nodeClock, SimulatedZoho zoho, Map<String, String> database, Map<String, String> more) {
    return start(
        zoho,
        database,
        more,
        context -> context.registerBean(NodeClock.class, () -> new NodeClock(nodeClock)));
  }

  /** Another clock for everything that asks for the time; null for the real one. */
  public static void replaceClock(GenericApplicationContext context, Clock clock) {
    if (clock != null) {
      context.registerBean(
          "testClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
    }
  }

  /** Everything that must be set in production, for that Zoho. Fast retries. */
  public static Map<String, String> settings(SimulatedZoho zoho) {
    Settings own = zoho.settings();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("SERVER_PORT", "0");
    all.put("ZOHO_ACCOUNTS_URL", zoho.accountsUrl());
    all.put("ZOHO_DESK_API_URL", zoho.deskUrl());
    all.put("ZOHO_SALESIQ_API_URL", zoho.salesiqUrl());
    all.put("ZOHO_CLIENT_ID", own.ordinary().clientId());
    all.put("ZOHO_CLIENT_SECRET", own.ordinary().clientSecret());
    all.put("ZOHO_REFRESH_TOKEN", own.ordinary().refreshToken());
    all.put("ZOHO_SALESIQ_CLIENT_ID", own.organisation().clientId());
    all.put("ZOHO_SALESIQ_CLIENT_SECRET", own.organisation().clientSecret());
    all.put("ZOHO_SALESIQ_REFRESH_TOKEN", own.organisation().refreshToken());
    all.put("ZOHO_ORG_ID", own.orgId());
    all.put("ZOHO_DEPARTMENT_ID", own.departmentId());
    all.put("ZOHO_SALESIQ_SCREEN_NAME", own.screenName());
    all.put("ZOHO_SALESIQ_APP_ID", own.appId());
    all.put("ZOHO_SALESIQ_DEPARTMENT_ID", own.salesiqDepartmentId());
    all.put("HANDOFF_API_KEYS", "older-key," + API_KEY);
    all.put("HANDOFF_OPS_USER", OPS_USER);
    all.put("HANDOFF_OPS_PASSWORD", OPS_PASSWORD);
    all.put("HANDOFF_ENCRYPTION_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    all.put("HANDOFF_RETRY_INITIAL", "100ms");
    all.put("HANDOFF_RETRY_MAX", "500ms");
    all.put("handoff.zoho.settle", "200ms");
    // Refreshes are counted: only the calls of a test lead to one, unless it is about the start.
    all.put("handoff.zoho.tokens.first-look", "0s");
    // Nobody takes chats here, and clocks leap: no fallback unless a test is about it.
    all.put("handoff.relay.assignment", "365d");
    all.put("handoff.catch-up.every", "0s");
    // What one test's visitor hears of operators is not for the next one's.
    all.put("handoff.routing.nobody-free", "0s");
    all.put("handoff.retention.every", "0s");
    all.put("spring.jmx.unique-names", "true");
    // Longer than a busy machine takes for any answer that is given at all.
    all.put("handoff.zoho.response-timeout-ms", "3000");
    return all;
  }

  /** An answer of the gateway. */
  public record Answer(int status, Map<String, String> headers, String text) {

    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }
  }

  /** Posts JSON with the API key. */
  public Answer post(String path, String json) {
    return post(path, json, Map.of());
  }

  /** Posts JSON with the API key and more headers; an empty value drops a header. */
  public Answer post(String path, String json, Map<String, String> headers) {
    return send("POST", path, json, headers);
  }

  /** Gets with the API key. */
  public Answer get(String path) {
    return send("GET", path, null, Map.of());
  }

  /** Any request; the API key and the JSON type are there unless {@code headers} empties them. */
  public Answer send(String method, String path, String body, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("X-Api-Key", API_KEY);
    if (body != null) {
      all.put("Content-Type", "application/json");
    }
    all.putAll(headers);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    all.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    return send(request.build());
  }

  /** Any request at all. */
  public Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      Map<String, String> headers = new HashMap<>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
      return new Answer(response.statusCode(), headers, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  public int port() {
    return port;
  }

  /** A bean of the running gateway, by its name. */
  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /** A bean of the running gateway. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
