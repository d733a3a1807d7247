package dev.handoff.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.handoff.chaos.Violation.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A bot platform's callback: takes events, now and then only at the second try, and keeps what came
 * and in which order.
 */
final class BotPlatform implements AutoCloseable {

  static final String SECRET = "round-trip-secret";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One event as it came in. */
  private record Event(String id, String shown) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final Map<String, List<Event>> taken = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Violation> odd = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refused = new AtomicInteger();
  private final double refusing;
  private final Random random;

  /**
   * @param refusing share of the calls that are answered with 503
   */
  BotPlatform(double refusing, long seed) {
    this.refusing = refusing;
    this.random = new Random(seed);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/events", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (isRefused()) {
        refused.incrementAndGet();
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      take(exchange, body);
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private synchronized boolean isRefused() {
    return random.nextDouble() < refusing;
  }

  private void take(HttpExchange exchange, byte[] body) throws IOException {
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
    String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
    if (!("v1," + sign(id + "." + time + ".", body)).equals(signature)) {
      odd.add(new Violation(Promise.ODD_ANSWER, "a wrong signature on event " + id));
    }
    JsonNode event = JSON.readTree(body);
    List<Event> events =
        taken.computeIfAbsent(event.at("/data/conversationId").asText(), key -> new ArrayList<>());
    synchronized (events) {
      events.add(new Event(id, shown(event)));
    }
  }

  private static String sign(String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String shown(JsonNode event) {
    return switch (event.path("type").asText()) {
      case "hitl.message" -> event.at("/data/text").asText();
      case "hitl.stopped" -> "stopped " + event.at("/data/reason").asText();
      default -> event.path("type").asText();
    };
  }

  /**
   * What a conversation got to hear, each event once. Only the event that came last may come again:
   * an earlier one out of its order is shown a second time.
   */
  List<String> heard(String conversation) {
    Map<String, String> first = new LinkedHashMap<>();
    List<String> heard = new ArrayList<>();
    String last = null;
    for (Event event : events(conversation)) {
      boolean isNew = first.putIfAbsent(event.id(), event.shown()) == null;
      if (isNew || !event.id().equals(last)) {
        heard.add(event.shown());
      }
      last = event.id();
    }
    return heard;
  }

  private List<Event> events(String conversation) {
    List<Event> events = taken.getOrDefault(conversation, List.of());
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  /** Events that came more than once. */
  long repeated() {
    return taken.keySet().stream()
        .map(this::events)
        .mapToLong(all -> all.size() - all.stream().map(Event::id).distinct().count())
        .sum();
  }

  int refused() {
    return refused.get();
  }

  List<Violation> odd() {
    return List.copyOf(odd);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
