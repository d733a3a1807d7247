package dev.handoff.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP/1.1 server on the loopback address, one thread per connection.
 *
 * <p>It exists because a fault has to reach the socket itself: to reset it, to cut an answer short,
 * to say nothing. Hundreds of slow requests may be open at the same time. Closing it closes every
 * connection.
 */
final class HttpListener implements AutoCloseable {

  /** What is done with one request; runs on the connection's own thread. */
  @FunctionalInterface
  interface Handler {
    void handle(Request request, Connection connection) throws IOException;
  }

  private static final int BACKLOG = 1024;

  private final ServerSocket server;
  private final Handler handler;
  private final ExecutorService threads;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  private HttpListener(ServerSocket server, Handler handler) {
    this.server = server;
    this.handler = handler;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "simulated-zoho-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  static HttpListener start(int port, Handler handler) {
    try {
      ServerSocket server =
          new ServerSocket(port, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
      HttpListener listener = new HttpListener(server, handler);
      listener.threads.execute(listener::acceptAll);
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The simulated Zoho cannot listen on port " + port + "; choose another or 0", e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    closeQuietly(server);
    open.forEach(HttpListener::closeQuietly);
    threads.shutdownNow();
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        // Closed, or a client that left before it was served: both need nothing done.
      }
    }
  }

  private void serve(Socket socket) {
    try (Connection connection = new Connection(socket)) {
      open.add(connection);
      try {
        while (!server.isClosed()) {
          @Nullable Request request = connection.read();
          if (request == null) {
            return;
          }
          handler.handle(request, connection);
          if ("close".equalsIgnoreCase(request.header("Connection"))) {
            return;
          }
        }
      } finally {
        open.remove(connection);
      }
    } catch (IOException | NumberFormatException e) {
      // The client or a fault ended the connection, or what came was no HTTP.
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // Nothing is left to release.
    }
  }
}
