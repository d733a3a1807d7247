import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands over tickets, each in a conversation of its own, waits until Zoho has them, and checks that
 * every accepted one is delivered and none twice. Prints one line of {@code name=value} pairs; exit
 * code 1 when something is lost or doubled.
 *
 * <p>Without {@code rate} every connection sends its next request when the last one is answered;
 * with it requests start at fixed times and latencies count from those.
 */
final class Load {

  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
  private static final int LONGEST_ANSWER = (int) TimeUnit.SECONDS.toMillis(60);
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

  private final int gateway;
  private final int stub;
  private final int count;
  private final int connections;
  private final int rate;
  private final long patience;
  private final String key;
  private final String run;
  private final AtomicInteger next = new AtomicInteger();

  private record Sent(long nanos, int status, String id) {}

  private Load(Map<String, String> options) {
    this.gateway = number(options, "gateway", 0);
    this.stub = number(options, "stub", 0);
    this.count = number(options, "count", 2_000);
    this.connections = number(options, "connections", 32);
    this.rate = number(options, "rate", 0);
    this.patience = TimeUnit.SECONDS.toNanos(number(options, "patience", 120));
    this.key = options.getOrDefault("key", "");
    this.run = options.getOrDefault("run", "run");
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> options = new HashMap<>();
    for (String arg : args) {
      String[] pair = arg.split("=", 2);
      options.put(pair[0], pair.length == 2 ? pair[1] : "");
    }
    System.exit(new Load(options).run() ? 0 : 1);
  }

  private static int number(Map<String, String> options, String name, int otherwise) {
    String value = options.get(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  private boolean run() throws Exception {
    Map<String, Long> before = stats();
    long start = System.nanoTime();
    List<Sent> sent = onAllConnections(connection -> sendUntilDone(connection, start));
    double accepting = seconds(System.nanoTime() - start);
    List<String> ids =
        sent.stream().filter(one -> one.status() / 100 == 2).map(Sent::id).toList();
    boolean drained = await(before.get("readBack") + ids.size(), start);
    double delivering = seconds(System.nanoTime() - start);
    Map<String, Long> after = stats();
    long delivered = delivered(ids);
    long doubled = after.get("twice") - before.get("twice");
    long[] latencies = sent.stream().mapToLong(Sent::nanos).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "accepted=%d refused=%d accepted_per_second=%.0f delivered_per_second=%.0f"
            + " p50=%.1f p99=%.1f not_delivered=%d doubled=%d unknown_paths=%d%n",
        ids.size(),
        sent.size() - ids.size(),
        ids.size() / accepting,
        ids.size() / delivering,
        quantile(latencies, 0.50),
        quantile(latencies, 0.99),
        ids.size() - delivered,
        doubled,
        after.get("unknown") - before.get("unknown"));
    return drained && delivered == ids.size() && doubled == 0 && ids.size() == sent.size();
  }

  private interface Work<T> {
    List<T> on(Connection connection) throws IOException;
  }

  private <T> List<T> onAllConnections(Work<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<List<T>>> parts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        parts.add(
            threads.submit(
                () -> {
                  try (Connection connection = new Connection(gateway)) {
                    return work.on(connection);
                  }
                }));
      }
      List<T> all = new ArrayList<>();
      for (Future<List<T>> part : parts) {
        all.addAll(part.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a connection to the gateway failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Sent> sendUntilDone(Connection connection, long start) throws IOException {
    List<Sent> sent = new ArrayList<>();
    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
      long from = rate == 0 ? System.nanoTime() : startOf(number, start);
      Wire.Message answer =
          connection.ask(
              "POST /api/handoffs HTTP/1.1",
              "Content-Type: application/json\r\nX-Api-Key: " + key + "\r\n",
              order(number));
      long took = System.nanoTime() - from;
      Matcher id = ID.matcher(answer.body());
      sent.add(new Sent(took, answer.status(), id.find() ? id.group(1) : ""));
    }
    return sent;
  }

  private long startOf(int number, long start) {
    long due = start + number * (TimeUnit.SECONDS.toNanos(1) / rate);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return due;
  }

  private String order(int number) {
    return """
        {"channel": "api", "conversationId": "%1$s-%2$d", "kind": "ticket",
         "visitor": {"name": "Ana Bench", "email": "ana-%1$s-%2$d@example.test",
                     "language": "en", "timeZone": "Europe/Berlin"},
         "reason": "My order has not arrived",
         "transcript": [
           {"author": "visitor", "text": "Hello, where is my order %2$d?"},
           {"author": "bot", "text": "Let me look. Which e-mail did you order with?"},
           {"author": "visitor", "text": "The one I write with. It is two weeks late."},
           {"author": "bot", "text": "I cannot see why. Shall a colleague get back to you?"},
           {"author": "visitor", "text": "Yes, please."}]}
        """
        .formatted(run, number);
  }

  private boolean await(long readBack, long start) throws IOException {
    try (Connection connection = new Connection(stub)) {
      while (stats(connection).get("readBack") < readBack) {
        if (System.nanoTime() - start > patience) {
          return false;
        }
        LockSupport.parkNanos(LOOK);
      }
      return true;
    }
  }

  /** Asks the gateway for each handoff; the last ones may still be settling. */
  private long delivered(List<String> ids) throws Exception {
    AtomicInteger place = new AtomicInteger();
    List<String> delivered =
        onAllConnections(
            connection -> {
              List<String> done = new ArrayList<>();
              for (int i = place.getAndIncrement(); i < ids.size(); i = place.getAndIncrement()) {
                if (isDelivered(connection, ids.get(i))) {
                  done.add(ids.get(i));
                }
              }
              return done;
            });
    return delivered.stream().distinct().count();
  }

  private boolean isDelivered(Connection connection, String id) throws IOException {
    for (int look = 0; look < 50; look++) {
      Wire.Message answer =
          connection.ask("GET /api/handoffs/" + id + " HTTP/1.1", "X-Api-Key: " + key + "\r\n", "");
      if (answer.status() != 200 || answer.body().contains("\"state\":\"delivered\"")) {
        return answer.status() == 200;
      }
      LockSupport.parkNanos(5 * LOOK);
    }
    return false;
  }

  private Map<String, Long> stats() throws IOException {
    try (Connection connection = new Connection(stub)) {
      return stats(connection);
    }
  }

  private static Map<String, Long> stats(Connection connection) throws IOException {
    String body = connection.ask("GET /stats HTTP/1.1", "", "").body();
    Map<String, Long> stats = new HashMap<>();
    Arrays.stream(body.replaceAll("[{}\"]", "").split(","))
        .map(pair -> pair.split(":"))
        .forEach(pair -> stats.put(pair[0], Long.parseLong(pair[1])));
    return stats;
  }

  private static double quantile(long[] sorted, double share) {
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return sorted.length == 0 ? 0 : sorted[Math.max(0, index)] / 1e6;
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  /** Stays open as long as the server lets it. */
  private static final class Connection implements AutoCloseable {

    private final int port;
    private Wire wire;

    Connection(int port) {
      this.port = port;
    }

    Wire.Message ask(String start, String headers, String body) throws IOException {
      if (wire == null) {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(LONGEST_ANSWER);
        wire = new Wire(socket);
      }
      wire.send(start, "Host: localhost\r\n" + headers, body);
      Wire.Message answer = wire.receive();
      if (answer == null) {
        throw new IOException("no answer to " + start);
      }
      if (answer.last()) {
        close();
      }
      return answer;
    }

    @Override
    public void close() throws IOException {
      if (wire != null) {
        wire.close();
        wire = null;
      }
    }
  }
}
