import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * As much HTTP/1.1 as two programs on one machine need: one connection, one message after the
 * other. Takes next to nothing of the cores that the gateway is measured on.
 */
final class Wire implements AutoCloseable {

  /** A request or an answer: its first line and its body. */
  record Message(String start, String body, boolean last) {

    /** The status of an answer. */
    int status() {
      return Integer.parseInt(start.substring(9, 12));
    }

    /** The method of a request. */
    String method() {
      return start.substring(0, start.indexOf(' '));
    }

    /** The path of a request, without its query. */
    String path() {
      String target = start.substring(start.indexOf(' ') + 1, start.lastIndexOf(' '));
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }
  }

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
    this.out = socket.getOutputStream();
  }

  /** Sends first line, headers (each with its line end) and body in one packet. */
  void send(String start, String headers, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String length = bytes.length == 0 ? "" : "Content-Length: " + bytes.length + "\r\n";
    String head = start + "\r\n" + headers + length + "\r\n";
    ByteArrayOutputStream packet = new ByteArrayOutputStream(head.length() + bytes.length);
    packet.write(head.getBytes(StandardCharsets.ISO_8859_1));
    packet.write(bytes);
    packet.writeTo(out);
  }

  /** The next message, or null when the other side has closed the connection. */
  Message receive() throws IOException {
    String start = line();
    if (start == null) {
      return null;
    }
    int length = 0;
    boolean chunked = false;
    boolean last = false;
    for (String header = line(); header != null && !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
      last |= lower.startsWith("connection:") && lower.endsWith("close");
    }
    byte[] body = chunked ? chunks() : in.readNBytes(length);
    return new Message(start, new String(body, StandardCharsets.UTF_8), last);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      if (size == null) {
        throw new EOFException("the connection ended within a chunked body");
      }
      int length = Integer.parseInt(size.strip(), 16);
      body.write(in.readNBytes(length));
      line();
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      if (next != '\r') {
        line.append((char) next);
      }
      next = in.read();
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
