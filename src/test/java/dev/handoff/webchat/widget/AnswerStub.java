package dev.handoff.webchat.widget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An answer service that says what a test wants. */
final class AnswerStub implements AutoCloseable {

  private final HttpServer server;
  final List<String> questions = new CopyOnWriteArrayList<>();
  private volatile int status;
  private volatile String body;
  private volatile CountDownLatch thinking = new CountDownLatch(0);

  private AnswerStub(HttpServer server) {
    this.server = server;
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    says("Yes.", 0.9);
  }

  static AnswerStub start() {
    try {
      InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new AnswerStub(HttpServer.create(local, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/answer";
  }

  void says(String answer, double confidence) {
    answers(200, "{\"answer\":\"" + answer + "\",\"confidence\":" + confidence + "}");
  }

  void answers(int newStatus, String newBody) {
    status = newStatus;
    body = newBody;
  }

  /** Answers nothing until this is let go. */
  CountDownLatch thinks() {
    thinking = new CountDownLatch(1);
    return thinking;
  }

  private void answer(HttpExchange exchange) throws IOException {
    questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    try {
      thinking.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
