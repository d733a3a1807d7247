package dev.handoff.webchat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Opens streams (contract section 4.4): Server-Sent Events, without a thread for each. */
@RestController
class StreamApi {

  private static final String STATES = "states";

  private final StreamHub hub;
  private final WebchatProperties settings;

  StreamApi(StreamHub hub, WebchatProperties settings) {
    this.hub = hub;
    this.settings = settings;
  }

  /** Spring MVC takes the answer for given, as this writes it itself. */
  @GetMapping(SessionApi.SESSION + SessionApi.STREAM)
  void open(
      @PathVariable String session,
      HttpServletRequest request,
      HttpServletResponse response,
      Authentication reader)
      throws IOException {
    long place = Place.of(request);
    boolean tellsState = tellsState(request);
    if (HttpMethod.HEAD.matches(request.getMethod())) {
      head(response);
      return;
    }
    SessionStreams streams = hub.enter(SessionApi.key(session));
    try {
      head(response);
      start(streams, place, tellsState, request, response, until(reader));
    } catch (IOException | RuntimeException failure) {
      streams.leave();
      throw failure;
    }
  }

  private void start(
      SessionStreams streams,
      long place,
      boolean tellsState,
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Instant until)
      throws IOException {
    ServletOutputStream output = response.getOutputStream();
    AsyncContext exchange = request.startAsync();
    exchange.setTimeout(0);
    EventStream stream =
        new EventStream(
            streams,
            exchange,
            output,
            ConnectionCut.of(request),
            Frames.opening(settings.reconnect()),
            place,
            tellsState,
            until);
    exchange.addListener(stream);
    output.setWriteListener(stream);
  }

  /** Readers of messages alone would stumble over anything else, so that it must be asked for. */
  private static boolean tellsState(HttpServletRequest request) {
    String wanted = request.getParameter(STATES);
    if (wanted == null || wanted.isBlank() || wanted.strip().equals("false")) {
      return false;
    }
    if (wanted.strip().equals("true")) {
      return true;
    }
    throw ChatProblem.malformed(STATES + " is neither true nor false");
  }

  private static void head(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
  }

  private static @Nullable Instant until(Authentication reader) {
    return reader instanceof SessionReader session ? session.until() : null;
  }
}
