package dev.handoff.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of files on the loopback address; it answers as it is told, path by path. */
public final class FileServer implements AutoCloseable {

  /** A picture of one pixel. */
  public static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E"
                  + "rkJggg==");

  /** What one path answers. */
  @FunctionalInterface
  public interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final List<Headers> asked = new CopyOnWriteArrayList<>();

  private FileServer(HttpServer server) {
    this.server = server;
  }

  public static FileServer start() {
    try {
      FileServer files =
          new FileServer(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50));
      files.server.createContext("/", files::serve);
      files.server.setExecutor(files.threads);
      files.server.start();
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestHeaders());
    try (exchange) {
      pages
          .getOrDefault(exchange.getRequestURI().getPath(), missing -> status(missing, 404))
          .answer(exchange);
    }
  }

  public FileServer page(String path, Page page) {
    pages.put(path, page);
    return this;
  }

  public FileServer file(String path, String type, byte[] content) {
    return page(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
          exchange.getResponseBody().write(content);
        });
  }

  public FileServer text(String path, String type, String content) {
    return file(path, type, content.getBytes(StandardCharsets.UTF_8));
  }

  public FileServer redirect(String path, String location) {
    return page(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", location);
          status(exchange, 302);
        });
  }

  public static void status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  /** Headers of each request that came. */
  public List<Headers> asked() {
    return asked;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
