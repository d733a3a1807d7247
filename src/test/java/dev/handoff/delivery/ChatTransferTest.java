package dev.handoff.delivery;

import static dev.handoff.testing.Bench.only;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.Switches;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SalesIQ is told when a person is asked into a chat. */
class ChatTransferTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench = Bench.start();
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
  }

  private static int departmentRequests() {
    return bench.requests(Side.SALESIQ, "GET", "/departments").size();
  }

  @Test
  void putsTheWholeStoryIntoTheQuestion() {
    Handoff handoff =
        bench.deliver(
            TestOrder.chat()
                .on(Channel.WEB, "session-1")
                .name("Ana Roy")
                .email("ana@example.test")
                .phone("+15145550100")
                .reason("Order 4711 is late")
                .says(AuthorType.VISITOR, "Where is it?")
                .says(AuthorType.BOT, "On its way."));

    JsonNode conversation = only(bench.zoho().conversations());
    assertThat(conversation.path("question").asText())
        .startsWith("Order 4711 is late\n\nReference: " + handoff.correlation() + "\n")
        .endsWith("\n\nVisitor: Where is it?\nBot: On its way.");
    assertThat(conversation.at("/department/id").asText())
        .isEqualTo(bench.zoho().settings().salesiqDepartmentId());
    assertThat(conversation.at("/visitor/name").asText()).isEqualTo("Ana Roy");
    assertThat(conversation.at("/visitor/email").asText()).isEqualTo("ana@example.test");
    assertThat(bench.requests(Side.SALESIQ, "POST", "/api/visitor/v1/.*/conversations"))
        .last()
        .satisfies(
            request ->
                assertThat(request.body())
                    .contains("\"user_id\":\"ana@example.test\"")
                    .contains("\"handoff_reference\":\"" + handoff.correlation() + "\"")
                    .contains("\"app_id\":\"" + bench.zoho().settings().appId() + "\""));
  }

  @Test
  void keepsTheFirstAndTheNewestLinesOfALongTalk() {
    TestOrder order = TestOrder.chat().says(AuthorType.VISITOR, "first " + "x".repeat(9_000));
    for (int i = 0; i < 200; i++) {
      order.says(AuthorType.BOT, "line " + i + " " + "y".repeat(100));
    }

    Handoff handoff =
        bench.deliver(order.reason("r".repeat(9_000)).says(AuthorType.VISITOR, "newest"));

    assertThat(only(bench.zoho().conversations()).path("question").asText())
        .hasSizeLessThanOrEqualTo(8_000)
        .contains(handoff.correlation())
        .contains("Visitor: first x")
        .containsPattern("\\[… \\d+ lines left out …]")
        .contains("line 199 ")
        .endsWith("Visitor: newest");
  }

  @ParameterizedTest
  @EnumSource(Switches.OpenShape.class)
  void readsEveryShapeOfAnOpenedConversation(Switches.OpenShape shape) {
    bench.zoho().change(switches -> switches.withOpenShape(shape));

    Handoff handoff = bench.deliver(TestOrder.chat());

    JsonNode conversation = only(bench.zoho().conversations());
    boolean hashOnly = shape == Switches.OpenShape.B;
    assertThat(bench.facts(handoff))
        .containsEntry(
            "conversationId",
            conversation.path(hashOnly ? "visitor_conversation_id" : "id").asText())
        .containsEntry("chatStatus", hashOnly ? "not readable" : "waiting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{}}",
        "{\"data\":{\"id\":{\"a\":1}}}",
        "{\"data\":[]}",
        "{\"data\":\"x\"}"
      })
  void looksForAConversationThatWasOpenedWithoutTellingAnyId(String answer) {
    bench.deliver(TestOrder.chat());
    bench.fault(Fault.answer(200, answer).on(Side.SALESIQ, "POST", "/visitor/v1/.*conversations$"));

    Handoff handoff = bench.deliver(TestOrder.chat());

    assertThat(bench.facts(handoff)).containsKey("conversationId");
    assertThat(bench.zoho().conversations()).hasSize(2);
  }

  @Test
  void takesTheDepartmentThatTheCallerAskedFor() {
    bench.deliver(TestOrder.chat().refs(new ChannelRefs(null, "510000000000002025", false)));

    assertThat(only(bench.zoho().conversations()).at("/department/id").asText())
        .isEqualTo("510000000000002025");
  }

  @Test
  void parksAChatForAnUnknownDepartment() {
    Handoff handoff =
        bench.await(
            bench.accept(TestOrder.chat().refs(new ChannelRefs(null, "4711", false))),
            HandoffState.PARKED);

    assertThat(handoff.lastError().code()).isEqualTo("1025");
    assertThat(handoff.lastError().remedy())
        .startsWith("Check ZOHO_SALESIQ_DEPARTMENT_ID; enabled are ");
    assertThat(bench.zoho().conversations()).isEmpty();
  }

  @Test
  void parksAChatForADisabledDepartment() {
    String department = bench.zoho().settings().salesiqDepartmentId();
    bench.fault(
        Fault.answer(
                200,
                "{\"data\":[{\"id\":\"%s\",\"is_enabled\":\"false\"},{\"id\":\"1\",\"is_enabled\":\"true\"}]}"
                    .formatted(department))
            .on(Side.SALESIQ, "GET", "/departments$"));

    Handoff handoff = bench.await(bench.accept(TestOrder.chat()), HandoffState.PARKED);

    assertThat(handoff.lastError().message()).contains(department).contains("disabled");
  }

  @Test
  void goesOnWhenSalesiqDoesNotListItsDepartments() {
    bench.fault(
        Fault.answer(200, "{\"error\":{\"code\":1009,\"message\":\"Invalid OAuth scope\"}}")
            .on(Side.SALESIQ, "GET", "/departments$"));

    bench.deliver(TestOrder.chat());

    assertThat(bench.zoho().conversations()).hasSize(1);
  }

  @Test
  void asksForTheDepartmentsOnce() {
    bench.deliver(TestOrder.chat());
    int before = departmentRequests();

    bench.deliver(TestOrder.chat());

    assertThat(departmentRequests()).isEqualTo(before);
  }

  @Test
  void callsNobodyWhenTheChannelForwardsTheChatItself() {
    Handoff handoff =
        bench.deliver(
            TestOrder.chat()
                .on(Channel.SALESIQ, "native-1")
                .refs(new ChannelRefs("17", null, true)));

    assertThat(handoff.attempts()).isZero();
    assertThat(bench.zoho().requests()).isEmpty();
  }
}
