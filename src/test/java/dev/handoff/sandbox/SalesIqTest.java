package dev.handoff.sandbox;

import static dev.handoff.sandbox.ZohoClient.json;
import static dev.handoff.sandbox.ZohoClient.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SalesIqTest {

  private static final String VISITOR = "/api/visitor/v1/sandbox/conversations";
  private static final String V2 = "/api/v2/sandbox";

  private final SettableClock clock = new SettableClock();
  private final SimulatedZoho zoho = SimulatedZoho.start(Settings.forTests().withClock(clock));
  private final ZohoClient visitor = ZohoClient.organisation(zoho);
  private final ZohoClient operator = ZohoClient.ordinary(zoho);

  @AfterEach
  void close() {
    zoho.close();
  }

  // Who may ask, and what

  @Test
  void refusesMissingAuthorization() {
    assertRefused(operator.get(zoho.salesiqUrl() + V2 + "/apps"), 400, 1002);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401})
  void rejectsTokenUnderStatusOfSwitch(int status) {
    zoho.change(switches -> switches.withSalesiqTokenStatus(status));

    assertRefused(operator.withToken("1000.x.y").salesiq(V2 + "/apps"), status, 1008);
  }

  @Test
  void rejectsOrdinaryTokenOnVisitorApi() {
    assertRefused(operator.salesiq("POST", VISITOR, opening().toString()), 400, 1008);
  }

  @Test
  void refusesMissingScope() {
    assertRefused(visitor.salesiq(V2 + "/departments"), 400, 1009);
  }

  @Test
  void refusesOtherPortal() {
    assertRefused(operator.salesiq("/api/v2/acme/apps"), 400, 1005);
  }

  @Test
  void refusesUnknownPath() {
    assertRefused(operator.salesiq(V2 + "/chats"), 400, 1006);
    assertRefused(operator.salesiq("/api/v2/departments"), 400, 1006);
  }

  @Test
  void refusesWrongMethod() {
    assertRefused(operator.salesiq("PUT", V2 + "/conversations", ""), 400, 1004);
  }

  @Test
  void refusesUnderStatus200WhenSwitched() {
    zoho.change(switches -> switches.withSalesiqErrorStatus(200));

    assertRefused(operator.salesiq(V2 + "/chats"), 200, 1006);
  }

  @Test
  void refusesOtherContentType() {
    HttpResponse<String> answer =
        visitor.send(
            visitor
                .authorized(zoho.salesiqUrl() + VISITOR)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(opening().toString())));

    assertRefused(answer, 400, 1054);
    assertThat(json(answer).at("/error/header").asText()).isEqualTo("Content-Type");
  }

  // Opening

  @Test
  void opensConversationWithBothShapesOfIds() {
    HttpResponse<String> answer = visitor.salesiq("POST", VISITOR, opening().toString());

    JsonNode data = json(answer).path("data");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("url").asText()).isEqualTo(VISITOR);
    assertThat(data.path("conversation_id").asText()).matches("\\d{18}");
    assertThat(data.path("id").asText()).matches("[0-9a-f]{32}");
    assertThat(data.path("wms_chat_id").asText()).startsWith("LD_");
    assertThat(data.at("/chat_status/state_key").asText()).isEqualTo("waiting");
    assertThat(zoho.conversations()).hasSize(1);
    assertThat(zoho.messages().get(0).at("/message/text").asText()).isEqualTo("Order is late.");
  }

  @Test
  void opensConversationInShapeA() {
    zoho.change(switches -> switches.withOpenShape(Switches.OpenShape.A));

    JsonNode data = open();

    assertThat(data.has("conversation_id")).isTrue();
    assertThat(data.has("id")).isFalse();
  }

  @Test
  void opensConversationInShapeB() {
    zoho.change(switches -> switches.withOpenShape(Switches.OpenShape.B));

    JsonNode data = open();

    assertThat(data.has("conversation_id")).isFalse();
    assertThat(data.has("wms_chat_id")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app_id", "department_id", "question", "visitor"})
  void refusesOpeningWithoutRequiredField(String field) {
    HttpResponse<String> answer =
        visitor.salesiq("POST", VISITOR, opening().without(field).toString());

    assertRefused(answer, 400, 1011);
    assertThat(json(answer).at("/error/param").asText()).isEqualTo(field);
  }

  @Test
  void refusesVisitorWithoutUserId() {
    ObjectNode body = opening();
    body.putObject("visitor").put("name", "Ada");

    assertRefused(visitor.salesiq("POST", VISITOR, body.toString()), 400, 1011);
  }

  @Test
  void refusesNumberWhereTextIsWanted() {
    assertRefused(
        visitor.salesiq("POST", VISITOR, opening().put("question", 7).toString()), 400, 1007);
  }

  @Test
  void refusesUnknownDepartment() {
    assertRefused(
        visitor.salesiq("POST", VISITOR, opening().put("department_id", "7").toString()),
        400,
        1025);
  }

  @Test
  void refusesUnknownApp() {
    assertRefused(
        visitor.salesiq("POST", VISITOR, opening().put("app_id", "7").toString()), 400, 1019);
  }

  @Test
  void refusesWaitOver999Seconds() {
    assertRefused(
        visitor.salesiq("POST", VISITOR, opening().put("custom_wait_time", 1000).toString()),
        400,
        1011);
  }

  @Test
  void refusesBrokenJson() {
    assertRefused(visitor.salesiq("POST", VISITOR, "{"), 400, 1015);
  }

  // Messages

  @Test
  void takesVisitorMessageUnderEitherId() {
    JsonNode data = open();

    say(data.path("conversation_id").asText(), "one");
    say(data.path("id").asText(), "two");

    assertThat(zoho.messages())
        .extracting(message -> message.at("/message/text").asText())
        .containsExactly("Order is late.", "one", "two");
  }

  @Test
  void takesFile() {
    String id = open().path("conversation_id").asText();

    HttpResponse<String> answer = multipart(id, "file");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(zoho.messages().get(1).path("type").asText()).isEqualTo("file");
  }

  @Test
  void refusesMultipartWithoutFile() {
    assertRefused(multipart(open().path("conversation_id").asText(), "comment"), 400, 1011);
  }

  @Test
  void refusesMessageWithoutText() {
    assertRefused(
        visitor.salesiq(
            "POST", VISITOR + "/" + open().path("conversation_id").asText() + "/messages", "{}"),
        400,
        1011);
  }

  @Test
  void refusesMessageToUnknownConversation() {
    assertRefused(
        visitor.salesiq("POST", VISITOR + "/botpreview_1/messages", "{\"text\":\"x\"}"), 400, 1019);
  }

  @Test
  void showsOperatorsMessageInTranscript() {
    String id = open().path("conversation_id").asText();
    zoho.operatorSays(id, "Hello, Max here.");

    JsonNode conversation = json(operator.salesiq(V2 + "/conversations/" + id)).path("data");
    JsonNode transcript =
        json(operator.salesiq(V2 + "/conversations/" + id + "/messages")).path("data");

    assertThat(conversation.at("/chat_status/state_key").asText()).isEqualTo("connected");
    assertThat(transcript.at("/0/sender/id").asText()).startsWith("$");
    assertThat(transcript.at("/1/message/text").asText()).isEqualTo("Hello, Max here.");
    assertThat(transcript.at("/1/sender/id").asText()).matches("\\d+");
  }

  // Conversations

  @Test
  void listsConversationsByReferenceId() {
    open();
    String reference = zoho.conversations().get(0).path("reference_id").asText();

    HttpResponse<String> found = operator.salesiq(V2 + "/conversations?reference_ids=" + reference);

    assertThat(json(found).path("data")).hasSize(1);
    assertThat(json(found).path("sync_time").isTextual()).isTrue();
    assertThat(json(operator.salesiq(V2 + "/conversations?status=closed")).path("data")).isEmpty();
  }

  @Test
  void refusesUnknownStatusInList() {
    assertRefused(operator.salesiq(V2 + "/conversations?status=ringing"), 400, 1011);
  }

  @Test
  void refusesMoreThan99Conversations() {
    assertRefused(operator.salesiq(V2 + "/conversations?limit=100"), 400, 1011);
  }

  @Test
  void refusesUnknownConversation() {
    assertRefused(operator.salesiq(V2 + "/conversations/7"), 400, 1019);
  }

  @Test
  void knowsOnlyNumericIdOnOperatorsSide() {
    assertRefused(operator.salesiq(V2 + "/conversations/" + open().path("id").asText()), 400, 1019);
  }

  @Test
  void closesClosedConversationAgain() {
    String path = V2 + "/conversations/" + open().path("conversation_id").asText() + "/close";
    HttpResponse<String> first = operator.salesiq("POST", path, "");
    clock.advance(Duration.ofMinutes(1));

    assertThat(operator.salesiq("POST", path, "").body()).isEqualTo(first.body());
  }

  @Test
  void closesConversation() {
    String id = open().path("conversation_id").asText();

    JsonNode closed =
        json(operator.salesiq("POST", V2 + "/conversations/" + id + "/close", "")).path("data");

    assertThat(closed.at("/chat_status/state").asInt()).isEqualTo(4);
    assertThat(closed.path("end_time").asText()).isEqualTo("1770145540000");
    assertRefused(say(id, "too late"), 400, 1019);
  }

  @Test
  void refusesCloseWithBody() {
    String id = open().path("conversation_id").asText();

    assertRefused(
        operator.salesiq("POST", V2 + "/conversations/" + id + "/close", "{}"), 400, 1015);
  }

  @Test
  void refusesCloseByPut() {
    String id = open().path("conversation_id").asText();

    assertRefused(operator.salesiq("PUT", V2 + "/conversations/" + id + "/close", ""), 400, 1004);
  }

  @Test
  void closesConversationForVisitorByHash() {
    String hash = open().path("id").asText();

    HttpResponse<String> closed =
        visitor.salesiq("POST", "/visitor/v2/sandbox/conversations/" + hash + "/close", "");

    assertThat(json(closed).at("/data/id").asText()).isEqualTo(hash);
    assertThat(zoho.conversations().get(0).path("ended_by").asText()).isEqualTo("visitor");
  }

  @Test
  void missesConversationThatNobodyTook() {
    String id = open().path("conversation_id").asText();

    zoho.endConversation(id, "system");

    assertThat(json(operator.salesiq(V2 + "/conversations?status=missed")).path("data")).hasSize(1);
  }

  // Events

  @Test
  void postsWhatTheOperatorDoesInOrder() throws Exception {
    BlockingQueue<JsonNode> posted = new LinkedBlockingQueue<>();
    try (HttpListener webhook =
        HttpListener.start(
            0,
            (request, connection) -> {
              posted.add(ZohoClient.MAPPER.readTree(request.body()));
              connection.send(Answer.empty(200), false);
            })) {
      zoho.postEventsTo(URI.create("http://127.0.0.1:" + webhook.port() + "/events"));
      String id = open().path("conversation_id").asText();

      zoho.operatorSays(id, "Hello, Max here.");
      zoho.endConversation(id, "agent");

      JsonNode picked = posted.poll(30, TimeUnit.SECONDS);
      JsonNode replied = posted.poll(30, TimeUnit.SECONDS);
      JsonNode completed = posted.poll(30, TimeUnit.SECONDS);
      assertThat(picked.path("event").asText()).isEqualTo("conversation.attender.updated");
      assertThat(replied.path("event").asText()).isEqualTo("conversation.operator.replied");
      assertThat(replied.path("entity_id").asText()).isEqualTo(id);
      assertThat(replied.at("/entity/message/text").asText()).isEqualTo("Hello, Max here.");
      assertThat(completed.path("event").asText()).isEqualTo("conversation.completed");
      assertThat(completed.at("/entity/ended_by").asText()).isEqualTo("agent");
      assertThat(zoho.events()).containsExactly(picked, replied, completed);
    }
  }

  @Test
  void tellsOfMissedConversation() {
    zoho.endConversation(open().path("conversation_id").asText(), "system");

    assertThat(zoho.events().get(0).path("event").asText()).isEqualTo("conversation.missed");
  }

  // Directory

  @Test
  void listsDepartmentsWithFlagsAsText() {
    JsonNode department = json(operator.salesiq(V2 + "/departments")).at("/data/0");

    assertThat(department.path("id").asText()).isEqualTo(zoho.settings().salesiqDepartmentId());
    assertThat(department.path("is_enabled").isTextual()).isTrue();
  }

  @Test
  void listsAppsAndPortals() {
    String appId = zoho.settings().appId();

    assertThat(json(operator.salesiq(V2 + "/apps")).at("/data/0/id").asText()).isEqualTo(appId);
    assertThat(operator.salesiq(V2 + "/apps/" + appId).statusCode()).isEqualTo(200);
    assertThat(json(operator.salesiq("/api/v2/portals")).at("/data/0/screenname").asText())
        .isEqualTo("sandbox");
  }

  // Callbacks

  @Test
  void takesProgressAndOneResponse() {
    zoho.awaitCallback("req-1");

    HttpResponse<String> progress = callback("req-1", "progress", "{'text':'Looking'}");
    HttpResponse<String> response =
        callback("req-1", "response", "{'action':'reply','replies':[{'text':'Done'}]}");

    assertThat(progress.statusCode()).isEqualTo(200);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(zoho.callbacks())
        .extracting(callback -> callback.path("kind").asText())
        .containsExactly("progress", "response");
    assertRefused(callback("req-1", "response", "{'action':'reply','replies':[]}"), 400, 1019);
  }

  @Test
  void refusesCallbackAfterThreeMinutes() {
    zoho.awaitCallback("req-1");
    clock.advance(Duration.ofSeconds(180));

    assertRefused(callback("req-1", "response", "{'action':'reply','replies':[]}"), 400, 1019);
  }

  @Test
  void refusesCallbackReplyThatIsText() {
    HttpResponse<String> answer =
        callback("req-1", "response", "{'action':'reply','replies':['Done']}");

    assertRefused(answer, 400, 1051);
    assertThat(json(answer).at("/error/json_key").asText()).isEqualTo("replies[0]");
  }

  @Test
  void takesTextReplyWithForward() {
    assertThat(
            callback("req-1", "response", "{'action':'forward','replies':['Moment']}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesCallbackWithoutAction() {
    assertRefused(callback("req-1", "response", "{'replies':[]}"), 400, 1031);
  }

  @Test
  void refusesUnknownCallbackWhenSwitched() {
    zoho.change(switches -> switches.withUnknownCallbacksRefused(true));

    assertRefused(callback("req-1", "progress", "{'text':'Looking'}"), 400, 1019);
  }

  private HttpResponse<String> callback(String requestId, String kind, String body) {
    return operator.salesiq("POST", V2 + "/callbacks/" + requestId + "/" + kind, quoted(body));
  }

  private JsonNode open() {
    return json(visitor.salesiq("POST", VISITOR, opening().toString())).path("data");
  }

  private HttpResponse<String> say(String id, String text) {
    return visitor.salesiq("POST", VISITOR + "/" + id + "/messages", "{\"text\":\"" + text + "\"}");
  }

  private HttpResponse<String> multipart(String id, String part) {
    String body =
        "--b\r\nContent-Disposition: form-data; name=\""
            + part
            + "\"; filename=\"a.txt\"\r\n\r\nhello\r\n--b--\r\n";
    return visitor.send(
        visitor
            .authorized(zoho.salesiqUrl() + VISITOR + "/" + id + "/messages")
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(body)));
  }

  private ObjectNode opening() {
    ObjectNode body =
        ZohoClient.MAPPER
            .createObjectNode()
            .put("app_id", zoho.settings().appId())
            .put("department_id", zoho.settings().salesiqDepartmentId())
            .put("question", "Order is late.");
    body.putObject("visitor").put("user_id", "wa-1").put("name", "Ada Low");
    return body;
  }

  private static void assertRefused(HttpResponse<String> answer, int status, int code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).at("/error/code").asInt()).isEqualTo(code);
  }
}
