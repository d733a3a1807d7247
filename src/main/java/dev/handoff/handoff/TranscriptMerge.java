package dev.handoff.handoff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Callers send the whole history again and again; only what is new of it is kept. */
final class TranscriptMerge {

  private record Line(AuthorType author, String text) {}

  private TranscriptMerge() {}

  /** The lines of {@code given} that {@code stored} does not have, counting repeated lines. */
  static List<TranscriptEntry> news(List<TranscriptEntry> stored, List<TranscriptEntry> given) {
    Map<Line, Integer> known = new HashMap<>();
    stored.forEach(entry -> known.merge(line(entry), 1, Integer::sum));
    List<TranscriptEntry> news = new ArrayList<>();
    for (TranscriptEntry entry : given) {
      int left = known.merge(line(entry), -1, Integer::sum);
      if (left < 0) {
        news.add(entry);
      }
    }
    return List.copyOf(news);
  }

  private static Line line(TranscriptEntry entry) {
    return new Line(entry.author(), entry.text());
  }
}
