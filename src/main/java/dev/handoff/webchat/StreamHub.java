package dev.handoff.webchat;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.MessageNews;
import dev.handoff.handoff.StoredConversations;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * All open streams of this node: wakes those of a session that has news, keeps the others alive,
 * and ends all of them first when the node stops.
 */
@Component
final class StreamHub implements OpenStreams, MessageNews.Subscriber, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(StreamHub.class);

  /** Before the requests are waited for, and before the deliveries take their time to end. */
  private static final int FIRST_TO_STOP = Integer.MAX_VALUE - 10;

  private static final long SLOWEST_TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** While news are heard, one looks in this many times the polling time, lest one was lost. */
  private static final int RARELY = 30;

  private static final int RETRY_SECONDS = 5;
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final StoredConversations conversations;
  private final Frames frames;
  private final MessageNews news;
  private final Clock clock;
  private final WebchatProperties settings;
  private final Map<ConversationKey, SessionStreams> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger places = new AtomicInteger();
  private final AgainWhenAsked poll = new AgainWhenAsked(this::poll, this::execute);
  private final AtomicLong warned = new AtomicLong(System.nanoTime() - QUIET_NANOS);
  private final ExecutorService readers;
  private final ScheduledExecutorService ticking =
      Executors.newSingleThreadScheduledExecutor(daemon("stream-tick"));
  private volatile long polled = System.nanoTime();
  private volatile boolean closed;
  private volatile boolean running;

  StreamHub(
      StoredConversations conversations,
      Frames frames,
      MessageNews news,
      Clock clock,
      WebchatProperties settings) {
    this.conversations = conversations;
    this.frames = frames;
    this.news = news;
    this.clock = clock;
    this.settings = settings;
    this.readers = Executors.newFixedThreadPool(settings.readers(), daemon("stream-read"));
  }

  private static ThreadFactory daemon(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Takes a place for one more stream, which it gives back when it {@linkplain #leave leaves}.
   *
   * @throws ChatProblem 503 or 429 when there is none
   */
  SessionStreams enter(ConversationKey session) {
    if (closed) {
      throw ChatProblem.unavailable("This node is about to stop. Open it again.", 1);
    }
    if (places.incrementAndGet() > settings.mostStreams()) {
      places.decrementAndGet();
      throw ChatProblem.unavailable(
          "All places for streams are taken (handoff.webchat.most-streams)", RETRY_SECONDS);
    }
    SessionStreams entered = sessions.compute(session, this::withOneMore);
    if (entered.places() > settings.mostStreamsPerSession()) {
      leave(session);
      throw ChatProblem.tooMany(
          "This session has too many streams (handoff.webchat.most-streams-per-session)",
          RETRY_SECONDS);
    }
    return entered;
  }

  private SessionStreams withOneMore(ConversationKey session, @Nullable SessionStreams known) {
    SessionStreams streams = known == null ? new SessionStreams(session, this) : known;
    streams.place(1);
    return streams;
  }

  void leave(ConversationKey session) {
    places.decrementAndGet();
    sessions.computeIfPresent(
        session,
        (key, streams) -> {
          streams.place(-1);
          return streams.places() > 0 ? streams : null;
        });
  }

  @Override
  public int count() {
    return places.get();
  }

  @Override
  public int most() {
    return settings.mostStreams();
  }

  boolean isClosed() {
    return closed;
  }

  StoredConversations conversations() {
    return conversations;
  }

  Frames frames() {
    return frames;
  }

  void execute(Runnable look) {
    try {
      readers.execute(look);
    } catch (RejectedExecutionException stopping) {
      log.debug("a node that stops reads no more");
    }
  }

  /** Every session notices that the database is away; one of them says it. */
  void readFailed(RuntimeException failure) {
    long before = warned.get();
    long now = System.nanoTime();
    if (now - before >= QUIET_NANOS && warned.compareAndSet(before, now)) {
      log.warn("messages cannot be read for streams for now: {}", FaultText.of(failure));
    }
  }

  @Override
  public void changed(ConversationKey conversation) {
    SessionStreams streams = sessions.get(conversation);
    if (streams != null) {
      streams.look();
    }
  }

  @Override
  public void mayHaveMissed() {
    sessions.values().forEach(SessionStreams::look);
  }

  /** Asks where all sessions are, many at a time, and looks where a stream is not there. */
  private void poll() {
    try {
      Map<ConversationKey, Long> newest = conversations.newest(List.copyOf(sessions.keySet()));
      newest.forEach(
          (session, number) -> {
            SessionStreams streams = sessions.get(session);
            if (streams != null) {
              streams.lookUnlessAt(number);
            }
          });
    } catch (RuntimeException failure) {
      readFailed(failure);
    } finally {
      polled = System.nanoTime();
    }
  }

  private void tick() {
    try {
      long now = System.nanoTime();
      Instant time = clock.instant();
      long heartbeat = settings.heartbeat().toNanos();
      long stuck = settings.stuck().toNanos();
      everyStream(stream -> stream.look(now, time, heartbeat, stuck));
      sessions.values().forEach(SessionStreams::retry);
      long pause = settings.polling().toNanos() * (news.isListening() ? RARELY : 1);
      if (now - polled >= pause && !sessions.isEmpty()) {
        poll.ask();
      }
    } catch (RuntimeException failure) {
      log.error("streams were not looked after: {}", FaultText.of(failure));
    }
  }

  private void everyStream(Consumer<EventStream> act) {
    sessions.values().forEach(session -> session.streams().forEach(act));
  }

  @Override
  public void start() {
    news.subscribe(this);
    long tick =
        Math.min(
            SLOWEST_TICK_NANOS,
            Math.min(
                    settings.polling().toNanos(),
                    Math.min(settings.heartbeat().toNanos(), settings.stuck().toNanos()))
                / 2);
    ticking.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.NANOSECONDS);
    running = true;
  }

  /** Interrupts nobody: H2 closes its file when a thread that reads it is interrupted. */
  @Override
  public void stop() {
    running = false;
    closed = true;
    ticking.shutdown();
    everyStream(EventStream::end);
    readers.shutdown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return FIRST_TO_STOP;
  }
}
