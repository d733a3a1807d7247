package dev.handoff.zoho.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.OwnWords;
import dev.handoff.handoff.ZohoReference;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPostsTest {

  private static final ZohoReference ABOUT =
      new ZohoReference(new ConversationId("main", "c"), new HandoffId("h"));

  /** What the gateway wrote on the ticket, as it was sent. */
  private record Written(List<String> all) implements OwnWords {

    @Override
    public boolean wrote(ZohoReference about, String commentId, String text) {
      return false;
    }

    @Override
    public List<String> comments(ZohoReference about, int longerThan) {
      return all.stream().filter(words -> words.length() > longerThan).toList();
    }
  }

  private static boolean isOwn(String told, String... written) {
    DeskPost.Reply reply =
        new DeskPost.Reply(
            "r", Instant.EPOCH, new Operator(null, "Max", null), AgentText.ofUnknown(told));
    return new OwnPosts(new Written(List.of(written))).wrote(ABOUT, reply);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ana <b>Roy</b> (visitor): Tom & I",
        "Ana &lt;b&gt;Roy&lt;/b&gt; (visitor): Tom &amp; I",
        "<div>Ana &lt;b&gt;Roy&lt;/b&gt; (visitor):&nbsp;Tom &amp; I</div>",
        "<p>Ana <b>Roy</b> (visitor): Tom & I</p>",
        "<o:p>Ana <b>Roy</b> (visitor): Tom & I</o:p>",
        "Ana <b>Roy</b> (visitor):\nTom\u00a0&\r\nI",
        "Ana <b>Roy</b> (visitor): T…"
      })
  void wordsAreKnownInEveryShapeThatDeskGivesThem(String told) {
    assertThat(isOwn(told, "Ana <b>Roy</b> (visitor): Tom & I")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ana (visitor): Yes", "Ana (visitor): yes", "Ana (visitor): …", "Yes"})
  void whatIsNotExactlySoIsAnAgents(String told) {
    assertThat(isOwn(told, "Ana (visitor): Yes")).isFalse();
  }

  @Test
  void mentionsAreKnownAsTheyWereWritten() {
    assertThat(isOwn("Visitor: zsu(@user:1]zsu hi", "Visitor: zsu[@user:1]zsu hi")).isTrue();
  }

  @Test
  void laterPieceOfWordsTooLongForOneCommentIsKnown() {
    String words =
        "Visitor: "
            + String.join(" ", IntStream.range(0, 9_000).mapToObj(String::valueOf).toList());

    assertThat(isOwn(words.substring(32_000), words)).isTrue();
    assertThat(isOwn(words.substring(32_000, 32_250) + "…", words)).isTrue();
    assertThat(isOwn(words.substring(32_000, 32_100), words)).as("too short").isFalse();
    assertThat(isOwn("You say " + words.substring(32_000, 33_000), words)).isFalse();
  }

  @Test
  void partOfWordsThatFitOneCommentIsAnAgentsQuote() {
    String words = "word and word ".repeat(100);

    assertThat(isOwn(words.substring(0, 700), "Visitor: " + words)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Reference: hg-0123456789abcdef0123",
        "Reference: hg-0123456…",
        "<b>Reference:</b> hg-0123456789abcdef0123<br><b>Steps taken:</b> 1. a<br>2. b",
        "Reference: hg-0123456789abcdef0123 Summary: lost",
        "Reference: hg-0123456789abcdef0123\nE-mail: ana@example.test",
        "Reference: hg-0123456789abcdef0123\nTime zo...",
        "Transcript, part 12 (hg-0123456789abcdef0123) of 13\n[2026] Visitor: <p>Hi"
      })
  void textsOfTheTicketAreKnownByTheirBeginning(String told) {
    assertThat(isOwn(told)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Reference: hg-0123456789abcdef0123\nDear Ana, it left today.",
        "Your Reference: hg-0123456789abcdef0123",
        "Reference: 4711",
        "Transcript, part 1 is attached",
        "> Transcript, part 1 (hg-0123456789abcdef0123)"
      })
  void agentsMayNameThem(String told) {
    assertThat(isOwn(told)).isFalse();
  }
}
