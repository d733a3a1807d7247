package dev.handoff.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A wire between a client and a server on this machine that can be held, gathered, cut, or cut at a
 * word.
 */
public final class TcpProxy implements AutoCloseable {

  /** What happens to bytes that a client sends. */
  private enum Mode {
    FORWARD,
    GATHER,
    HOLD,
    REFUSE
  }

  private record Trap(byte[] mark, byte[] word, boolean forwarded) {}

  private final ServerSocket door;
  private volatile int server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Trap> trap = new AtomicReference<>();
  private final Semaphore sprung = new Semaphore(0);
  private final AtomicInteger gathered = new AtomicInteger();
  private volatile Mode mode = Mode.FORWARD;

  private TcpProxy(ServerSocket door, int server) {
    this.door = door;
    this.server = server;
  }

  /** Forwards to that port of this machine. */
  public static TcpProxy to(int server) {
    try {
      TcpProxy proxy =
          new TcpProxy(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), server);
      thread(proxy::welcome);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  /** From now on new connections go to that port of this machine. */
  public void redirect(int other) {
    server = other;
  }

  /** From now on what clients send waits here, until {@link #release}. */
  public void gather() {
    mode = Mode.GATHER;
  }

  /** How many clients have sent something that waits here. */
  public int gathered() {
    return gathered.get();
  }

  /** Forwards all that waits, and whatever comes later. */
  public void release() {
    mode = Mode.FORWARD;
  }

  /** From now on nothing gets through and nothing is refused: the server seems to hang. */
  public void hold() {
    mode = Mode.HOLD;
  }

  /** From now on every connection is closed at once, also those that stand. */
  public void refuse() {
    mode = Mode.REFUSE;
    sockets.forEach(TcpProxy::shut);
  }

  /** Forwards again; connections that were held are lost. */
  public void mend() {
    sockets.forEach(TcpProxy::shut);
    mode = Mode.FORWARD;
  }

  /**
   * On the first connection on which a client sends the mark, the next packet that holds the word
   * is the last one; the answer to it is lost.
   *
   * @param forwarded whether that packet still reaches the server
   */
  public void cutAt(String mark, String word, boolean forwarded) {
    sprung.drainPermits();
    trap.set(
        new Trap(
            mark.getBytes(StandardCharsets.US_ASCII),
            word.getBytes(StandardCharsets.US_ASCII),
            forwarded));
  }

  /** How often a connection was cut since {@link #cutAt}. */
  public int cuts() {
    return sprung.availablePermits();
  }

  private void welcome() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        if (mode == Mode.REFUSE) {
          shut(client);
          continue;
        }
        Socket target = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.add(client);
        sockets.add(target);
        AtomicReference<Boolean> deaf = new AtomicReference<>(false);
        thread(() -> pump(client, target, true, deaf));
        thread(() -> pump(target, client, false, deaf));
      } catch (IOException closed) {
        continue;
      }
    }
  }

  private void pump(Socket from, Socket to, boolean fromClient, AtomicReference<Boolean> deaf) {
    byte[] bytes = new byte[16_384];
    boolean marked = false;
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      int length = in.read(bytes);
      while (length >= 0 && mode != Mode.HOLD) {
        if (fromClient && mode == Mode.GATHER) {
          waitForRelease();
        }
        Trap set = fromClient ? trap.get() : null;
        marked = marked || (set != null && contains(bytes, length, set.mark()));
        boolean caught =
            set != null
                && marked
                && contains(bytes, length, set.word())
                && trap.compareAndSet(set, null);
        if (caught) {
          deaf.set(true);
          if (set.forwarded()) {
            out.write(bytes, 0, length);
            out.flush();
            Thread.sleep(200); // the server carries it out before its connection breaks
          }
          sprung.release();
          return;
        }
        if (fromClient || !deaf.get()) {
          out.write(bytes, 0, length);
        }
        length = in.read(bytes);
      }
      while (mode == Mode.HOLD) {
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException cut) {
      // the other side notices when both sockets are shut
    } finally {
      shut(from);
      shut(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void waitForRelease() throws InterruptedException {
    gathered.incrementAndGet();
    while (mode == Mode.GATHER) {
      Thread.sleep(20);
    }
    gathered.decrementAndGet();
  }

  private static boolean contains(byte[] bytes, int length, byte[] word) {
    for (int start = 0; start + word.length <= length; start++) {
      int same = 0;
      while (same < word.length && bytes[start + same] == word[same]) {
        same++;
      }
      if (same == word.length) {
        return true;
      }
    }
    return false;
  }

  private static void shut(Closeable socket) {
    try {
      socket.close();
    } catch (IOException already) {
      throw new UncheckedIOException(already);
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    shut(door);
    sockets.forEach(TcpProxy::shut);
  }
}
