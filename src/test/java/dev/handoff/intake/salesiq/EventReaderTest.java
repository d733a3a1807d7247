package dev.handoff.intake.salesiq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.ReleaseReason;
import dev.handoff.intake.salesiq.SalesIqEvent.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example and variant of the sheet's section 7, and what nobody should send. */
class EventReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FILES = Path.of("src/test/resources/salesiq-events");
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private static JsonNode body(String name) throws IOException {
    return JSON.readTree(FILES.resolve(name + ".json").toFile());
  }

  private static SalesIqEvent read(String name) throws IOException {
    List<SalesIqEvent> events = EventReader.all(body(name), NOW);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static HumanEvent human(String name) throws IOException {
    return read(name).asHumanEvent(NOW).orElseThrow();
  }

  /** Rows of the table; a dash stands for nothing. */
  static Stream<List<String>> table() throws IOException {
    return Files.readAllLines(FILES.resolve("expected.tsv")).stream()
        .skip(1)
        .map(line -> Arrays.asList(line.split("\t", -1)));
  }

  private static String shown(Object value) {
    String text =
        value == null ? "" : String.valueOf(value).replace("\n", "\\n").replace("\t", "\\t");
    return text.isEmpty() ? "-" : text;
  }

  @ParameterizedTest
  @MethodSource("table")
  void readsIt(List<String> row) throws IOException {
    SalesIqEvent event = read(row.get(0));
    boolean told = event.kind() != Kind.BOT && event.kind() != Kind.VISITOR_REPLIED;

    assertThat(
            List.of(
                shown(event.kind()),
                shown(String.join(" ", event.ids())),
                shown(event.at() == null ? null : event.at().toEpochMilli()),
                shown(told ? event.operator().id() : null),
                shown(told ? event.operator().name() : null),
                shown(event.messageId()),
                shown(event.text()),
                shown(event.endedBy())))
        .isEqualTo(withoutEchoes(row, told));
  }

  @Test
  void whoComesAgainIsNewsThoughNoTimeIsTold() throws IOException {
    JsonNode body = JSON.readTree("{\"entity\":{\"id\":\"1\",\"attender\":{\"id\":\"7\"}}}");
    SalesIqEvent event = EventReader.all(body, NOW).get(0);
    assertThat(event.kind()).isEqualTo(Kind.ASSIGNED);
    assertThat(event.at()).isNull();

    assertThat(event.asHumanEvent(NOW).orElseThrow().id())
        .isEqualTo("assigned:7:" + NOW.toEpochMilli())
        .isNotEqualTo(event.asHumanEvent(NOW.plusSeconds(60)).orElseThrow().id());
  }

  /** Who wrote what is told to nobody does not matter. */
  private static List<String> withoutEchoes(List<String> row, boolean told) {
    List<String> expected = row.subList(1, 9);
    if (!told) {
      expected.set(3, "-");
      expected.set(4, "-");
    }
    return expected;
  }

  @Test
  void tableNamesEveryFile() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(f -> f.endsWith(".json")))
          .containsExactlyInAnyOrderElementsOf(table().map(row -> row.get(0) + ".json").toList());
    }
  }

  @Test
  void oneEventHasOneNameHoweverItComes() throws IOException {
    assertThat(human("second-attempt")).isEqualTo(human("replied"));
    assertThat(human("bare-replied")).isEqualTo(human("replied"));
    assertThat(human("ids-as-numbers")).isEqualTo(human("replied"));
    assertThat(human("bare-completed")).isEqualTo(human("completed"));
    assertThat(human("time-in-iso")).isEqualTo(human("time-in-seconds"));
    assertThat(human("bare-missed")).isEqualTo(human("seed-missed"));
  }

  @Test
  void aMessageWithoutIdIsNamedByWhatItSaysAndWhen() throws IOException {
    assertThat(human("message-without-id").id())
        .isEqualTo(human("message-without-id").id())
        .isNotEqualTo(human("message-is-text").id());
  }

  @Test
  void whoEndedItDecidesTheReason() throws IOException {
    assertThat(((HumanEvent.Ended) human("completed")).reason()).isEqualTo(ReleaseReason.COMPLETED);
    assertThat(((HumanEvent.Ended) human("completed-by-system")).reason())
        .isEqualTo(ReleaseReason.COMPLETED);
    assertThat(((HumanEvent.Ended) human("completed-by-visitor")).reason())
        .isEqualTo(ReleaseReason.VISITOR);
    assertThat(((HumanEvent.Ended) human("missed")).reason()).isEqualTo(ReleaseReason.MISSED);
  }

  @Test
  void nobodyHearsEchoesAndEmptyMessages() throws IOException {
    for (String echo :
        List.of("visitor-replied", "message-of-a-bot", "message-is-empty", "created", "no-id")) {
      SalesIqEvent event = read(echo);
      assertThat(event.ids().isEmpty() || event.asHumanEvent(NOW).isEmpty()).as(echo).isTrue();
    }
  }

  @Test
  void readsListsOfEvents() throws IOException {
    var list = JSON.createArrayNode().add(body("replied")).add(7).add(body("missed"));
    list.addObject();

    assertThat(EventReader.all(list, NOW))
        .extracting(SalesIqEvent::kind)
        .containsExactly(Kind.REPLIED, Kind.OTHER, Kind.MISSED, Kind.OTHER);
  }

  @Test
  void cutsWhatIsTooLong() {
    JsonNode body =
        JSON.createObjectNode()
            .put("id", "9".repeat(5000))
            .set("message", JSON.createObjectNode().put("text", "👍".repeat(200_000)));

    SalesIqEvent event = EventReader.all(body, NOW).get(0);

    assertThat(event.ids().get(0)).hasSize(200);
    assertThat(event.text()).hasSizeBetween(31_998, 32_000).endsWith("👍…");
  }
}
