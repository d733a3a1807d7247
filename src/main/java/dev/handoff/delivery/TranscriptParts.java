package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.StepState;
import dev.handoff.zoho.desk.DeskText;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole transcript in parts, for a place that has no room for it at once. Each part says which
 * one it is and carries the handoff's token, so that it can be found again; each is a step of its
 * own in the journal.
 */
final class TranscriptParts {

  private static final String STEP = "transcript-";
  private static final int HEADING = 120;

  private TranscriptParts() {}

  /** Number of the parts that are done; they are made in order. */
  static int done(Delivery delivery) {
    return (int)
        delivery.journal().stream()
            .filter(entry -> entry.state() == StepState.DONE && entry.name().startsWith(STEP))
            .count();
  }

  /** The journal's name for the next part. */
  static String nextStep(Delivery delivery) {
    return STEP + (done(delivery) + 1);
  }

  /** The first line of the next part; no other text at Zoho has it. */
  static String nextMark(Delivery delivery) {
    return mark(delivery, done(delivery) + 1);
  }

  private static String mark(Delivery delivery, int number) {
    return "Transcript, part " + number + " (" + delivery.handoff().correlation() + ")";
  }

  /** The text of the next part, or an empty one when all are done. */
  static String next(Delivery delivery, int limit) {
    List<String> parts = of(delivery, limit);
    int done = done(delivery);
    return done < parts.size() ? parts.get(done) : "";
  }

  /** All parts, each of at most {@code limit} characters. */
  static List<String> of(Delivery delivery, int limit) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int room = limit - HEADING;
    for (String line : pieces(delivery, room)) {
      if (part.length() + line.length() + 1 > room) {
        parts.add(part.toString());
        part.setLength(0);
      }
      part.append(line).append('\n');
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    for (int i = 0; i < parts.size(); i++) {
      parts.set(i, mark(delivery, i + 1) + " of " + parts.size() + "\n" + parts.get(i).strip());
    }
    return parts;
  }

  /** The transcript's lines, those that are too long in pieces. */
  private static List<String> pieces(Delivery delivery, int room) {
    List<String> pieces = new ArrayList<>();
    for (String line : Story.wholeTranscript(delivery)) {
      String rest = DeskText.clean(line);
      while (rest.length() >= room) {
        int end = Character.isHighSurrogate(rest.charAt(room - 2)) ? room - 2 : room - 1;
        pieces.add(rest.substring(0, end));
        rest = rest.substring(end);
      }
      pieces.add(rest);
    }
    return pieces;
  }
}
