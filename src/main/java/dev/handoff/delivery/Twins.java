package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.FollowUp;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.JournalStep;
import dev.handoff.zoho.ZohoProperties;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

  /** Whether one of these rows, all with its words, must be this message. */
  boolean oneIsMine(List<JsonNode> rows, Delivery delivery) {
    FollowUp mine = WordsParts.words(delivery);
    Instant since = since(delivery, WordsParts.nextStep(delivery));
    return rows.size()
        > followUps.arrived(delivery.handoff(), since).stream()
            .map(other -> Objects.requireNonNull(other.request().followUp()))
            .filter(other -> other.author() == mine.author())
            .filter(other -> other.text().equals(mine.text()))
            .filter(other -> Objects.equals(other.attachment(), mine.attachment()))
            .count();
  }

  /** The same for rows that are files, by whatever name: more than have arrived as files. */
  boolean oneIsMyFile(List<JsonNode> rows, Delivery delivery) {
    Instant since = since(delivery, ChatFileDraft.STEP);
    return rows.size()
        > followUps.arrived(delivery.handoff(), since).stream().filter(this::wentAsFile).count();
  }

  private boolean wentAsFile(Handoff message) {
    return handoffs.journal(message).stream()
        .anyMatch(step -> step.facts().containsKey(WordsParts.FILE));
  }

  private Instant since(Delivery delivery, String step) {
    Instant begun =
        delivery.step(step).map(JournalStep::startedAt).orElse(delivery.handoff().createdAt());
    return begun.minus(zoho.lookUp().clocks());
  }

  /** Whether both say the same, whatever markup and spaces Zoho made of it. */
  static boolean same(String atZoho, String sent) {
    return plain(atZoho).equals(plain(sent));
  }

  private static String plain(String text) {
    String escaped = text.contains("<") || text.contains("&") ? Jsoup.parse(text).text() : text;
    return escaped.replaceAll("\\s+", " ").strip();
  }
}
