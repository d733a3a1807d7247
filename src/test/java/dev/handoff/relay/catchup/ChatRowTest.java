package dev.handoff.relay.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.handoff.HumanEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A listed message says the same as its event would have. */
class ChatRowTest {

  private static Optional<HumanEvent> reply(String sender, String type, String name, String text) {
    ObjectNode row = new ObjectMapper().createObjectNode();
    row.put("id", "1760000123400_77").put("time", "1760000123400").put("type", "text");
    row.putObject("sender").put("id", sender).put("type", type).put("name", name);
    row.putObject("message").put("text", text);
    return Optional.ofNullable(ChatRow.of(row)).orElseThrow().reply();
  }

  @Test
  void wordsAreKeptAsTheyMayBeStored() {
    HumanEvent.Replied reply =
        (HumanEvent.Replied)
            reply("77", "operator", "M\0" + "x".repeat(300), "a\0b" + "c".repeat(40_000))
                .orElseThrow();

    assertThat(reply.text()).startsWith("abc").endsWith("…").hasSize(32_000);
    assertThat(reply.operator().name()).startsWith("Mx").endsWith("…").hasSize(255);
  }

  @Test
  void nothingIsLeftOfControlCharacters() {
    assertThat(reply("77", "operator", "Max", "\0\u0001 ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "77, operator, true",
    "77, '', true",
    "op_77, agent, true",
    "77, visitor, false",
    "77, Lead, false",
    "77, chatbot, false",
    "b77, '', false",
    "$77, '', false",
  })
  void itsSenderIsAnOperator(String id, String type, boolean expected) {
    assertThat(reply(id, type, "Somebody", "Hello").isPresent()).isEqualTo(expected);
  }
}
