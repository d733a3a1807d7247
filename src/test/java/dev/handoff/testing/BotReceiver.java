package dev.handoff.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** A bot platform that listens: takes what it is told, refuses, hangs, or drops the connection. */
public final class BotReceiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What the gateway sent.
   *
   * @param headers by lower-case name
   */
  public record Call(String path, Map<String, String> headers, String body) {

    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }

    /** The conversation it is about, on either platform. */
    public String conversation() {
      JsonNode json = json();
      return json.path("data")
          .path("conversationId")
          .asText(json.path("remoteConversationId").asText());
    }

    /** The words it carries, on either platform; empty when there are none. */
    public String text() {
      JsonNode json = json();
      return json.path("data").path("text").asText(json.path("payload").path("text").asText());
    }

    public String id() {
      return headers.get("webhook-id");
    }
  }

  /** What is answered; status 0 drops the connection, -1 never answers. */
  public record Reply(int status, Map<String, String> headers) {

    public static final Reply TAKEN = status(200);
    public static final Reply DROPPED = status(0);
    public static final Reply NEVER = status(-1);

    public static Reply status(int status) {
      return new Reply(status, Map.of());
    }

    public static Reply status(int status, String header, String value) {
      return new Reply(status, Map.of(header, value));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<Call> taken = new CopyOnWriteArrayList<>();
  private volatile Function<Call, Reply> how = call -> Reply.TAKEN;

  private BotReceiver(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  public static BotReceiver start() {
    return at(0);
  }

  /** On that port, which an earlier one had. */
  public static BotReceiver at(int port) {
    try {
      return new BotReceiver(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    Call call =
        new Call(
            exchange.getRequestURI().toString(),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    calls.add(call);
    Reply reply = how.apply(call);
    if (reply.status() < 0) {
      awaitClosing();
    }
    if (reply.status() > 0) {
      reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      if (reply.status() / 100 == 2) {
        taken.add(call);
      }
      exchange.sendResponseHeaders(reply.status(), -1);
    }
    exchange.close();
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How it answers from now on; may be called by several threads at the same time. */
  public void answer(Function<Call, Reply> answers) {
    how = answers;
  }

  /** How it answers what concerns that conversation; it takes everything else. */
  public void answer(String conversation, Reply reply) {
    answer(call -> call.conversation().equals(conversation) ? reply : Reply.TAKEN);
  }

  /** All calls so far that it saw. */
  public List<Call> calls(Predicate<Call> condition) {
    return calls.stream().filter(condition).toList();
  }

  /** All calls about that conversation, in the order in which they came. */
  public List<Call> calls(String conversation) {
    return calls(call -> call.conversation().equals(conversation));
  }

  /** Those that it answered 2xx. */
  public List<Call> taken(String conversation) {
    return taken.stream().filter(call -> call.conversation().equals(conversation)).toList();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://localhost:" + port() + path;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the receiver does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
