package dev.handoff.zoho.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A token that Zoho rejects is refreshed once for everybody, whichever call it was. */
class RejectedTokenTest {

  private static Bench bench;

  /** Every call that the deliveries make. */
  enum Call {
    CONTACT_SEARCH(HandoffKind.TICKET, Side.DESK, "GET", "/contacts/search$"),
    CONTACT_CREATE(HandoffKind.CALLBACK, Side.DESK, "POST", "/contacts$"),
    TICKET_CREATE(HandoffKind.TICKET, Side.DESK, "POST", "/tickets$"),
    TICKET_READ(HandoffKind.TICKET, Side.DESK, "GET", "/tickets/\\d+$"),
    CALL_CREATE(HandoffKind.CALLBACK, Side.DESK, "POST", "/calls$"),
    CALL_READ(HandoffKind.CALLBACK, Side.DESK, "GET", "/calls/\\d+$"),
    DEPARTMENT_LIST(HandoffKind.CHAT, Side.SALESIQ, "GET", "/departments$"),
    CONVERSATION_OPEN(HandoffKind.CHAT, Side.SALESIQ, "POST", "/visitor/v1/.*/conversations$"),
    CONVERSATION_READ(HandoffKind.CHAT, Side.SALESIQ, "GET", "/conversations/\\d+$"),
    CONVERSATION_FIND(HandoffKind.TICKET, Side.SALESIQ, "GET", "/api/v2/.*/conversations$"),
    CONVERSATION_CLOSE(HandoffKind.TICKET, Side.SALESIQ, "POST", "/close$");

    final HandoffKind kind;
    final Side side;
    final String method;
    final String path;

    Call(HandoffKind kind, Side side, String method, String path) {
      this.kind = kind;
      this.side = side;
      this.method = method;
      this.path = path;
    }

    Fault rejected() {
      return Fault.of(Kind.TOKEN_REJECTED).on(side, method, path);
    }

    TestOrder order(JsonNode chat) {
      TestOrder order = TestOrder.of(kind);
      return side == Side.SALESIQ && kind == HandoffKind.TICKET
          ? order
              .on(Channel.SALESIQ, chat.path("id").asText())
              .refs(new ChannelRefs(chat.path("reference_id").asText(), null, false))
          : order;
    }
  }

  @BeforeAll
  static void start() {
    bench = Bench.start();
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  /** Both credentials get a token that works, and there is a chat to close. */
  @BeforeEach
  void reset() {
    bench.reset();
    bench.deliver(TestOrder.chat());
    bench.deliver(TestOrder.ticket());
    bench.gateway().bean("salesIqDepartmentCache", Cache.class).invalidateAll();
  }

  static Stream<Object[]> rejections() {
    return Stream.of(Call.values())
        .flatMap(
            call ->
                call.side == Side.DESK
                    ? Stream.<Object[]>of(new Object[] {call, 401, 1008})
                    : Stream.of(200, 400, 401)
                        .flatMap(
                            status ->
                                Stream.of(1008, 1002)
                                    .map(code -> new Object[] {call, status, code})));
  }

  @ParameterizedTest(name = "{0} HTTP {1} {2}")
  @MethodSource("rejections")
  void refreshesOnceAndGoesOn(Call call, int status, int code) {
    int refreshes = bench.zoho().refreshes().attempts();
    int records = records();
    bench.fault(call.rejected().withStatus(status).withCode(code));

    Handoff handoff = bench.deliver(call.order(bench.zoho().conversations().get(0)));

    assertThat(handoff.attempts()).isZero();
    assertThat(bench.zoho().refreshes().attempts()).isEqualTo(refreshes + 1);
    assertThat(records()).isEqualTo(records + (call.kind == HandoffKind.CHAT ? 1 : 2));
    assertThat(bench.zoho().faults().list()).isEmpty();
  }

  /** Tickets, calls, contacts and conversations. */
  private static int records() {
    return Stream.of(
            bench.zoho().tickets(),
            bench.zoho().calls(),
            bench.zoho().contacts(),
            bench.zoho().conversations())
        .mapToInt(List::size)
        .sum();
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"TICKET_CREATE", "CONVERSATION_OPEN"})
  void waitsWithoutARefreshLoopWhenTheNewTokenIsRejectedToo(Call call) {
    int refreshes = bench.zoho().refreshes().attempts();
    bench.fault(call.rejected().forEver());

    Handoff handoff =
        bench.await(bench.accept(TestOrder.of(call.kind)), now -> now.attempts() >= 5);

    assertThat(handoff.lastError().retryable()).isTrue();
    assertThat(handoff.lastError().message()).contains("re-authorise");
    assertThat(bench.zoho().refreshes().attempts()).isEqualTo(refreshes + 1);
    bench.zoho().faults().clear();
    bench.await(handoff, HandoffState.DELIVERED);
    assertThat(bench.zoho().refreshes().attempts()).isEqualTo(refreshes + 1);
    bench.clock().advance(Duration.ofMinutes(11));
  }

  @Test
  void refreshesOnceForTwoHundredHandoffsAtOnce() {
    int refreshes = bench.zoho().refreshes().attempts();
    int tickets = bench.zoho().tickets().size();
    bench.zoho().expireAllTokens();

    List<Handoff> handoffs =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(
                number -> bench.accept(number % 2 == 0 ? TestOrder.ticket() : TestOrder.chat()))
            .toList();
    handoffs.forEach(handoff -> bench.await(handoff, HandoffState.DELIVERED));

    assertThat(bench.zoho().refreshes().attempts()).isEqualTo(refreshes + 2);
    assertThat(bench.zoho().tickets()).hasSize(tickets + 100);
    assertThat(bench.zoho().conversations()).hasSize(101);
  }

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @ParameterizedTest
  @EnumSource(HandoffKind.class)
  void continuesTheCallersTraceAndPassesNothingElseOn(HandoffKind kind) {
    int before = bench.zoho().requests().size();
    String callback =
        kind == HandoffKind.CALLBACK
            ? ",\"callback\":{\"phone\":\"+15145550100\",\"time\":\"tomorrow at 3 PM\"}"
            : "";

    bench
        .gateway()
        .post(
            "/api/handoffs",
            "{\"channel\":\"api\",\"conversationId\":\"t-%s\",\"kind\":\"%s\"%s}"
                .formatted(kind, kind.wireName(), callback),
            Map.of(
                "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01",
                "Cookie", "session=secret",
                "X-Secret", "secret",
                "CamelHttpUri", "http://127.0.0.1:1/evil",
                "CamelHttpQuery", "evil=1",
                "CamelHttpMethod", "DELETE",
                "orgId", "1"));

    List<LoggedRequest> sent = bench.zoho().requests().stream().skip(before).toList();
    assertThat(sent).hasSizeGreaterThanOrEqualTo(2);
    assertThat(sent)
        .allSatisfy(
            request -> {
              assertThat(request.headers().get("traceparent"))
                  .matches("00-" + TRACE + "-[0-9a-f]{16}-01");
              assertThat(request.headers().get("traceparent")).doesNotContain("00f067aa0ba902b7");
              assertThat(request.headers().get("Authorization")).startsWith("Zoho-oauthtoken ");
              assertThat(request.headers().toString().toLowerCase(Locale.ROOT))
                  .doesNotContain("secret", "cookie", "camel", "x-api-key", "evil");
              assertThat(request.query()).doesNotContain("evil");
              assertThat(request.headers().getOrDefault("orgId", bench.zoho().settings().orgId()))
                  .isEqualTo(bench.zoho().settings().orgId());
            });
    assertThat(sent.stream().map(request -> request.headers().get("traceparent")))
        .doesNotHaveDuplicates();
  }
}
