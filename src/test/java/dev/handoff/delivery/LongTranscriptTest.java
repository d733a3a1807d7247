package dev.handoff.delivery;

import static dev.handoff.testing.Bench.only;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Handoff;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transcript that is too long for a ticket or a question still arrives whole. */
class LongTranscriptTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench = Bench.start(Map.of());
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
  }

  private static TestOrder talk(TestOrder order, int lines, int length) {
    for (int line = 0; line < lines; line++) {
      order.says(AuthorType.VISITOR, "line " + line + " " + "é".repeat(length));
    }
    return order;
  }

  private static String together(List<String> parts, int lines) {
    String all = String.join("\n", parts);
    assertThat(IntStream.range(0, lines)).allMatch(line -> all.contains("line " + line + " é"));
    return all;
  }

  @Test
  void followsATicketInPrivateCommentsInOrder() {
    Handoff handoff = bench.deliver(talk(TestOrder.ticket(), 280, 300));

    List<JsonNode> comments = bench.zoho().comments();
    List<String> texts = comments.stream().map(one -> one.path("content").asText()).toList();
    assertThat(comments).hasSize(3);
    assertThat(comments)
        .allMatch(one -> !one.path("isPublic").asBoolean(true))
        .allMatch(one -> one.path("contentType").asText().equals("plainText"));
    assertThat(texts).allMatch(text -> text.length() <= 32_000);
    assertThat(texts.get(0))
        .startsWith("Transcript, part 1 (" + handoff.correlation() + ") of 3\nVisitor: line 0 ");
    assertThat(texts.get(2)).contains("part 3 (");
    assertThat(together(texts, 280)).containsSubsequence("line 0 ", "line 150 ", "line 279 ");
    assertThat(bench.facts(handoff)).containsKey("ticketId").doesNotContainKey("transcriptLeftOut");
  }

  @Test
  void followsAChatInMessagesInOrder() {
    Handoff handoff = bench.deliver(talk(TestOrder.chat(), 60, 300));

    List<String> texts =
        bench.zoho().messages().stream()
            .map(one -> one.at("/message/text").asText())
            .filter(text -> text.startsWith("Transcript, part"))
            .toList();
    assertThat(texts).hasSize(3).allMatch(text -> text.length() <= 8_000);
    assertThat(texts.get(1)).contains("part 2 (" + handoff.correlation() + ") of 3");
    together(texts, 60);
  }

  @Test
  void cutsALineThatIsLongerThanAPart() {
    bench.deliver(talk(TestOrder.ticket(), 1, 90_000));

    assertThat(bench.zoho().comments()).hasSize(3);
    assertThat(
            bench.zoho().comments().stream()
                .mapToLong(
                    one -> one.path("content").asText().chars().filter(c -> c == 'é').count())
                .sum())
        .isEqualTo(90_000);
  }

  @Test
  void isNoMentionOfAnAgent() {
    bench.deliver(
        talk(TestOrder.ticket(), 300, 300).says(AuthorType.VISITOR, "zsu[@user:12]zsu hello"));

    assertThat(bench.zoho().comments())
        .noneMatch(one -> one.path("content").asText().contains("zsu[@user"));
  }

  @Test
  void isLeftOutWhenDeskRefusesComments() {
    bench.fault(
        Fault.answer(403, "{\"errorCode\":\"SCOPE_MISMATCH\",\"message\":\"No\"}")
            .on(Side.DESK, "POST", "/comments$"));

    Handoff handoff = bench.deliver(talk(TestOrder.ticket(), 280, 300));

    assertThat(handoff.attempts()).isZero();
    assertThat(bench.zoho().comments()).isEmpty();
    assertThat(bench.facts(handoff)).containsEntry("transcriptLeftOut", "SCOPE_MISMATCH");
    assertThat(only(bench.zoho().tickets()).path("description").asText())
        .contains("lines left out");
  }

  @Test
  void doesNotFollowWhereItFits() {
    Handoff handoff = bench.deliver(talk(TestOrder.ticket(), 3, 300));

    assertThat(bench.zoho().comments()).isEmpty();
    assertThat(bench.requests(Side.DESK, "POST", "/comments")).isEmpty();
    assertThat(bench.facts(handoff)).doesNotContainKey("transcriptLeftOut");
  }
}
