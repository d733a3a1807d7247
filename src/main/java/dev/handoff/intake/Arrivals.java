package dev.handoff.intake;

import dev.handoff.traces.Traces;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes when each request arrives, and tells when and how it is answered. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
final class Arrivals extends OncePerRequestFilter {

  private final ApplicationEventPublisher events;
  private final Traces traces;

  Arrivals(ApplicationEventPublisher events, Traces traces) {
    this.events = events;
    this.traces = traces;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Door door = Door.of(KeyedPaths.decoded(request));
    long began = System.nanoTime();
    RequestSpan span = RequestSpan.of(traces, door, request);
    Runnable answered =
        () -> {
          answered(door, response, began);
          span.end(response);
        };
    try (Scope scope = Traces.enter(span.in(Arrival.now(Context.root())))) {
      chain.doFilter(span.on(request), response);
    } finally {
      atTheEnd(request, answered);
    }
  }

  private void answered(Door door, HttpServletResponse response, long began) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    events.publishEvent(new RequestAnswered(door, response.getStatus(), took));
  }

  private static void atTheEnd(HttpServletRequest request, Runnable answered) {
    if (request.isAsyncStarted()) {
      request.getAsyncContext().addListener(new End(answered));
    } else {
      answered.run();
    }
  }

  /** An answer that is written on another thread. */
  private record End(Runnable answered) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      answered.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // Its completion is told as well.
    }

    @Override
    public void onError(AsyncEvent event) {
      // Its completion is told as well.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
