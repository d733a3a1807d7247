package dev.handoff.operations;

import dev.handoff.handoff.NodeNews;
import dev.handoff.intake.RequestProblem;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The consoles that are open on this node, and what they hear. Each has a thread of its own, so
 * that one that reads slowly holds up nobody; their number is limited. A stream ends after ten
 * minutes or with its login, and the console opens the next one.
 */
@Component
final class ConsoleStreams implements NodeNews.Listener, SmartLifecycle {

  static final int MOST = 40;

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int MOST_WAITING = 50;
  private static final String MISSED = "{\"handoffs\":[],\"bots\":[],\"missed\":true}";
  private static final String END = "";

  private final NodeNews nodes;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private boolean listening;
  private volatile boolean running;

  ConsoleStreams(NodeNews nodes) {
    this.nodes = nodes;
  }

  /**
   * A new stream.
   *
   * @param session of a person with a browser; it ends with it
   * @throws RequestProblem 503 when too many are open, or the gateway stops
   */
  synchronized SseEmitter open(@Nullable HttpSession session) {
    if (watchers.size() >= MOST || !running) {
      throw RequestProblem.unavailable(
          "This node has " + watchers.size() + " open consoles (at most " + MOST + ")");
    }
    if (!listening) {
      nodes.listen(this);
      listening = true;
    }
    Watcher watcher = new Watcher(session);
    watchers.add(watcher);
    Thread thread = new Thread(watcher, "console-stream");
    thread.setDaemon(true);
    thread.start();
    return watcher.emitter;
  }

  int open() {
    return watchers.size();
  }

  @Override
  public void heard(String words) {
    watchers.forEach(watcher -> watcher.offer(words));
  }

  @Override
  public void mayHaveMissed() {
    heard(MISSED);
  }

  private final class Watcher implements Runnable {

    private final SseEmitter emitter = new SseEmitter(LONGEST.plusMinutes(1).toMillis());
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final @Nullable HttpSession session;
    private final long until = System.nanoTime() + LONGEST.toNanos();

    Watcher(@Nullable HttpSession session) {
      this.session = session;
      emitter.onError(failure -> offer(END));
      emitter.onCompletion(() -> offer(END));
      emitter.onTimeout(() -> offer(END));
    }

    void offer(String words) {
      if (!waiting.offer(words)) {
        waiting.clear();
        waiting.offer(words.equals(END) ? END : MISSED);
      }
    }

    @Override
    public void run() {
      try {
        emitter.send(SseEmitter.event().name("hello").data("{}"));
        while (running && System.nanoTime() < until && isLoggedIn()) {
          String words = waiting.poll(HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
          if (END.equals(words)) {
            return;
          }
          emitter.send(
              words == null
                  ? SseEmitter.event().comment("")
                  : SseEmitter.event().name("changes").data(words));
        }
      } catch (IOException | IllegalStateException gone) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        watchers.remove(this);
        emitter.complete();
      }
    }

    private boolean isLoggedIn() {
      if (session == null) {
        return true;
      }
      try {
        session.getCreationTime();
        return true;
      } catch (IllegalStateException loggedOut) {
        return false;
      }
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Ends all that are open; a console whose login still holds opens the next one. */
  void endAll() {
    watchers.forEach(watcher -> watcher.offer(END));
  }

  @Override
  public void stop() {
    running = false;
    endAll();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server waits for its open requests. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
