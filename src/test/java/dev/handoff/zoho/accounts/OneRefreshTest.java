package dev.handoff.zoho.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TcpProxy;
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

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private SimulatedZoho zoho;
  private TcpProxy wire;
  private List<Gateway> nodes;

  @BeforeEach
  void start() {
    zoho = SimulatedZoho.start();
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    wire = TcpProxy.to(zoho.port());
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "ZOHO_SALESIQ_API_URL", zoho.salesiqUrl().replace(":" + zoho.port(), ":" + wire.port()));
    settings.put("handoff.delivery.threads", String.valueOf(CALLS / 2));
    settings.put("handoff.zoho.limits.salesiq-parallel", String.valueOf(CALLS));
    settings.put("handoff.zoho.limits.desk-parallel", String.valueOf(CALLS));
    settings.put("handoff.zoho.limits.patience", "60s");
    settings.put("handoff.delivery.departure", "2m");
    settings.put("handoff.zoho.response-timeout-ms", "120000");
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
    wire.close();
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
        .atMost(PATIENCE)
        .until(
            () ->
                nodes.get(0).bean(Handoffs.class).find("main", handoff.id()).orElseThrow().state()
                    == HandoffState.DELIVERED);
  }

  /** All of them are under way with the old token before the first one reaches Zoho. */
  @Test
  void fiveHundredRejectedCallsOnTwoNodesLeadToOneRefresh() {
    IntStream.range(0, 10).mapToObj(this::accept).toList().forEach(this::awaitDelivered);
    expireTheTokenOfTheVisitorApi();
    int refreshes = zoho.refreshes().attempts();
    NewAtZoho news = NewAtZoho.of(zoho);
    wire.gather();

    List<Handoff> handoffs = IntStream.range(0, CALLS).mapToObj(this::accept).toList();
    await().atMost(PATIENCE).until(() -> wire.gathered() == CALLS);
    wire.release();
    handoffs.forEach(this::awaitDelivered);

    List<LoggedRequest> sent = news.requests(Side.SALESIQ, "POST", ".*" + OPEN);
    assertThat(news.conversations()).hasSize(CALLS);
    assertThat(sent).as("each rejected once").hasSize(2 * CALLS);
    assertThat(zoho.refreshes().attempts()).isEqualTo(refreshes + 1);
  }
}
