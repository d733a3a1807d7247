package dev.handoff.operations;

import dev.handoff.intake.hitl.UnknownTicketClosed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** {@code handoff.botpress.unmatched}: conversations that Botpress closed by an id of its own. */
@Component
final class BotpressMetrics {

  private final Counter unmatched;

  BotpressMetrics(MeterRegistry registry) {
    this.unmatched =
        Counter.builder("handoff.botpress.unmatched")
            .description("Calls of closeRemoteTicket with an id that only Botpress knows")
            .register(registry);
  }

  @EventListener
  void on(UnknownTicketClosed closed) {
    unmatched.increment();
  }
}
