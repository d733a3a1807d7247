package dev.handoff.operations;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.JournalStep;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a step of a delivery did, in words of a support desk. */
final class StepWords {

  private static final Map<String, String> NOUNS =
      Map.ofEntries(
          Map.entry("contact", "the contact in Desk"),
          Map.entry("ticket", "the ticket"),
          Map.entry("call", "the call"),
          Map.entry("conversation", "the chat in SalesIQ"),
          Map.entry("department", "the check of the SalesIQ department"),
          Map.entry("read-back", "the check that it is there at Zoho"),
          Map.entry("transcript", "passing on the conversation so far"),
          Map.entry("close-chat", "closing the bot's chat"),
          Map.entry("forward", "SalesIQ's own forward"));

  private static final Set<String> BUSY =
      Set.of(
          "http_429",
          "1023",
          "threshold_exceeded",
          "too_many_requests",
          "too_many_calls",
          "zoho_pause",
          "credits_low");

  private StepWords() {}

  /** A step that is finished. */
  static String done(JournalStep step, Handoff handoff) {
    Map<String, String> facts = step.facts();
    return switch (step.name()) {
      case JournalStep.CHOICE ->
          "A " + facts.get("kind") + " was chosen, because " + facts.get("because");
      case "contact" -> "Contact is in Desk" + named(handoff.request().visitor().name());
      case "ticket" -> "Ticket" + number(facts.get("ticketNumber")) + " created";
      case "call" -> "Call planned in Desk";
      case "conversation" -> "Chat opened in SalesIQ";
      case "department" -> "SalesIQ department is open for chats";
      case "read-back" -> "Looked at Zoho: it is there";
      case "forward" -> "SalesIQ forwards the chat to an operator by itself";
      case "transcript" -> transcript(facts);
      case "close-chat" -> closed(facts);
      default -> "Step '" + step.name() + "' done";
    };
  }

  private static String named(@Nullable String name) {
    return name == null || name.isBlank() ? "" : " (" + name + ")";
  }

  private static String number(@Nullable String number) {
    return number == null ? "" : " #" + number;
  }

  private static String transcript(Map<String, String> facts) {
    String why = facts.get("transcriptLeftOut");
    return why == null
        ? "The conversation so far was passed on"
        : "The rest of the conversation could not be passed on (" + why + ")";
  }

  private static String closed(Map<String, String> facts) {
    String open = facts.get("leftOpen");
    if (open != null) {
      return "The bot's chat could not be closed (" + open + ")";
    }
    return "not a SalesIQ chat".equals(facts.get("closeReason"))
        ? "Nothing to close: no chat in SalesIQ"
        : "The bot's chat was closed";
  }

  /** A step as part of a sentence. */
  static String noun(String step) {
    return NOUNS.getOrDefault(step, "step '" + step + "'");
  }

  /** Why an attempt did not succeed, in one sentence without Zoho's own words. */
  static String failure(HandoffError error) {
    String code = error.code();
    String why = reason(code.toLowerCase(Locale.ROOT));
    if (why != null) {
      return why + " (" + code.replace("http_", "") + ")";
    }
    String step = error.step();
    String what = step == null ? "The attempt" : sentence(noun(step));
    return what + (error.retryable() ? " did not succeed (" : " was refused (") + code + ")";
  }

  private static @Nullable String reason(String code) {
    if (BUSY.contains(code)) {
      return "Zoho was busy";
    }
    if (code.equals("outcome_unknown")) {
      return "Zoho gave no clear answer, and it could not be found out whether it was done";
    }
    if (code.contains("timeout") || code.startsWith("connection") || code.equals("circuit_open")) {
      return "Zoho could not be reached";
    }
    if (code.equals("internal_error")) {
      return "The gateway itself had a failure";
    }
    if (code.equals("unreadable_token")) {
      return "The gateway cannot read its stored login to Zoho";
    }
    if (code.startsWith("http_5") || code.equals("internal_server_error")) {
      return "Zoho had a failure of its own";
    }
    return code.equals("http_401") || code.contains("oauth") || code.contains("token")
        ? "Zoho did not accept the gateway's login"
        : null;
  }

  static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
