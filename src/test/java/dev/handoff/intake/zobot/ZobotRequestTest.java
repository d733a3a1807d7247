package dev.handoff.intake.zobot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.handoff.handoff.Visitor;
import dev.handoff.intake.zobot.ZobotFailure.Cause;
import dev.handoff.intake.zobot.ZobotRequest.Handler;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZobotRequestTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void readsDocumentedMessage() {
    ZobotRequest request = fixture("message");

    assertThat(request.handler()).isEqualTo(Handler.MESSAGE);
    assertThat(request.requestId()).isEqualTo("77ab-10ff-req-0001");
    assertThat(request.orgId()).isEqualTo("60000000001");
    assertThat(request.conversationKey()).isEqualTo("c5f0a3d7e9");
    assertThat(request.conversationIds()).containsExactly("c5f0a3d7e9", "951");
    assertThat(request.text()).isEqualTo("Where is my parcel?");
    assertThat(request.question()).isEqualTo("Where is my parcel?");
    assertThat(request.visitId()).isEqualTo("951");
    assertThat(request.channel()).isEqualTo(ZobotChannel.WEBSITE);
    assertThat(request.country()).isEqualTo("DE");
    assertThat(request.preview()).isFalse();
    assertThat(request.visitor())
        .isEqualTo(
            new Visitor(
                null, null, null, "de", "Europe/Berlin", "https://shop.example.test/help", null));
  }

  @Test
  void readsTriggerWithoutConversation() {
    ZobotRequest request = fixture("trigger");

    assertThat(request.handler()).isEqualTo(Handler.TRIGGER);
    assertThat(request.conversationKey()).isNull();
    assertThat(request.requestId()).isEqualTo("77ab-10ff-req-0000");
    assertThat(request.text()).isEmpty();
  }

  @Test
  void flattensAnswersOfContext() {
    ZobotRequest request = fixture("context");

    assertThat(request.handler()).isEqualTo(Handler.CONTEXT);
    assertThat(request.text()).isEqualTo("+4917055500, tomorrow at 3 PM, b, 7");
    assertThat(request.requestId()).isNull();
  }

  @Test
  void readsFailure() {
    ZobotRequest request = fixture("failure");

    assertThat(request.handler()).isEqualTo(Handler.FAILURE);
    assertThat(request.failure())
        .isEqualTo(
            new ZobotFailure(Cause.OPERATORS_NOT_AVAILABLE, "operators_not_available", "forward"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":\"1001\"}|OFFLINE_HOURS",
        "{\"code\":1003,\"desc\":3}|INVALID_OPERATORS",
        "{\"desc\":\"more_than_max_length\"}|MORE_THAN_MAX_LENGTH",
        "1007|EXECUTION_FAILURE",
        "\"offline_hours\"|OFFLINE_HOURS",
        "{\"code\":9999}|UNKNOWN",
        "[]|UNKNOWN",
        "null|UNKNOWN"
      })
  void readsCauseInAnyForm(String cause, Cause expected) {
    ZobotFailure failure = read("{\"handler\":\"failure\",\"cause\":" + cause + "}").failure();

    assertThat(failure).isNotNull().extracting(ZobotFailure::cause).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"visitor\":{\"active_conversation_id\":77,\"uuid\":\"u\"},\"request\":{\"conversation_id\":\"r\"}}|77",
        "{\"visitor\":{\"uuid\":\"u\"},\"request\":{\"conversation_id\":\"r\",\"id\":\"x\"}}|r",
        "{\"entity\":{\"id\":\"e\",\"visitor\":{\"active_conversation_id\":\"a\"}}}|a",
        "{\"entity\":{\"id\":\"e\",\"visitor\":{\"phone\":\"1\"}}}|e",
        "{\"visitor\":{\"active_conversation_id\":\"\",\"uuid\":\"u\",\"visitid\":\"v\"}}|u",
        "{\"visitor\":{\"visitid\":951,\"visitor_id\":\"i\"}}|951",
        "{\"visitor\":{\"visitor_id\":\"i\",\"id\":\"d\"}}|i",
        "{\"visitor\":{\"id\":\"d\",\"phone\":\"+1\"}}|d",
        "{\"visitor\":{\"phone\":\"+1555\"}}|+1555"
      })
  void findsStableConversationKey(String body, String key) {
    assertThat(read(body).conversationKey()).isEqualTo(key);
  }

  @Test
  void neverUsesRequestIdAsConversationKey() {
    assertThat(read("{\"request\":{\"id\":\"new-each-time\"}}").conversationKey()).isNull();
  }

  @Test
  void looksIntoEntityWrapper() {
    ZobotRequest request =
        read(
            """
            {"entity": {"id": 5100000000091001, "message": {"text": "hi"},
              "visitor": {"name": "Ada Low", "email_id": "ada@example.test", "channel": "whatsapp"}}}
            """);

    assertThat(request.handler()).isEqualTo(Handler.MESSAGE);
    assertThat(request.text()).isEqualTo("hi");
    assertThat(request.visitor().name()).isEqualTo("Ada Low");
    assertThat(request.visitor().email()).isEqualTo("ada@example.test");
    assertThat(request.channel()).isEqualTo(ZobotChannel.WHATSAPP);
  }

  @ParameterizedTest
  @CsvSource({"Visitor 51234", "visitor", "Guest #7", "Besucher 51234", "''", "' '"})
  void takesPlaceholderForNoName(String name) {
    assertThat(read("{\"visitor\":{\"name\":\"" + name + "\"}}").visitor().name()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Kolkata,Asia/Kolkata",
    "'(GMT 5:30) India Standard Time(Asia/Calcutta)',Asia/Calcutta",
    "GMT+5:30,UTC+05:30",
    "America/Argentina/Buenos_Aires,America/Argentina/Buenos_Aires",
    "-0800,UTC-08:00"
  })
  void readsTimeZone(String told, String zone) {
    assertThat(read("{\"visitor\":{\"time_zone\":\"" + told + "\"}}").visitor().timeZone())
        .isEqualTo(zone);
  }

  @ParameterizedTest
  @CsvSource({"Mars/Olympus", "''", "GMT+99:00", "nonsense"})
  void leavesOutUnknownTimeZone(String told) {
    assertThat(read("{\"visitor\":{\"time_zone\":\"" + told + "\"}}").visitor().timeZone())
        .isNull();
  }

  @Test
  void tellsCountryByCodeNameOrLocation() {
    assertThat(read("{\"visitor\":{\"country\":\"in\"}}").country()).isEqualTo("IN");
    assertThat(read("{\"visitor\":{\"country\":\"Germany\"}}").country()).isEqualTo("DE");
    assertThat(read("{\"request\":{\"location\":{\"country\":\"FR\"}}}").country()).isEqualTo("FR");
    assertThat(read("{\"visitor\":{\"country\":\"Narnia\"}}").country()).isNull();
  }

  @Test
  void knowsPreviewByAnyId() {
    assertThat(read("{\"request\":{\"id\":\"botpreview_1\"}}").preview()).isTrue();
    assertThat(read("{\"visitor\":{\"active_conversation_id\":\"botpreview_1\"}}").preview())
        .isTrue();
    assertThat(read("{\"visitor\":{\"visitor_id\":\"botpreview_1\"}}").preview()).isTrue();
    assertThat(read("{\"message\":{\"text\":\"botpreview_1\"}}").preview()).isFalse();
  }

  @Test
  void readsCardAndAttachments() {
    ZobotRequest request =
        read(
            """
            {"handler": "MESSAGE", "attachments": [{"name": "a.png"}, 7],
             "message": {"type": "files", "meta": {"card_data": {"id": 2}}}}
            """);

    assertThat(request.cardId()).isEqualTo("2");
    assertThat(request.attachments()).isEqualTo(2);
    assertThat(request.text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"  hi \"|hi",
        "{\"text\":2}|2",
        "[\"one\",{\"text\":\"two\"}]|'one\ntwo'",
        "{\"text\":{\"text\":\"deep\"}}|deep",
        "{\"text\":\"a\\u0000b\\u0007c\"}|abc",
        "{\"text\":\"broken \\ud83d\"}|broken \ufffd"
      })
  void readsTextInAnyForm(String message, String text) {
    assertThat(read("{\"handler\":\"message\",\"message\":" + message + "}").text())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "7",
        "\"text\"",
        "{\"visitor\":null,\"request\":[1],\"message\":[[[[{}]]]]}",
        "{\"visitor\":\"x\",\"message\":false,\"attachments\":{},\"entity\":\"e\"}",
        "{\"handler\":{\"a\":1},\"visitor\":{\"name\":[],\"email\":{},\"phone\":null}}",
        "{\"handler\":\"context\",\"answers\":null}",
        "{\"handler\":\"failure\",\"failed_response\":\"forward\"}"
      })
  void neverThrowsOnOddShapes(String body) {
    assertThatNoException().isThrownBy(() -> read(body));
  }

  @Test
  void readsNothingAtAll() {
    assertThat(ZobotRequest.read(MissingNode.getInstance()).handler()).isEqualTo(Handler.UNKNOWN);
  }

  @Test
  void shortensEndlessIds() {
    String endless = "x".repeat(100_000);

    assertThat(read("{\"visitor\":{\"uuid\":\"" + endless + "\"}}").conversationKey()).hasSize(200);
  }

  @Test
  void showsNoVisitorDataInToString() {
    assertThat(fixture("message").toString()).doesNotContain("parcel", "Berlin", "shop");
  }

  private static ZobotRequest read(String body) {
    try {
      return ZobotRequest.read(JSON.readTree(body));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ZobotRequest fixture(String name) {
    try (InputStream in = ZobotRequestTest.class.getResourceAsStream("/zobot/" + name + ".json")) {
      return ZobotRequest.read(JSON.readTree(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
