import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Zoho that says yes to everything, after a fixed delay: {@code ZohoStub <delay in ms>}. Prints
 * its port, and counts the tickets of every correlation token; {@code GET /stats} tells. Between
 * {@code GET /outage/on} and {@code GET /outage/off} it answers all else with 503 and a page.
 */
final class ZohoStub {

  private static final Pattern TOKEN = Pattern.compile("hg-[0-9a-f]{20}");
  private static final String NO_DELAY = "/stats";

  private final long delay;
  private final AtomicLong ids = new AtomicLong(1_000_000);
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong readBack = new AtomicLong();
  private final AtomicLong untold = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private volatile boolean away;
  private final Map<String, Integer> tickets = new ConcurrentHashMap<>();

  private record Answer(int status, String body) {}

  private ZohoStub(long delay) {
    this.delay = delay;
  }

  public static void main(String[] args) throws IOException {
    ZohoStub stub = new ZohoStub(args.length == 0 ? 0 : Long.parseLong(args[0]));
    try (ServerSocket server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      while (true) {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> stub.serve(socket));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private void serve(Socket socket) {
    try (Wire wire = new Wire(socket)) {
      for (Wire.Message asked = wire.receive(); asked != null; asked = wire.receive()) {
        if (!asked.path().equals(NO_DELAY) && delay > 0) {
          Thread.sleep(delay);
        }
        Answer answer = answer(asked);
        String type = answer.body().isEmpty() ? "" : "Content-Type: application/json\r\n";
        wire.send("HTTP/1.1 " + answer.status() + " Stub", type, answer.body());
      }
    } catch (IOException gone) {
      // The gateway closes idle connections.
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answer(Wire.Message asked) {
    String path = asked.path();
    if (path.equals(NO_DELAY)) {
      return new Answer(200, stats());
    }
    if (path.startsWith("/outage/")) {
      away = path.endsWith("/on");
      return new Answer(200, stats());
    }
    requests.incrementAndGet();
    if (away) {
      return new Answer(503, "<html><body>Zoho is away</body></html>");
    }
    boolean creates = asked.method().equals("POST");
    String id = creates ? Long.toString(ids.incrementAndGet()) : afterLastSlash(path);
    if (path.endsWith("/oauth/v2/token")) {
      return new Answer(
          200, "{\"access_token\":\"token-" + id + "\",\"expires_in\":3600,\"scope\":\"all\"}");
    }
    if (path.endsWith("/contacts/search")) {
      return new Answer(204, "");
    }
    if (path.endsWith("/departments")) {
      return new Answer(200, "{\"data\":[{\"id\":\"77\",\"is_enabled\":\"true\"}]}");
    }
    if (path.contains("/conversations")) {
      return new Answer(
          200,
          "{\"data\":{\"id\":\"%s\",\"conversation_id\":\"%s\",\"chat_status\":{\"state_key\":\"waiting\"}}}"
              .formatted(id, id));
    }
    if (path.contains("/contacts") || path.contains("/calls")) {
      return new Answer(200, "{\"id\":\"" + id + "\",\"status\":\"Scheduled\"}");
    }
    if (path.contains("/tickets")) {
      note(creates, asked.body());
      return new Answer(
          200,
          "{\"id\":\"%s\",\"ticketNumber\":\"%s\",\"contactId\":\"1\",\"status\":\"Open\",\"webUrl\":\"https://desk.example.test/%s\"}"
              .formatted(id, id, id));
    }
    unknown.incrementAndGet();
    return new Answer(404, "{\"errorCode\":\"URL_NOT_FOUND\",\"message\":\"not in the stub\"}");
  }

  private void note(boolean creates, String body) {
    if (!creates) {
      readBack.incrementAndGet();
      return;
    }
    Matcher token = TOKEN.matcher(body);
    if (token.find()) {
      tickets.merge(token.group(), 1, Integer::sum);
    } else {
      untold.incrementAndGet();
    }
  }

  private String stats() {
    long twice = tickets.values().stream().filter(count -> count > 1).count();
    return "{\"handoffs\":%d,\"twice\":%d,\"readBack\":%d,\"withoutToken\":%d,\"unknown\":%d,\"requests\":%d}"
        .formatted(
            tickets.size(), twice, readBack.get(), untold.get(), unknown.get(), requests.get());
  }

  private static String afterLastSlash(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
