package dev.handoff.zoho.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes share one PostgreSQL, and with it their tokens. */
class OneRefreshTest {

  private static final int CALLS = 500;
  private static final String OPEN = "/visitor/v1/.*/conversations";

  private SimulatedZoho zoho;
  private List<Gateway> nodes;

  @BeforeEach
  void start() {
    zoho = SimulatedZoho.start();
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    Map<String, String> settings = new HashMap<>();
    settings.put("handoff.delivery.threads", String.valueOf(CALLS / 2));
    settings.put("handoff.delivery.departure", "60s");
    settings.put("handoff.zoho.response-timeout-ms", "60000");
    settings.put("handoff.zoho.tokens.patience", "60s");
    settings.put("camel.component.http.connections-per-route", String.valueOf(CALLS));
    settings.put("camel.component.http.max-total-connections", String.valueOf(CALLS));
    settings.put("camel.component.http.connection-request-timeout", "60000");
    settings.put("spring.datasource.hikari.connection-timeout", "60000");
    settings.put("spring.jmx.enabled", "false");
    nodes =
        List.of(Gateway.start(zoho, database, settings), Gateway.start(zoho, database, settings));
  }

  @AfterEach
  void stop() {
    nodes.forEach(Gateway::close);
    zoho.close();
  }

  private Handoff accept(int number) {
    return accept(nodes.get(number % nodes.size()), TestOrder.chat());
  }

  private static Handoff accept(Gateway node, TestOrder order) {
    return node.bean(Handoffs.class).accept(order.build()).handoff();
  }

  /** All tokens expire, and a ticket renews the one of the portal. */
  private void expireTheTokenOfTheVisitorApi() {
    zoho.expireAllTokens();
    awaitDelivered(accept(nodes.get(0), TestOrder.ticket()));
  }

  private void awaitDelivered(Handoff handoff) {
    await()
        .atMost(Duration.ofSeconds(120))
        .until(
            () ->
                nodes.get(0).bean(Handoffs.class).find("main", handoff.id()).orElseThrow().state()
                    == HandoffState.DELIVERED);
  }

  /** The delay makes sure that all of them are under way with the old token. */
  @Test
  void fiveHundredRejectedCallsOnTwoNodesLeadToOneRefresh() {
    IntStream.range(0, 10).mapToObj(this::accept).toList().forEach(this::awaitDelivered);
    expireTheTokenOfTheVisitorApi();
    int refreshes = zoho.refreshes().attempts();
    NewAtZoho news = NewAtZoho.of(zoho);
    zoho.faults()
        .add(
            Fault.of(Kind.DELAY)
                .on(Side.SALESIQ, "POST", OPEN)
                .times(CALLS)
                .withDelay(Duration.ofSeconds(15)));

    List<Handoff> handoffs = IntStream.range(0, CALLS).mapToObj(this::accept).toList();
    handoffs.forEach(this::awaitDelivered);

    List<LoggedRequest> sent = news.requests(Side.SALESIQ, "POST", ".*" + OPEN);
    assertThat(news.conversations()).hasSize(CALLS);
    assertThat(sent).as("each rejected once").hasSize(2 * CALLS);
    assertThat(zoho.refreshes().attempts()).isEqualTo(refreshes + 1);
  }
}
