package dev.handoff.webchat;

import dev.handoff.testing.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Opens a stream and takes nothing of it. */
final class StuckReader implements AutoCloseable {

  private static final int SMALL = 4096;

  private final Socket socket;

  private StuckReader(Socket socket) {
    this.socket = socket;
  }

  static StuckReader open(Gateway gateway, String path) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(SMALL);
      socket.connect(new InetSocketAddress("localhost", gateway.port()));
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new StuckReader(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what had arrived; whether the connection then breaks instead of ending in good order. */
  boolean isCutOff() throws IOException {
    socket.setSoTimeout(5_000);
    InputStream in = socket.getInputStream();
    StringBuilder end = new StringBuilder();
    byte[] buffer = new byte[65_536];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        end.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        end.delete(0, Math.max(0, end.length() - 5));
      }
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
    return !end.toString().equals("0\r\n\r\n");
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
