package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's requests, as printed, give the README's answers but for ids and times. */
class ReadmeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VARYING =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f-]{27}|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|[0-9a-f]{20,}|LD_[0-9_]+|\\d{4,}");

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway = Gateway.start(zoho);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ticket", "callback", "chat"})
  void answersAsPrinted(String name) throws IOException {
    Matcher block =
        Pattern.compile(
                "<!-- readme-test: "
                    + name
                    + " -->\\s+```console\\n(curl .*?)```\\s+```json\\n(.*?)```",
                Pattern.DOTALL)
            .matcher(Files.readString(Path.of("README.md")));
    assertThat(block.find()).as("block " + name).isTrue();
    String body = block.group(1).replaceAll("(?s).*-d '(.*)'\\s*", "$1");

    Gateway.Answer answer = gateway.post("/api/handoffs", body, Map.of());

    assertThat(answer.status()).isEqualTo(201);
    assertThat(flat(answer.json())).isEqualTo(flat(JSON.readTree(block.group(2))));
  }

  /** One line for each value; what differs from run to run is masked. */
  private static List<String> flat(JsonNode node) {
    List<String> lines = new ArrayList<>();
    flatten("", node, lines);
    return lines;
  }

  private static void flatten(String path, JsonNode node, List<String> lines) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(field -> flatten(path + "/" + field.getKey(), field.getValue(), lines));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "/" + i, node.get(i), lines);
      }
    } else {
      lines.add(path + " = " + VARYING.matcher(node.asText()).replaceAll("*"));
    }
  }
}
