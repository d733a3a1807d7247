package dev.handoff.delivery;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.FollowUp;
import dev.handoff.handoff.StepState;
import dev.handoff.zoho.desk.DeskText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Words for a person in pieces that their place has room for; mostly one. Each is a step of its own
 * in the journal.
 */
final class WordsParts {

  /** Fact of a file that went as a file. */
  static final String FILE = "file";

  private static final String STEP = "words-";

  private WordsParts() {}

  static FollowUp words(Delivery delivery) {
    return Objects.requireNonNull(delivery.handoff().request().followUp());
  }

  /** Pieces that are done; they are sent in order. */
  static int done(Delivery delivery) {
    return (int)
        delivery.journal().stream()
            .filter(step -> step.state() == StepState.DONE && step.name().startsWith(STEP))
            .count();
  }

  static String nextStep(Delivery delivery) {
    return step(done(delivery) + 1);
  }

  /**
   * The journal's name for a piece.
   *
   * @param number from 1
   */
  static String step(int number) {
    return STEP + number;
  }

  /** All pieces, done or not. */
  static List<String> all(Delivery delivery, String before, int limit) {
    return of(whole(delivery, before, limit), limit);
  }

  /** The next piece, or an empty text when all are done. */
  static String next(Delivery delivery, String before, int limit) {
    List<String> parts = all(delivery, before, limit);
    int done = done(delivery);
    return done < parts.size() ? parts.get(done) : "";
  }

  /** All that is to be said in text: not what went with a file, but a file that went as a link. */
  private static String whole(Delivery delivery, String before, int limit) {
    FollowUp.Attachment file = words(delivery).attachment();
    String text = before + DeskText.clean(words(delivery).text());
    if (file == null) {
      return text;
    }
    if (delivery.fact(FILE) == null) {
      return (text + "\n" + DeskText.clean(link(file))).strip();
    }
    return comment(delivery, before, limit).isEmpty() && text.length() > before.length()
        ? text
        : "";
  }

  private static String link(FollowUp.Attachment file) {
    return file.name() == null ? file.url() : file.name() + ": " + file.url();
  }

  /** What is said in the same message as a file: all of it, or nothing where it is too long. */
  static String comment(Delivery delivery, String before, int limit) {
    String words = DeskText.clean(words(delivery).text());
    String text = before + words;
    return words.isEmpty() || text.length() > limit ? "" : text;
  }

  /** Who speaks, where that is not the visitor. */
  static String speaker(FollowUp words) {
    return words.author() == AuthorType.BOT ? "Bot: " : "";
  }

  private static List<String> of(String text, int limit) {
    List<String> parts = new ArrayList<>();
    String rest = text;
    while (rest.length() > limit) {
      int end = Character.isHighSurrogate(rest.charAt(limit - 1)) ? limit - 1 : limit;
      parts.add(rest.substring(0, end));
      rest = rest.substring(end);
    }
    parts.add(rest);
    return parts;
  }
}
