package dev.handoff.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.handoff.apidocs.ApiDocument.Example;
import dev.handoff.apidocs.ApiDocument.Operation;
import dev.handoff.apidocs.Calls.Reply;
import dev.handoff.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text with character 0, which PostgreSQL cannot keep, in every field of every described call. */
class CharacterZeroTest {

  private static final ApiDocument DOCUMENT = ApiDocument.fromFile();

  private static Given given;
  private static Calls calls;

  @BeforeAll
  static void start() {
    given = new Given(TestDatabase.POSTGRESQL);
    calls = new Calls(DOCUMENT, given);
  }

  @AfterAll
  static void stop() {
    given.close();
  }

  static Stream<Example> taken() {
    return DOCUMENT.examples().stream()
        .filter(example -> example.body() != null && example.status() == 0);
  }

  /** Taken without it, or refused; webhooks are never refused. */
  @ParameterizedTest
  @MethodSource("taken")
  void isTakenOutOrRefused(Example example) throws Exception {
    Operation operation = example.operation();
    for (JsonNode body : spoilt(example.body())) {
      String path = calls.path(operation);
      String text = given.filled(body.toString());

      Reply reply = calls.send(operation, path, text, calls.credential(operation));

      assertThat(reply.status()).as("%s: %s", text, reply).isBetween(200, 499);
      if (operation.path().startsWith("/webhook")) {
        assertThat(reply.status()).isEqualTo(200);
      }
    }
  }

  /** The same body once for each text in it, with character 0 in the middle of that text. */
  private static List<JsonNode> spoilt(JsonNode body) {
    List<JsonNode> all = new ArrayList<>();
    if (body.isTextual() && !body.asText().startsWith("$")) {
      String text = body.asText();
      int middle = text.length() / 2;
      all.add(new TextNode(text.substring(0, middle) + "\0" + text.substring(middle)));
    } else if (body instanceof ObjectNode object) {
      object
          .fields()
          .forEachRemaining(
              field ->
                  spoilt(field.getValue())
                      .forEach(value -> all.add(object.deepCopy().set(field.getKey(), value))));
    } else if (body instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        for (JsonNode value : spoilt(list.get(i))) {
          ArrayNode copy = list.deepCopy();
          copy.set(i, value);
          all.add(copy);
        }
      }
    }
    return all;
  }
}
