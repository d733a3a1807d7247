package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.FollowUp;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.Mend;
import dev.handoff.handoff.StepState;
import dev.handoff.handoff.Visitor;
import dev.handoff.zoho.ZohoProperties;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

/** Which words at Zoho are those that were sent. */
class TwinsTest {

  private static final Instant NOW = Instant.parse("2026-11-28T15:30:00Z");
  private static final ConversationId CONVERSATION = new ConversationId("main", "c");

  private final List<Handoff> arrived = new ArrayList<>();
  private final List<JournalStep> journal = new ArrayList<>();
  private final Twins twins =
      new Twins(
          answering(FollowUps.class, arrived),
          answering(Handoffs.class, journal),
          Binder.get(new MockEnvironment()).bindOrCreate("handoff.zoho", ZohoProperties.class));
  private final TicketWordsDraft comments = new TicketWordsDraft(twins);

  private static <T> T answering(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> answer));
  }

  private static Handoff message(String id, String text) {
    FollowUp words =
        new FollowUp(
            FollowUp.Type.MESSAGE, new HandoffId("h"), AuthorType.VISITOR, "Ada", text, null);
    return new Handoff(
        new HandoffId(id),
        CONVERSATION,
        ConversationKey.of(Channel.API, "s"),
        1,
        null,
        null,
        HandoffState.DELIVERING,
        new HandoffRequest(
            Visitor.unknown(),
            null,
            null,
            null,
            null,
            null,
            null,
            ChannelRefs.NONE,
            words,
            List.of()),
        Mend.NOTHING,
        0,
        "hg-1",
        null,
        1,
        1,
        NOW,
        null,
        null,
        NOW,
        NOW,
        null);
  }

  /** Its first pieces are done, and the next one was sent without an answer. */
  private static Delivery unclear(Handoff message, int done, Instant doneAt) {
    List<JournalStep> journal = new ArrayList<>();
    for (int i = 1; i <= done; i++) {
      journal.add(step(i, StepState.DONE, doneAt));
    }
    journal.add(step(done + 1, StepState.UNCERTAIN, NOW));
    return new Delivery(message, List.of(), journal);
  }

  private static JournalStep step(int number, StepState state, Instant at) {
    return new JournalStep("words-" + number, state, at, at, null, Map.of());
  }

  private static List<JsonNode> rows(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> (JsonNode) JsonNodeFactory.instance.objectNode().put("id", "row-" + i))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ada: a <b> c | Ada: a <b> c",
        "Ada: a &lt;b&gt; c | Ada: a <b> c",
        "<div>Ada: a &lt;b&gt; c</div> | Ada: a <b> c",
        "<div>Ada: a <b> c</b></div> | Ada: a <b> c",
        "x &lt; 3 &amp; y&nbsp;&gt; 2<br />z | x < 3 & y > 2 z",
        "a<br>b | a  b",
        "Tom &amp; Ada | Tom & Ada",
        "Tom & Ada | Tom & Ada",
        "&lt;p&gt; &amp;amp; | <p> &amp;",
        "&lt;script&gt; | <script>",
      })
  void wordsAreTheSameHoweverTheirMarkupIsShown(String atZoho, String sent) {
    assertThat(Twins.same(atZoho, sent)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a &lt;b&gt; c | a <i> c", "a b | a c", "'' | a", "a &amp; b | a b"})
  void otherWordsAreNot(String atZoho, String sent) {
    assertThat(Twins.same(atZoho, sent)).isFalse();
  }

  @Test
  void aPieceIsNotTakenForAnEarlierOneOfTheSameWords() {
    // The name stands before the first piece only.
    Handoff message = message("m", "a".repeat(3 * 32_000));
    Delivery third = unclear(message, 2, NOW.minusSeconds(5));

    assertThat(comments.factsAmong(rows(1), third)).isNull();
    assertThat(comments.factsAmong(rows(2), third)).isNotNull();
  }

  @Test
  void aPieceOfOtherWordsCountsNothing() {
    Delivery second = unclear(message("m", "a".repeat(2 * 32_000)), 1, NOW.minusSeconds(5));

    assertThat(comments.factsAmong(rows(1), second)).isNotNull();
  }

  @Test
  void aPieceThatIsTooOldForTheListIsNotCounted() {
    Handoff message = message("m", "a".repeat(3 * 32_000));
    Delivery third = unclear(message, 2, NOW.minus(Duration.ofHours(2)));

    assertThat(comments.factsAmong(rows(1), third)).isNotNull();
  }

  @Test
  void aMessageThatLooksTheSameAndHasArrivedIsCounted() {
    arrived.add(message("other", "hi <b>Bo</b>"));
    Delivery mine = unclear(message("m", "hi  <b>Bo</b>"), 0, NOW);

    assertThat(comments.factsAmong(rows(1), mine)).isNull();
    assertThat(comments.factsAmong(rows(2), mine)).isNotNull();
  }

  /** It was sent before a long outage, and found when that was over. */
  @Test
  void oneThatArrivedLateAndIsTooOldForTheListIsNotCounted() {
    arrived.add(message("other", "hello?"));
    Instant sent = NOW.minus(Duration.ofHours(2));
    journal.add(new JournalStep("words-1", StepState.DONE, sent, NOW, null, Map.of()));

    assertThat(comments.factsAmong(rows(1), unclear(message("m", "hello?"), 0, NOW))).isNotNull();
  }

  @Test
  void anEarlierPieceThatArrivedLateAndIsTooOldForTheListIsNotCounted() {
    Delivery third = unclear(message("m", "a".repeat(3 * 32_000)), 2, NOW);
    Instant sent = NOW.minus(Duration.ofHours(2));
    List<JournalStep> steps = new ArrayList<>(third.journal());
    steps.set(1, new JournalStep("words-2", StepState.DONE, sent, NOW, null, Map.of()));

    assertThat(comments.factsAmong(rows(1), new Delivery(third.handoff(), List.of(), steps)))
        .isNotNull();
  }
}
