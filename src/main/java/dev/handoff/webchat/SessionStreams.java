package dev.handoff.webchat;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.StoredConversation;
import dev.handoff.handoff.StoredMessage;
import dev.handoff.webchat.EventStream.Frame;
import dev.handoff.webchat.EventStream.News;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The open streams of one session on this node. They share their reads of the database, of which
 * there is never more than one at a time: however many news come meanwhile, they are one more look.
 */
final class SessionStreams {

  /** What one look reads at most, and so what one stream holds at most (or one longer message). */
  private static final int ROWS = 64;

  private static final int CHARACTERS = 64_000;

  private final ConversationKey session;
  private final StreamHub hub;
  private final List<EventStream> streams = new CopyOnWriteArrayList<>();
  private final AgainWhenAsked look;
  private volatile boolean failed;

  /** How many streams hold a place, joined or not; guarded by the hub. */
  private int places;

  SessionStreams(ConversationKey session, StreamHub hub) {
    this.session = session;
    this.hub = hub;
    this.look = new AgainWhenAsked(this::read, hub::execute);
  }

  ConversationKey session() {
    return session;
  }

  int places() {
    return places;
  }

  void place(int more) {
    places += more;
  }

  List<EventStream> streams() {
    return streams;
  }

  void joined(EventStream stream) {
    streams.add(stream);
    if (hub.isClosed()) {
      stream.end();
    }
    look();
  }

  void left(EventStream stream) {
    streams.remove(stream);
    leave();
  }

  /** Gives a place back. */
  void leave() {
    hub.leave(session);
  }

  /** There may be something new. */
  void look() {
    look.ask();
  }

  /** Looks again if the last look failed. */
  void retry() {
    if (failed) {
      look();
    }
  }

  /** Looks if one of the streams is not exactly where the newest message is. */
  void lookUnlessAt(long newest) {
    if (streams.stream().anyMatch(stream -> stream.taken() != newest)) {
      look();
    }
  }

  /** One look, on a thread that may wait for the database. */
  private void read() {
    try {
      write(streams.stream().filter(EventStream::isIdle).toList());
      failed = false;
    } catch (RuntimeException failure) {
      failed = true;
      hub.readFailed(failure);
    }
  }

  private void write(List<EventStream> idle) {
    if (idle.isEmpty()) {
      return;
    }
    long from = idle.stream().mapToLong(EventStream::taken).min().orElseThrow();
    StoredConversation now = hub.conversations().read(session, from, ROWS, CHARACTERS);
    boolean cut = isCut(now.messages());
    List<Frame> frames =
        now.messages().stream()
            .map(message -> new Frame(message.number(), hub.frames().message(message)))
            .toList();
    News news = new News(now.newest(), frames, cut ? null : hub.frames().state(now.ownership()));
    idle.forEach(stream -> stream.offer(news));
    if (cut) {
      look();
    }
  }

  private static boolean isCut(List<StoredMessage> page) {
    return page.size() == ROWS
        || page.stream().mapToLong(message -> message.content().length()).sum() >= CHARACTERS;
  }
}
