package dev.handoff.handoff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;

/**
 * How a story is shortened when it is longer than its reader allows: the first line stays, then as
 * many of the newest lines as fit; a marker says how many were left out in between.
 */
public final class TranscriptCut {

  private TranscriptCut() {}

  /**
   * @param lines rendered lines, oldest first
   * @param limit most characters, with one more counted after each line
   * @param marker the line that stands for so many left out
   */
  public static List<String> fit(List<String> lines, int limit, IntFunction<String> marker) {
    if (length(lines) <= limit || lines.size() < 2) {
      return lines;
    }
    String first = lines.get(0);
    int left = limit - first.length() - 1 - marker.apply(lines.size()).length() - 1;
    Deque<String> newest = new ArrayDeque<>();
    for (int i = lines.size() - 1; i > 0; i--) {
      left -= lines.get(i).length() + 1;
      if (left < 0) {
        break;
      }
      newest.addFirst(lines.get(i));
    }
    List<String> kept = new ArrayList<>();
    kept.add(first);
    kept.add(marker.apply(lines.size() - 1 - newest.size()));
    kept.addAll(newest);
    return kept;
  }

  private static int length(List<String> lines) {
    return lines.stream().mapToInt(line -> line.length() + 1).sum();
  }
}
