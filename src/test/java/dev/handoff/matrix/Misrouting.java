package dev.handoff.matrix;

import dev.handoff.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;

/**
 * Sends single requests of the gateway's own client to a host that really cannot be reached, so
 * that the failures are those of the network and not imitations.
 */
final class Misrouting implements ExecChainHandler, AutoCloseable {

  /** How a host cannot be reached. */
  enum Way {
    UNKNOWN_HOST("the host name is unknown"),
    REFUSED("the connection is refused"),
    NO_CONNECTION("no connection in time"),
    NO_TLS("the TLS handshake fails");

    final String words;

    Way(String words) {
      this.words = words;
    }
  }

  private static final byte[] HANDSHAKE_FAILURE = {0x15, 3, 3, 0, 2, 2, 40};

  private record Detour(Way way, BiPredicate<String, String> requests) {}

  private final Map<String, Detour> once = new ConcurrentHashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final int closedPort;
  private final int fullPort;
  private final int plainPort;

  Misrouting() {
    try {
      this.closedPort = Ports.ofOnesOwn();
      this.fullPort = fullPort();
      this.plainPort = refusingPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next such request of that trace goes astray; method and path decide. */
  void once(String trace, Way way, BiPredicate<String, String> requests) {
    once.put(trace, new Detour(way, requests));
  }

  boolean isUsedUp() {
    return once.isEmpty();
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    String trace = trace(request);
    Detour detour = once.get(trace);
    String path = request.getPath().replaceAll("\\?.*", "");
    if (detour == null || !detour.requests().test(request.getMethod(), path)) {
      return chain.proceed(request, scope);
    }
    once.remove(trace);
    HttpHost host = host(detour.way());
    return chain.proceed(
        request,
        new ExecChain.Scope(
            scope.exchangeId,
            new HttpRoute(host, null, host.getSchemeName().equals("https")),
            scope.originalRequest,
            scope.execRuntime,
            scope.clientContext));
  }

  private static String trace(ClassicHttpRequest request) {
    return request.containsHeader("traceparent")
        ? request.getFirstHeader("traceparent").getValue().split("-")[1]
        : "";
  }

  private HttpHost host(Way way) {
    return switch (way) {
      case UNKNOWN_HOST -> new HttpHost("http", "desk.zoho.invalid", 80);
      case REFUSED -> new HttpHost("http", "127.0.0.1", closedPort);
      case NO_CONNECTION -> new HttpHost("http", "127.0.0.1", fullPort);
      case NO_TLS -> new HttpHost("https", "127.0.0.1", plainPort);
    };
  }

  /** A listener that takes no one and whose queue is full. */
  private int fullPort() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    open.add(server);
    for (int i = 0; i < 3; i++) {
      Socket waiting = new Socket();
      open.add(waiting);
      try {
        waiting.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 200);
      } catch (IOException queueIsFull) {
        break;
      }
    }
    return server.getLocalPort();
  }

  /** A listener that answers the first bytes of a handshake with the alert that it failed. */
  private int refusingPort() throws IOException {
    ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    open.add(server);
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().read(new byte[4096]);
                  socket.getOutputStream().write(HANDSHAKE_FAILURE);
                } catch (IOException closed) {
                  // Closed, or the client was faster.
                }
              }
            },
            "no-tls");
    thread.setDaemon(true);
    thread.start();
    return server.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }
}
