package dev.handoff.handoff;

import static dev.handoff.testing.Orders.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptMergeTest {

  private static TranscriptEntry entry(AuthorType author, String name, String text, String at) {
    return new TranscriptEntry(author, name, text, at == null ? null : Instant.parse(at));
  }

  @Test
  void everythingIsNewToAnEmptyStore() {
    assertThat(TranscriptMerge.news(List.of(), lines("a", "b"))).isEqualTo(lines("a", "b"));
  }

  @Test
  void nothingIsNewWhenTheSameComesAgain() {
    assertThat(TranscriptMerge.news(lines("a", "b"), lines("a", "b"))).isEmpty();
    assertThat(TranscriptMerge.news(lines("a", "b"), List.of())).isEmpty();
  }

  @Test
  void onlyTheNewLinesAreGivenInTheirOrder() {
    assertThat(TranscriptMerge.news(lines("a", "b"), lines("a", "b", "c", "d")))
        .isEqualTo(lines("c", "d"));
  }

  @Test
  void aWindowOfTheNewestLinesIsUnderstood() {
    assertThat(TranscriptMerge.news(lines("a", "b", "c"), lines("c", "d"))).isEqualTo(lines("d"));
  }

  @Test
  void repeatedLinesCount() {
    assertThat(TranscriptMerge.news(lines("hello?"), lines("hello?", "hello?", "hello?")))
        .isEqualTo(lines("hello?", "hello?"));
    assertThat(TranscriptMerge.news(lines("hello?", "hello?"), lines("hello?"))).isEmpty();
  }

  @Test
  void theSameTextOfAnotherAuthorIsNew() {
    TranscriptEntry bot = entry(AuthorType.BOT, null, "a", null);

    assertThat(TranscriptMerge.news(lines("a"), List.of(bot))).containsExactly(bot);
  }

  @Test
  void aLineThatIsToldWithMoreDetailIsNotNew() {
    TranscriptEntry detailed = entry(AuthorType.VISITOR, "Ada", "a", "2026-01-01T00:00:00Z");

    assertThat(TranscriptMerge.news(lines("a"), List.of(detailed))).isEmpty();
  }
}
