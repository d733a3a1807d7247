package dev.handoff.webchat;

import dev.handoff.handoff.FaultText;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open stream. It holds what is being written and nothing more: whatever else there is waits in
 * the database until the reader has taken this. No thread waits for it.
 *
 * <p>Every use of the output is under this object's lock, and only while it is open: the servlet
 * container uses the response again for others afterwards.
 */
final class EventStream implements WriteListener, AsyncListener {

  private static final Logger log = LoggerFactory.getLogger(EventStream.class);

  /** A message as it is written. */
  record Frame(long number, byte[] bytes) {}

  /**
   * What there is for the streams of a session.
   *
   * @param newest the number of the newest message
   * @param frames messages that follow each other
   * @param state who may speak, as it is written; null while more messages come before it
   */
  record News(long newest, List<Frame> frames, @Nullable String state) {}

  private final SessionStreams session;
  private final AsyncContext exchange;
  private final ServletOutputStream output;
  private final Runnable cut;
  private final boolean tellsState;
  private final @Nullable Instant until;

  private byte @Nullable [] writing;
  private boolean flushing;
  private boolean begun;
  private boolean over;
  private boolean behind;
  private @Nullable String state;
  private long taken;
  private long blockedSince;
  private boolean blocked;
  private long lastWrite = System.nanoTime();

  /**
   * @param taken the number of the message up to which the reader has read
   * @param tellsState whether it tells who may speak, too
   * @param until when it ends by itself; null for never
   * @param cut closes the connection at once, whatever was not sent yet
   */
  EventStream(
      SessionStreams session,
      AsyncContext exchange,
      ServletOutputStream output,
      Runnable cut,
      byte[] opening,
      long taken,
      boolean tellsState,
      @Nullable Instant until) {
    this.session = session;
    this.exchange = exchange;
    this.output = output;
    this.cut = cut;
    this.writing = opening;
    this.taken = taken;
    this.tellsState = tellsState;
    this.until = until;
  }

  /**
   * The container's call when it can take more; the first one comes when the request is through.
   */
  @Override
  public void onWritePossible() {
    boolean first;
    synchronized (this) {
      first = !begun;
      begun = true;
      drain();
    }
    if (first) {
      session.joined(this);
    }
  }

  /** Whether it can take messages now; if not, it asks for them when it can. */
  synchronized boolean isIdle() {
    boolean idle = begun && !over && writing == null && !blocked;
    behind |= !idle;
    return idle;
  }

  /** Up to which message it has got or is getting them. */
  synchronized long taken() {
    return taken;
  }

  /**
   * Takes what it has not got yet, unless it is busy. A place beyond the newest message becomes the
   * newest: the database may have been restored.
   */
  synchronized void offer(News news) {
    if (!isIdle()) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (taken > news.newest()) {
      bytes.writeBytes(Frames.beyondNewest(taken, news.newest()));
      taken = news.newest();
    }
    for (Frame frame : news.frames()) {
      if (frame.number() > taken) {
        bytes.writeBytes(frame.bytes());
        taken = frame.number();
      }
    }
    if (tellsState && news.state() != null && !news.state().equals(state)) {
      state = news.state();
      bytes.writeBytes(Frames.bytes(news.state()));
    }
    if (bytes.size() > 0) {
      write(bytes.toByteArray());
    }
  }

  private void write(byte[] bytes) {
    writing = bytes;
    drain();
  }

  /** Heartbeat, end of the token, and the end of patience with a reader who takes nothing. */
  synchronized void look(long now, Instant time, long heartbeatNanos, long stuckNanos) {
    if (over || !begun) {
      return;
    }
    if (blocked && now - blockedSince > stuckNanos) {
      cutOff();
    } else if (until != null && !time.isBefore(until)) {
      end();
    } else if (writing == null && !blocked && now - lastWrite >= heartbeatNanos) {
      write(Frames.HEARTBEAT);
    }
  }

  /** Ends it in good order, or at once when the reader has not taken what was sent. */
  synchronized void end() {
    if (over) {
      return;
    }
    if (blocked) {
      cutOff();
      return;
    }
    over = true;
    complete();
  }

  private void cutOff() {
    over = true;
    cut.run();
  }

  private void complete() {
    try {
      exchange.complete();
    } catch (IllegalStateException ended) {
      log.debug("a stream had ended by itself: {}", FaultText.of(ended));
    }
  }

  /** Writes what there is as long as the container takes it without waiting. */
  private void drain() {
    try {
      while (!over && isReady()) {
        if (writing != null) {
          byte[] bytes = writing;
          writing = null;
          flushing = true;
          output.write(bytes);
        } else if (flushing) {
          flushing = false;
          lastWrite = System.nanoTime();
          output.flush();
        } else {
          caughtUp();
          return;
        }
      }
    } catch (IOException | IllegalStateException gone) {
      log.debug("a reader is gone: {}", FaultText.of(gone));
      over = true;
      complete();
    }
  }

  private boolean isReady() {
    boolean ready = output.isReady();
    if (!ready && !blocked) {
      blockedSince = System.nanoTime();
    }
    blocked = !ready;
    return ready;
  }

  private void caughtUp() {
    if (behind) {
      behind = false;
      session.look();
    }
  }

  @Override
  public void onError(Throwable failure) {
    log.debug("a stream broke: {}", FaultText.of(failure));
    gone();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    gone();
    session.left(this);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    gone();
  }

  @Override
  public void onError(AsyncEvent event) {
    gone();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // A stream is never started anew.
  }

  private synchronized void gone() {
    if (!over) {
      over = true;
      complete();
    }
  }
}
