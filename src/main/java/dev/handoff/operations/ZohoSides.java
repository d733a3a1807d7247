package dev.handoff.operations;

import dev.handoff.zoho.ConnectionFailure;
import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoAnswered;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.ZohoSide;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Which sides of Zoho fail just now, as the last call of this node to each tells. Nobody is called
 * to find out. A refusal is no failure of the side: it understood and said no.
 */
@Component
final class ZohoSides {

  private final Map<ZohoSide, String> troubles = new ConcurrentHashMap<>();
  private final Clock clock;

  ZohoSides(Clock clock) {
    this.clock = clock;
  }

  @EventListener
  void note(ZohoAnswered answered) {
    String trouble = trouble(answered.answer());
    if (trouble == null) {
      troubles.remove(answered.call().side());
    } else {
      troubles.put(answered.call().side(), trouble + ", last at " + clock.instant());
    }
  }

  /** What is wrong, by side; empty when all is well. */
  Map<String, String> troubles() {
    Map<String, String> named = new TreeMap<>();
    troubles.forEach((side, trouble) -> named.put(side.name().toLowerCase(Locale.ROOT), trouble));
    return named;
  }

  /** Whether one of the sides at that host fails. */
  boolean isTroubled(ZohoHost host) {
    return troubles.keySet().stream().anyMatch(side -> side.host() == host);
  }

  /** Zoho's codes only, since its words may quote what was sent; the gateway's own words, too. */
  private static @Nullable String trouble(ZohoAnswer answer) {
    if (answer instanceof ZohoAnswer.Wait wait) {
      return "does not serve us now" + why(wait.code(), wait.words());
    }
    if (answer instanceof ZohoAnswer.UnknownOutcome unknown) {
      return "gave no clear answer" + why(unknown.code(), unknown.words());
    }
    if (answer instanceof ZohoAnswer.TokenRejected rejected) {
      return "rejects the token (" + rejected.code() + "); if this stays, re-authorise at /setup";
    }
    return null;
  }

  private static String why(String code, String words) {
    if (ConnectionFailure.isCode(code)) {
      return " (" + code + ": " + words + ")";
    }
    String known =
        switch (code) {
          case "not_json" -> "it answers with something else than JSON";
          case "empty_answer" -> "its answer is empty";
          case "http_429", "1023", "THRESHOLD_EXCEEDED", "TOO_MANY_REQUESTS" -> "too many requests";
          default -> code.startsWith("http_5") ? "it has a failure of its own" : null;
        };
    return known == null ? " (" + code + ")" : ": " + known + " (" + code + ")";
  }
}
