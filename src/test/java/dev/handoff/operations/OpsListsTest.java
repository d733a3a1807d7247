package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lists that operators see. */
class OpsListsTest {

  private static final String RUN = "Run-" + UUID.randomUUID();

  private static Bench bench;
  private static Handoff ticket;
  private static Handoff call;
  private static Handoff chat;

  @BeforeAll
  static void start() {
    bench = Bench.start(Map.of("HANDOFF_SYNC_WAIT", "100ms"));
    ticket = bench.deliver(TestOrder.ticket().on(Channel.WEB, RUN + "-1"));
    call = bench.deliver(TestOrder.callback().on(Channel.API, RUN + "-2"));
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"1011\"}").on(Side.SALESIQ, "POST", "/conversations$"));
    chat =
        bench.await(
            bench.accept(TestOrder.chat().on(Channel.HITL, RUN + "-3")), HandoffState.PARKED);
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  private static JsonNode list(String query) {
    return Operator.get(bench.gateway(), "/ops/api/handoffs?" + query).json();
  }

  private static List<String> ids(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false)
        .map(item -> item.path("id").asText())
        .toList();
  }

  private static String[] idsOf(Handoff... handoffs) {
    return List.of(handoffs).stream().map(handoff -> handoff.id().value()).toArray(String[]::new);
  }

  @Test
  void allAreListedNewestFirstWithTheFieldsThatTheirCallersSee() {
    JsonNode page = list("q=" + RUN);

    assertThat(ids(page)).containsExactly(idsOf(chat, call, ticket));
    assertThat(page.has("nextCursor")).isTrue();
    assertThat(page.path("nextCursor").isNull()).isTrue();
    for (JsonNode item : page.path("items")) {
      JsonNode own = bench.gateway().get("/api/handoffs/" + item.path("id").asText()).json();
      assertThat(item).isEqualTo(own);
    }
  }

  @Test
  void eachFilterNarrowsTheList() {
    assertThat(ids(list("q=" + RUN + "&state=parked"))).containsExactly(idsOf(chat));
    assertThat(ids(list("q=" + RUN + "&kind=callback"))).containsExactly(idsOf(call));
    assertThat(ids(list("q=" + RUN + "&kind=CALLBACK"))).containsExactly(idsOf(call));
    assertThat(ids(list("q=" + RUN + "&channel=web"))).containsExactly(idsOf(ticket));
    assertThat(ids(list("q=" + RUN + "&state="))).hasSize(3);
    assertThat(ids(list("q=" + RUN + "&unknown=1"))).hasSize(3);
  }

  @Test
  void timesNarrowTheListInAnyZone() {
    String at = ticket.createdAt().toString();
    String offset =
        URLEncoder.encode(
            call.createdAt().atOffset(ZoneOffset.ofHours(2)).toString(), StandardCharsets.UTF_8);
    String day = ticket.createdAt().atOffset(ZoneOffset.UTC).toLocalDate().toString();

    assertThat(ids(list("q=" + RUN + "&from=" + at))).hasSize(3);
    assertThat(ids(list("q=" + RUN + "&to=" + at))).isEmpty();
    assertThat(ids(list("q=" + RUN + "&from=" + offset))).containsExactly(idsOf(chat, call));
    assertThat(ids(list("q=" + RUN + "&from=" + offset.replace("%2B", "+")))).hasSize(2);
    assertThat(ids(list("q=" + RUN + "&from=" + day))).hasSize(3);
    String utc = ticket.createdAt().atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
    assertThat(ids(list("q=" + RUN + "&from=" + utc))).hasSize(3);
    assertThat(ids(list("q=" + RUN + "&to=" + utc))).isEmpty();
    assertThat(ids(list("q=" + RUN + "&from=2020-01-01T00:00:00"))).hasSize(3);
    assertThat(ids(list("q=" + RUN + "&to=2020-01-01T00:00"))).isEmpty();
  }

  @Test
  void aHandoffIsFoundByItsIdItsEmailAndItsTicketNumber() {
    String number = bench.facts(ticket).get("ticketNumber");

    assertThat(ids(list("q=" + ticket.id()))).containsExactly(idsOf(ticket));
    assertThat(ids(list("q=" + ticket.request().visitor().email().toUpperCase(Locale.ROOT))))
        .containsExactly(idsOf(ticket));
    assertThat(ids(list("q=" + number + "&kind=ticket"))).contains(ticket.id().value());
    assertThat(ids(list("q=" + (RUN + "-2").toLowerCase(Locale.ROOT))))
        .containsExactly(idsOf(call));
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepetitionWhileNewOnesCome() {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = list("q=" + RUN + "&limit=1&cursor=" + cursor);
      seen.addAll(ids(page));
      cursor = page.path("nextCursor").asText("");
      if (seen.size() == 1) {
        bench.deliver(
            TestOrder.ticket().on(Channel.AGENT, UUID.randomUUID() + RUN.substring(0, 4)));
      }
    } while (!cursor.isEmpty() && !cursor.equals("null"));

    assertThat(seen).containsExactly(idsOf(chat, call, ticket));
  }

  @Test
  void theListDoesNotCarryTranscriptsOrAddresses() {
    String page = list("q=" + RUN).toString();

    assertThat(page).doesNotContain("transcript", "@example.test");
  }
}
