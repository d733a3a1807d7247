import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Many streams on one thread: light enough to share the machine with what it measures. */
final class Readers {

  /** Sockets of one source address to one port; there are some 28,000 ports. */
  private static final int PER_ADDRESS = 20_000;

  private final int gateway;
  private final Selector selector;
  private final Queue<Reader> fresh = new ConcurrentLinkedQueue<>();
  private final Map<Integer, Long> due = new ConcurrentHashMap<>();
  private final Queue<Long> took = new ConcurrentLinkedQueue<>();
  private final AtomicInteger opening = new AtomicInteger();
  private final AtomicInteger wrong = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private int opened;

  Readers(int gateway) throws IOException {
    this.gateway = gateway;
    this.selector = Selector.open();
    Thread thread = new Thread(this::select, "readers");
    thread.setDaemon(true);
    thread.start();
  }

  void open(String path) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 16_384);
    channel.bind(new InetSocketAddress("127.0.0." + (1 + opened++ / PER_ADDRESS), 0));
    channel.connect(new InetSocketAddress("127.0.0.1", gateway));
    channel.write(
        ByteBuffer.wrap(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1)));
    channel.configureBlocking(false);
    opening.incrementAndGet();
    fresh.add(new Reader(channel));
    selector.wakeup();
  }

  int opening() {
    return opening.get();
  }

  int wrong() {
    return wrong.get();
  }

  int ended() {
    return ended.get();
  }

  void expect(int message, long at) {
    due.put(message, at);
  }

  int missing() {
    return due.size();
  }

  void forget() {
    due.clear();
    took.clear();
  }

  long[] took() {
    return took.stream().mapToLong(Long::longValue).toArray();
  }

  private void select() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
    try {
      while (true) {
        selector.select();
        for (Reader reader = fresh.poll(); reader != null; reader = fresh.poll()) {
          reader.channel.register(selector, SelectionKey.OP_READ, reader);
        }
        for (SelectionKey key : selector.selectedKeys()) {
          read(key, buffer);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the readers failed", e);
    }
  }

  private void read(SelectionKey key, ByteBuffer buffer) throws IOException {
    Reader reader = (Reader) key.attachment();
    buffer.clear();
    int bytes;
    try {
      bytes = reader.channel.read(buffer);
    } catch (IOException reset) {
      bytes = -1;
    }
    if (bytes < 0) {
      ended.incrementAndGet();
      key.cancel();
      reader.channel.close();
      return;
    }
    long now = System.nanoTime();
    buffer.flip();
    while (buffer.hasRemaining()) {
      reader.take((char) (buffer.get() & 0xff), now);
    }
  }

  /** One stream: undoes the chunks, and looks at the lines. */
  private final class Reader {

    private final SocketChannel channel;
    private StringBuilder line = new StringBuilder();
    private boolean head = true;
    private boolean begun;
    private int left = -1;
    private long id;

    Reader(SocketChannel channel) {
      this.channel = channel;
    }

    void take(char next, long now) {
      if (!head && left > 0) {
        left--;
        if (next == '\n') {
          field(now);
        } else {
          line.append(next);
        }
        return;
      }
      frame(next);
    }

    /** Lines of the head, sizes of chunks and the ends of chunks. */
    private final StringBuilder framing = new StringBuilder();

    private void frame(char next) {
      if (next != '\n') {
        framing.append(next);
        return;
      }
      String text = framing.toString().strip();
      framing.setLength(0);
      if (head) {
        head = !text.isEmpty();
        if (text.startsWith("HTTP/") && !text.contains(" 200")) {
          wrong.incrementAndGet();
        }
      } else if (!text.isEmpty()) {
        left = Integer.parseInt(text, 16);
      }
    }

    private void field(long now) {
      String text = line.toString();
      line = new StringBuilder(0);
      if (!begun) {
        begun = true;
        opening.decrementAndGet();
      }
      if (text.startsWith("id: ")) {
        long next = Long.parseLong(text.substring(4));
        if (next != id + 1) {
          wrong.incrementAndGet();
        }
        id = next;
      } else if (text.startsWith("data: ")) {
        arrived(text, now);
      }
    }

    private void arrived(String data, long now) {
      int at = data.indexOf("\"m-");
      if (at >= 0) {
        int message = Integer.parseInt(data.substring(at + 3, data.indexOf('-', at + 3)));
        Long from = due.remove(message);
        if (from == null) {
          wrong.incrementAndGet();
        } else {
          took.add(now - from);
        }
      }
    }
  }
}
