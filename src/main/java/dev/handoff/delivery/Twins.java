package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.FollowUp;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.JournalStep;
import dev.handoff.zoho.ZohoProperties;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.springframework.stereotype.Component;

/**
 * Words carry no token, as a person reads them. Whether a message arrived is therefore told by
 * counting: there are more of it at Zoho than others of the same words have arrived. Messages of a
 * conversation go out one after the other, so nothing else changes the count meanwhile.
 */
@Component
final class Twins {

  private final FollowUps followUps;
  private final Handoffs handoffs;
  private final ZohoProperties zoho;

  Twins(FollowUps followUps, Handoffs handoffs, ZohoProperties zoho) {
    this.followUps = followUps;
    this.handoffs = handoffs;
    this.zoho = zoho;
  }

  /**
   * Whether one of these rows, all with the words of the next piece, must be that piece.
   *
   * @param parts the message in pieces
   */
  boolean oneIsMine(List<JsonNode> rows, Delivery delivery, List<String> parts) {
    FollowUp mine = WordsParts.words(delivery);
    String step = WordsParts.nextStep(delivery);
    Instant since = since(delivery, step);
    long others =
        followUps.arrived(delivery.handoff(), since).stream()
            .filter(other -> isTwin(Objects.requireNonNull(other.request().followUp()), mine))
            .filter(other -> isListed(handoffs.journal(other), step, since))
            .count();
    return rows.size() > others + earlierTwins(delivery, parts, since);
  }

  private static boolean isTwin(FollowUp other, FollowUp mine) {
    return other.author() == mine.author()
        && same(other.text(), mine.text())
        && Objects.equals(other.attachment(), mine.attachment());
  }

  /** Whether it was sent since then: it may have been found at Zoho much later. */
  private static boolean isListed(List<JournalStep> journal, String step, Instant since) {
    return journal.stream()
        .filter(entry -> entry.name().equals(step))
        .noneMatch(entry -> entry.startedAt().isBefore(since));
  }

  /** Pieces of the same message that say the same and have arrived since then. */
  private static long earlierTwins(Delivery delivery, List<String> parts, Instant since) {
    int next = WordsParts.done(delivery);
    return IntStream.range(0, Math.min(next, parts.size() - 1))
        .filter(piece -> same(parts.get(piece), parts.get(next)))
        .mapToObj(piece -> WordsParts.step(piece + 1))
        .filter(step -> isListed(delivery.journal(), step, since))
        .count();
  }

  /** The same for rows that are files, by whatever name: more than have arrived as files. */
  boolean oneIsMyFile(List<JsonNode> rows, Delivery delivery) {
    Instant since = since(delivery, ChatFileDraft.STEP);
    return rows.size()
        > followUps.arrived(delivery.handoff(), since).stream()
            .map(handoffs::journal)
            .filter(Twins::wentAsFile)
            .filter(journal -> isListed(journal, ChatFileDraft.STEP, since))
            .count();
  }

  private static boolean wentAsFile(List<JournalStep> journal) {
    return journal.stream().anyMatch(step -> step.facts().containsKey(WordsParts.FILE));
  }

  private Instant since(Delivery delivery, String step) {
    Instant begun =
        delivery.step(step).map(JournalStep::startedAt).orElse(delivery.handoff().createdAt());
    return begun.minus(zoho.lookUp().clocks());
  }

  /**
   * Whether both say the same, whatever Zoho made of it: shows it as it was sent, shows it as HTML,
   * or took its markup for markup. Spaces do not count.
   */
  static boolean same(String atZoho, String sent) {
    String read = plain(atZoho);
    return spaced(atZoho).equals(spaced(sent))
        || read.equals(spaced(sent))
        || read.equals(plain(sent));
  }

  private static String plain(String text) {
    boolean markup = text.contains("<") || text.contains("&");
    return spaced(markup ? Jsoup.parse(text).text() : text);
  }

  private static String spaced(String text) {
    return text.replaceAll("[\\s\\u00a0]+", " ").strip();
  }
}
