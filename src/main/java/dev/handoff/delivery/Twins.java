package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.JournalStep;
import dev.handoff.zoho.ZohoProperties;
import java.time.Instant;
import java.util.List;
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
  private final ZohoProperties zoho;

  Twins(FollowUps followUps, ZohoProperties zoho) {
    this.followUps = followUps;
    this.zoho = zoho;
  }

  /** Whether one of these rows, all with its words, must be this message. */
  boolean oneIsMine(List<JsonNode> rows, Delivery delivery) {
    Instant begun =
        delivery
            .step(WordsParts.nextStep(delivery))
            .map(JournalStep::startedAt)
            .orElse(delivery.handoff().createdAt());
    Instant since = begun.minus(zoho.lookUp().clocks());
    return rows.size() > followUps.twins(delivery.handoff(), since);
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
