package dev.handoff.webchat.widget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Another site's page with the widget, under a policy that forbids all but what it needs. */
final class HostPage implements AutoCloseable {

  private final HttpServer server;
  private volatile String gateway = "";
  private volatile String attributes = "";

  private HostPage(HttpServer server) {
    this.server = server;
    server.createContext("/", this::serve);
    server.start();
  }

  static HostPage start() {
    try {
      InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new HostPage(HttpServer.create(local, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The page holds the widget of this gateway, with these attributes on its tag. */
  String address(String gatewayAddress, String tagAttributes) {
    gateway = gatewayAddress;
    attributes = tagAttributes;
    return origin() + "/";
  }

  private void serve(HttpExchange exchange) throws IOException {
    String page =
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Shop</title></head>
        <body><main><h1>Shop</h1><p>Buy boats.</p><a href="#boats">Boats</a></main>
        <script src="%s/widget.js" %s></script></body></html>
        """
            .formatted(gateway, attributes);
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; script-src %s; connect-src %s; style-src 'none'; trusted-types 'none'; require-trusted-types-for 'script'"
                .formatted(gateway, gateway));
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
