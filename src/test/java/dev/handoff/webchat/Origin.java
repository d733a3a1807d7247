package dev.handoff.webchat;

import dev.handoff.testing.Gateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks as a browser on a page of some origin; Java's own client lets nobody set that header. */
record Origin(Gateway gateway, String path) {

  /** Status and allowed origin of the answer. */
  String get(String origin) {
    return ask("GET", "Origin: " + origin + "\r\n");
  }

  /** The same for the question before a request with an Authorization header. */
  String preflight(String origin) {
    return ask(
        "OPTIONS",
        "Origin: "
            + origin
            + "\r\nAccess-Control-Request-Method: GET\r\n"
            + "Access-Control-Request-Headers: authorization\r\n");
  }

  private String ask(String method, String headers) {
    try (Socket socket = new Socket("localhost", gateway.port())) {
      String request =
          method + " " + path + " HTTP/1.1\r\nHost: gw.example\r\nConnection: close\r\n" + headers;
      socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String status = lines.readLine().split(" ")[1];
      String allowed = null;
      for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
        if (line.toLowerCase(Locale.ROOT).startsWith("access-control-allow-origin: ")) {
          allowed = line.substring("access-control-allow-origin: ".length());
        }
      }
      return status + " " + allowed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
