import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Opens streams, has messages written, and measures from the moment at which the request that
 * writes one was due to its event. Messages come by the Desk webhook where the gateway has one, and
 * else with handoffs of the session, whose deliveries then run beside.
 */
final class Streams {

  private static final int SENDERS = 8;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final Map<String, String> options;
  private final int gateway;
  private final String run = Long.toHexString(System.nanoTime());
  private final Readers readers;
  private boolean webhook;
  private int sent;

  private Streams(Map<String, String> options) throws IOException {
    this.options = options;
    this.gateway = number("gateway");
    this.readers = new Readers(gateway);
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> options = new HashMap<>();
    for (String arg : args) {
      options.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
    }
    System.exit(new Streams(options).measure() ? 0 : 1);
  }

  private int number(String name) {
    return Integer.parseInt(options.get(name));
  }

  private boolean measure() throws Exception {
    int measured = number("measured");
    open(0, measured);
    begin(measured);
    webhook = takesWebhooks();
    System.out.println("messages by " + (webhook ? "POST /api/zoho/webhook" : "POST /api/handoffs"));
    write(measured, 500);
    readers.forget();
    boolean good = report(measured, write(measured, number("messages")));
    int streams = number("streams");
    if (streams > measured) {
      open(measured, streams);
      settle();
      readers.forget();
      good &= report(streams, write(measured, number("messages")));
    }
    return good;
  }

  private String session(int number) {
    return "bench-" + run + "-" + number;
  }

  private void open(int from, int to) throws Exception {
    long before = System.nanoTime();
    try (Caller caller = new Caller()) {
      for (int i = from; i < to; i++) {
        Wire.Message answer =
            caller.ask("POST /api/chat/sessions/" + session(i) + "/stream-token", "{}");
        String token = answer.body().replaceAll("(?s).*\"token\":\"([^\"]*)\".*", "$1");
        readers.open("/api/chat/sessions/" + session(i) + "/stream?token=" + token);
        while (readers.opening() > 200) {
          LockSupport.parkNanos(1_000_000);
        }
      }
    }
    await("streams that open", () -> readers.opening() == 0);
    System.out.printf(
        Locale.ROOT,
        "%d streams opened in %.1f s%n",
        to - from,
        (System.nanoTime() - before) / 1e9);
  }

  /** A session must be known to Zoho's side before an agent can answer in it. */
  private void begin(int sessions) throws Exception {
    inParallel(
        sessions,
        0,
        (caller, number, due) ->
            expect(caller.ask("POST /api/handoffs", handoff(number, "begin"))));
    settle();
  }

  /** Waits until the gateway has delivered what it has accepted. */
  private void settle() throws Exception {
    try (Wire wire = wire(number("stub"))) {
      String before = "";
      for (int still = 0; still < 4; ) {
        TimeUnit.SECONDS.sleep(1);
        wire.send("GET /stats HTTP/1.1", "Host: stub\r\n", "");
        String now = wire.receive().body();
        still = now.equals(before) ? still + 1 : 0;
        before = now;
      }
    }
  }

  private boolean takesWebhooks() throws IOException {
    try (Caller caller = new Caller()) {
      int status = caller.ask("POST /api/zoho/webhook", reply(0, "trial", "trial" + run)).status();
      return status >= 200 && status < 300;
    }
  }

  /** Writes so many messages at the rate; how many of them failed. */
  private int write(int sessions, int messages) throws Exception {
    int first = sent;
    sent += messages;
    AtomicInteger failed = new AtomicInteger();
    inParallel(
        messages,
        number("rate"),
        (caller, number, due) -> {
          int message = first + number;
          int session = (int) ((message * 2_654_435_761L >>> 8) % sessions);
          readers.expect(message, due);
          String text = "m-" + message + "-";
          int status =
              webhook
                  ? caller.ask("POST /api/zoho/webhook", reply(session, text, run + message)).status()
                  : caller.ask("POST /api/handoffs", handoff(session, text)).status();
          if (status < 200 || status > 299) {
            failed.incrementAndGet();
          }
        });
    long end = System.nanoTime() + PATIENCE;
    while (readers.missing() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(10_000_000);
    }
    return failed.get();
  }

  private boolean report(int streams, int failed) throws IOException {
    long[] took = readers.took();
    Arrays.sort(took);
    System.out.printf(
        Locale.ROOT,
        "%d streams: %d messages at %s/s: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms;"
            + " refused %d, missing %d, lost or doubled %d, streams ended %d; RSS %d MB, peak %d MB%n",
        streams,
        took.length,
        options.get("rate"),
        quantile(took, 0.50),
        quantile(took, 0.95),
        quantile(took, 0.99),
        quantile(took, 1),
        failed,
        readers.missing(),
        readers.wrong(),
        readers.ended(),
        memory("VmRSS"),
        memory("VmHWM"));
    return failed == 0 && readers.missing() == 0 && readers.wrong() == 0 && readers.ended() == 0;
  }

  private static double quantile(long[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(part * sorted.length) - 1] / 1e6;
  }

  private long memory(String field) throws IOException {
    return Files.readAllLines(Path.of("/proc", options.get("pid"), "status")).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  private interface Act {
    void act(Caller caller, int number, long due) throws IOException;
  }

  /** Each at its moment, or one after the other when the rate is 0. */
  private void inParallel(int count, int rate, Act act) throws Exception {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    Thread[] threads = new Thread[SENDERS];
    for (int t = 0; t < SENDERS; t++) {
      threads[t] = new Thread(() -> sender(next, count, rate, start, act));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void sender(AtomicInteger next, int count, int rate, long start, Act act) {
    try (Caller caller = new Caller()) {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        long due = rate == 0 ? System.nanoTime() : start + i * (1_000_000_000L / rate);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        act.act(caller, i, due);
      }
    } catch (IOException e) {
      throw new IllegalStateException("a sender failed", e);
    }
  }

  private Wire wire(int port) throws IOException {
    return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Asks the gateway, on a new connection when it has ended the last one (after 100 requests). */
  private final class Caller implements AutoCloseable {

    private Wire wire = wire(gateway);

    Caller() throws IOException {}

    Wire.Message ask(String request, String body) throws IOException {
      wire.send(
          request + " HTTP/1.1",
          "Host: localhost\r\nContent-Type: application/json\r\nX-Api-Key: "
              + options.get("key")
              + "\r\nX-Zoho-Webhook-Secret: "
              + options.get("secret")
              + "\r\n",
          body);
      Wire.Message answer = wire.receive();
      if (answer == null) {
        throw new IOException("the gateway gave no answer to " + request);
      }
      if (answer.last()) {
        wire.close();
        wire = wire(gateway);
      }
      return answer;
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  private static void expect(Wire.Message answer) {
    if (answer.status() > 299) {
      throw new IllegalStateException("refused: " + answer.start() + " " + answer.body());
    }
  }

  private String handoff(int session, String text) {
    return """
        {"channel": "web", "conversationId": "%s", "kind": "ticket",
         "visitor": {"name": "Ana", "email": "ana-%s-%d@example.test"},
         "transcript": [{"author": "agent", "text": "%s"}]}
        """
        .formatted(session(session), run, session, text);
  }

  private String reply(int session, String text, String id) {
    return """
        {"sessionId": "%s", "content": "%s", "authorName": "Max", "messageId": "%s"}
        """
        .formatted(session(session), text, id);
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(String what, Condition condition) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain for " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
