package dev.handoff.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.FaultText;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the site's own answer service, where there is one: {@code POST {conversationId, message}},
 * answered with {@code {answer, confidence}} (contract section 4.6). A service that fails, is slow
 * or answers something else has no answer; that is logged without a word of what was said. One that
 * fails again and again is left alone for a while, so that nobody waits for it in vain.
 */
@Component
public final class AnswerService {

  private static final Logger log = LoggerFactory.getLogger(AnswerService.class);
  private static final int LONGEST_ANSWER = 10_000;
  private static final int MOST_BYTES = 1 << 20;

  /** Half of so many calls must have failed before the service is left alone. */
  private static final int CALLS = 6;

  /**
   * An answer.
   *
   * @param confidence 0 to 1
   */
  public record Answer(String text, double confidence) {

    @Override
    public String toString() {
      return "Answer[confidence=" + confidence + "]";
    }
  }

  private final AnswerServiceProperties settings;
  private final ObjectMapper json;
  private final HttpClient http;

  /**
   * One for each patience: what is too slow for the bot in SalesIQ may be fast enough elsewhere.
   */
  private final CircuitBreaker circuit;

  private final CircuitBreaker quickCircuit;

  AnswerService(AnswerServiceProperties settings, ObjectMapper json) {
    this.settings = settings;
    this.json = json;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.circuit = circuit("answer-service", settings.pause());
    this.quickCircuit = circuit("answer-service-zobot", settings.pause());
  }

  private static CircuitBreaker circuit(String name, Duration pause) {
    CircuitBreaker circuit =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(CALLS)
                .minimumNumberOfCalls(CALLS)
                .waitDurationInOpenState(pause.plusMillis(1))
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
    if (pause.isZero()) {
      circuit.transitionToDisabledState();
    }
    circuit
        .getEventPublisher()
        .onStateTransition(
            change -> log.warn("the circuit {}: {}", name, change.getStateTransition()));
    return circuit;
  }

  /** Whether there is a service to ask. */
  public boolean isThere() {
    return settings.url() != null;
  }

  /** Nothing without a service, or when it gives no usable answer in time. */
  public Optional<Answer> ask(String conversationId, String message) {
    return ask(circuit, conversationId, message, null, settings.timeout());
  }

  /**
   * The same for the bot in SalesIQ, whose visitor cannot wait as long.
   *
   * @param traceParent of W3C Trace Context, to be continued
   */
  public Optional<Answer> askQuickly(
      String conversationId, String message, @Nullable String traceParent) {
    Duration quickly = settings.zobotTimeout();
    Duration longest = settings.timeout();
    return ask(
        quickCircuit,
        conversationId,
        message,
        traceParent,
        longest.compareTo(quickly) < 0 ? longest : quickly);
  }

  private Optional<Answer> ask(
      CircuitBreaker circuit,
      String conversationId,
      String message,
      @Nullable String traceParent,
      Duration longest) {
    String url = settings.url();
    if (url == null || !circuit.tryAcquirePermission()) {
      return Optional.empty();
    }
    long begun = System.nanoTime();
    Throwable failure = null;
    try {
      HttpRequest request =
          request(url, Map.of("conversationId", conversationId, "message", message), traceParent);
      return read(call(request, longest));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      failure = stop;
    } catch (IOException | ExecutionException | TimeoutException | RequestProblem fault) {
      failure = fault;
      log.warn("the answer service gives no answer: {}", FaultText.of(fault));
    } finally {
      note(circuit, System.nanoTime() - begun, failure);
    }
    return Optional.empty();
  }

  private static void note(CircuitBreaker circuit, long nanos, @Nullable Throwable failure) {
    if (failure == null) {
      circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
    } else {
      circuit.onError(nanos, TimeUnit.NANOSECONDS, failure);
    }
  }

  private HttpRequest request(
      String url, Map<String, String> question, @Nullable String traceParent) throws IOException {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .header("Accept", "application/json")
        .header("traceparent", TraceParents.continueOrStart(traceParent))
        .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(question)))
        .build();
  }

  /** The whole exchange has one deadline, also for a body that trickles. */
  private byte[] call(HttpRequest request, Duration longest)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(
            request, BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(b -> add(body, b))));
    try {
      HttpResponse<Void> response = answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return body.toByteArray();
    } finally {
      answer.cancel(true);
    }
  }

  private static void add(ByteArrayOutputStream body, byte[] part) {
    if (body.size() + part.length > MOST_BYTES) {
      throw new UncheckedIOException(new IOException("more than " + MOST_BYTES + " bytes"));
    }
    body.writeBytes(part);
  }

  private Optional<Answer> read(byte[] body) throws IOException {
    JsonFields fields = JsonFields.parse(json, body);
    String text = fields.text("answer", LONGEST_ANSWER);
    @Nullable Double confidence = Confidence.read(fields, "confidence");
    fields.check();
    if (text == null || confidence == null) {
      throw new IOException("no answer with a confidence");
    }
    return Optional.of(new Answer(text, confidence));
  }
}
