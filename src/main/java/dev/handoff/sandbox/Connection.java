package dev.handoff.sandbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One client's connection: reads requests, sends answers, and can misbehave on purpose. */
final class Connection implements Closeable {

  private final Socket socket;
  private final InputStream in;

  Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** The next request, or null when the client is done. */
  @Nullable Request read() throws IOException {
    String first = line();
    if (first.isEmpty()) {
      return null;
    }
    String[] words = first.split(" ", 3);
    if (words.length < 3) {
      throw new IOException("Not an HTTP request line");
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header = line(); !header.isEmpty(); header = line()) {
      int colon = header.indexOf(':');
      if (colon > 0) {
        headers.merge(
            header.substring(0, colon).strip(),
            header.substring(colon + 1).strip(),
            (one, other) -> one + "," + other);
      }
    }
    if ("100-continue".equalsIgnoreCase(headers.get("Expect"))) {
      socket.getOutputStream().write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
    }
    return Request.of(words[0], words[1], headers, body(headers));
  }

  void send(Answer answer, boolean headOnly) throws IOException {
    ByteArrayOutputStream out = head(answer);
    if (!headOnly) {
      out.write(answer.body());
    }
    socket.getOutputStream().write(out.toByteArray());
  }

  /** Promises the whole body, sends half of it and closes. */
  void cut(Answer answer) throws IOException {
    ByteArrayOutputStream out = head(answer);
    out.write(answer.body(), 0, answer.body().length / 2);
    socket.getOutputStream().write(out.toByteArray());
    socket.close();
  }

  /** Sends half of the head and closes. */
  void cutHead(Answer answer) throws IOException {
    byte[] head = head(answer).toByteArray();
    socket.getOutputStream().write(head, 0, head.length / 2);
    socket.close();
  }

  /** Sends byte by byte, as long as the client listens. */
  void dribble(Answer answer, Duration pause) throws IOException {
    ByteArrayOutputStream whole = head(answer);
    whole.write(answer.body());
    for (byte one : whole.toByteArray()) {
      pause(pause);
      socket.getOutputStream().write(one);
    }
  }

  static void pause(Duration pause) throws IOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Closed during a delay");
    }
  }

  /** Makes the client see "connection reset". */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Says nothing until the client gives up, or the server is closed. */
  void hang() throws IOException {
    while (in.read() >= 0) {
      // A pipelined request is ignored as well.
    }
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static ByteArrayOutputStream head(Answer answer) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" -\r\n");
    answer.headers().forEach((k, v) -> head.append(k).append(": ").append(v).append("\r\n"));
    if (answer.status() != 204) {
      head.append("Content-Length: ").append(answer.body().length).append("\r\n");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ascii(head.append("\r\n").toString()));
    return out;
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
      return chunks();
    }
    return exactly(Integer.parseInt(headers.getOrDefault("Content-Length", "0")));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      whole.write(exactly(size));
      line();
    }
    for (String trailer = line(); !trailer.isEmpty(); ) {
      trailer = line();
    }
    return whole.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("The client left in the middle of its body");
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
