package dev.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptCutTest {

  private static List<String> fit(int limit, String... lines) {
    return TranscriptCut.fit(List.of(lines), limit, count -> "[" + count + "]");
  }

  private static int length(List<String> lines) {
    return lines.stream().mapToInt(line -> line.length() + 1).sum();
  }

  @Test
  void aStoryThatFitsStaysWhole() {
    assertThat(fit(9, "aa", "bb", "cc")).containsExactly("aa", "bb", "cc");
    assertThat(fit(0)).isEmpty();
  }

  @Test
  void theFirstLineAndTheNewestStay() {
    assertThat(fit(13, "aa", "bb", "cc", "dd", "ee")).containsExactly("aa", "[2]", "dd", "ee");
  }

  @Test
  void theMarkerCountsEveryLineThatIsLeftOut() {
    assertThat(fit(7, "aa", "bb", "cc", "dd")).containsExactly("aa", "[3]");
  }

  @Test
  void aNewestLineThatIsTooLongLeavesNoGapsBehindIt() {
    assertThat(fit(20, "aa", "bb", "cc", "d".repeat(50))).containsExactly("aa", "[3]");
  }

  @Test
  void aSingleLineStaysAsItIs() {
    assertThat(fit(3, "longer than that")).containsExactly("longer than that");
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 60, 99, 100, 101, 1_000, 5_000, 8_889})
  void theLimitHolds(int limit) {
    List<String> lines = IntStream.range(0, 1_000).mapToObj(i -> "line " + i).toList();

    List<String> kept = TranscriptCut.fit(lines, limit, count -> "[" + count + " lines left out]");

    assertThat(length(kept)).isBetween(limit - 30, limit);
    assertThat(kept).startsWith("line 0").endsWith("line 999").doesNotHaveDuplicates();
  }
}
