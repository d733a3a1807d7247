package dev.handoff.intake.zobot;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.FaultText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has a talk with itself before the gateway is ready, so that the first visitor does not wait for
 * classes, the route and the database beyond SalesIQ's deadline. The talk is rolled back, orders
 * nothing and asks nobody outside.
 */
@Component
@ConditionalOnProperty(name = "db-scheduler.enabled", matchIfMissing = true)
final class ZobotWarmUp implements ApplicationRunner {

  private static final Logger log = LoggerFactory.getLogger(ZobotWarmUp.class);

  /** A greeting, and what a dialogue asks for; nothing that the menu or an answer service gets. */
  private static final List<String> SAID = List.of("hello", "2", "tomorrow", "3");

  /** Where a team has no such flow, nothing is waited for. */
  private static final String TURN = "direct:salesiq-turn?block=false";

  private final ProducerTemplate camel;
  private final ZobotWebhook webhook;
  private final ObjectMapper json;
  private final TransactionTemplate tx;

  ZobotWarmUp(
      @Lazy ProducerTemplate camel,
      ZobotWebhook webhook,
      ObjectMapper json,
      TransactionTemplate tx) {
    this.camel = camel;
    this.webhook = webhook;
    this.json = json;
    this.tx = tx;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    long began = System.nanoTime();
    try {
      tx.executeWithoutResult(
          nothingStays -> {
            nothingStays.setRollbackOnly();
            talk();
          });
      log.debug("the Zobot is warm after {} ms", (System.nanoTime() - began) / 1_000_000);
    } catch (RuntimeException failure) {
      log.info("the Zobot was not warmed up: {}", FaultText.of(failure));
    }
  }

  private void talk() {
    String conversation = "warm-up-" + UUID.randomUUID();
    for (String said : SAID) {
      ZobotRequest request = webhook.read(call(conversation, said));
      ZobotAnswer nothing = ZobotAnswer.reply();
      Exchange turn =
          camel.request(
              TURN,
              exchange -> {
                exchange.setVariable("patience", new Patience(nothing, nothing));
                exchange.getMessage().setBody(request);
              });
      if (turn.getException() != null) {
        throw new IllegalStateException(turn.getException());
      }
    }
  }

  private byte[] call(String conversation, String said) {
    Map<String, ?> body =
        Map.of(
            "handler", "message",
            "visitor", Map.of("active_conversation_id", conversation),
            "message", Map.of("text", said),
            "request", Map.of("id", UUID.randomUUID().toString()));
    return json.valueToTree(body).toString().getBytes(StandardCharsets.UTF_8);
  }
}
