package dev.handoff.intake.zobot;

import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.Handoff;
import dev.handoff.intake.Arrival;
import dev.handoff.intake.HttpAnswer;
import dev.handoff.intake.IntakeProperties;
import dev.handoff.intake.WorkerThreads;
import dev.handoff.traces.Traces;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Answers within the time that SalesIQ gives (sheet section 5.2), whatever the turn does: it runs
 * on a thread of its own, and when it takes too long, the answer is what is true at that moment.
 */
@Component
public final class ZobotInTime implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(ZobotInTime.class);
  private static final int THREADS = 256;
  private static final int QUEUE = 512;

  private final ProducerTemplate camel;
  private final ZobotWebhook webhook;
  private final Texts texts;
  private final IntakeProperties settings;
  private final ExecutorService turns = WorkerThreads.refusing("zobot-turn-", THREADS, QUEUE);

  ZobotInTime(
      @Lazy ProducerTemplate camel, ZobotWebhook webhook, Texts texts, IntakeProperties settings) {
    this.camel = camel;
    this.webhook = webhook;
    this.texts = texts;
    this.settings = settings;
  }

  /** One turn of the dialogue, or what can be said without it. */
  public HttpAnswer answer(
      @Body ZobotRequest request, @Header("traceparent") @Nullable String traceParent) {
    DialogueTexts said = texts.in(request.visitor().language());
    Patience patience =
        new Patience(ZobotAnswer.reply(said.sorry()), ZobotAnswer.reply(said.late().unclear()));
    try {
      return turn(request, traceParent, patience);
    } catch (RejectedExecutionException busy) {
      log.warn("too many Zobot calls at a time; one is answered without being taken up");
    } catch (TimeoutException late) {
      log.warn("a Zobot call takes too long and is answered as it stands");
    } catch (ExecutionException failed) {
      log.error("a Zobot call failed: {}", FaultText.of(failed));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    Patience.Truth truth = patience.endsNow();
    Handoff placed = truth.placed();
    return webhook.answer(truth.answer(), placed == null ? null : placed.id());
  }

  private HttpAnswer turn(ZobotRequest request, @Nullable String traceParent, Patience patience)
      throws TimeoutException, ExecutionException, InterruptedException {
    Future<HttpAnswer> turn =
        turns.submit(Traces.carried(() -> run(request, traceParent, patience)));
    try {
      return turn.get(left().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      // Never interrupted: an interrupt in the middle of a write closes H2's file.
      turn.cancel(false);
    }
  }

  /** SalesIQ waits since the request arrived, not since it was read. */
  private Duration left() {
    Duration age = Arrival.age();
    Duration left = age == null ? settings.zobotAnswer() : settings.zobotAnswer().minus(age);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private HttpAnswer run(ZobotRequest request, @Nullable String traceParent, Patience patience)
      throws Exception {
    Exchange done =
        camel.request(
            "direct:salesiq-turn",
            exchange -> {
              exchange.setVariable("patience", patience);
              exchange.getMessage().setHeader("traceparent", traceParent);
              exchange.getMessage().setBody(request);
            });
    if (done.getException() != null) {
      throw done.getException();
    }
    return done.getMessage().getBody(HttpAnswer.class);
  }

  @Override
  public void destroy() {
    turns.shutdown();
  }
}
