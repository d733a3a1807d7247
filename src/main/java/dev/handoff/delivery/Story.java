package dev.handoff.delivery;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.StepState;
import dev.handoff.handoff.TranscriptCut;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.handoff.Visitor;
import dev.handoff.zoho.desk.DeskText;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The words in which a handoff is told to the person who takes over. */
final class Story {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String NOTE = "note:";

  private static final int SHORTEST_CUT = 200;
  private static final int SHORTEST_STEP = 80;
  private static final int ALL_STEPS = 8_000;

  private Story() {}

  /**
   * What is known beside the transcript, label by label; nothing unknown. The reference comes
   * first: by it the handoff is found again, so no cut may reach it.
   */
  static Map<String, String> facts(Delivery delivery) {
    Handoff handoff = delivery.handoff();
    HandoffRequest request = handoff.request();
    Visitor visitor = request.visitor();
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, "Reference", handoff.correlation());
    boolean isCase = handoff.key().channel() == Channel.AGENT;
    put(facts, isCase ? "Summary" : "Reason", request.reason());
    put(facts, "Steps taken", numbered(request.stepsTaken()));
    put(facts, "Visitor", visitor.name());
    put(facts, "E-mail", visitor.email());
    put(facts, "Phone", visitor.phone());
    put(facts, "Language", language(visitor.language()));
    put(facts, "Time zone", visitor.timeZone());
    put(facts, "Page", visitor.page());
    put(facts, "Channel", handoff.key().channel().wireName());
    put(facts, isCase ? "Case" : "Conversation", handoff.key().conversationId());
    if (request.confidence() != null) {
      put(facts, "Bot's confidence", Math.round(request.confidence() * 100) + " %");
    }
    notes(delivery, facts);
    return facts;
  }

  /** Each on a line of its own; of many long ones the ends are left out, never a whole one. */
  private static @Nullable String numbered(List<String> steps) {
    if (steps.isEmpty()) {
      return null;
    }
    int longest = Math.max(SHORTEST_STEP, ALL_STEPS / steps.size());
    return IntStream.range(0, steps.size())
        .mapToObj(i -> (i + 1) + ". " + DeskText.cut(steps.get(i), longest))
        .collect(Collectors.joining("\n"));
  }

  /**
   * What steps of a flow noted for the person who takes over: their facts named {@code note:Label}.
   */
  private static void notes(Delivery delivery, Map<String, String> facts) {
    delivery.journal().stream()
        .filter(step -> step.state() == StepState.DONE)
        .flatMap(step -> step.facts().entrySet().stream())
        .filter(fact -> fact.getKey().startsWith(NOTE))
        .forEach(fact -> put(facts, fact.getKey().substring(NOTE.length()), fact.getValue()));
  }

  private static void put(Map<String, String> facts, String label, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      facts.put(label, value.strip());
    }
  }

  private static @Nullable String language(@Nullable String tag) {
    if (tag == null || tag.isBlank()) {
      return null;
    }
    String name = Locale.forLanguageTag(tag.replace('_', '-')).getDisplayLanguage(Locale.ENGLISH);
    return name.isEmpty() ? tag : name + " (" + tag + ")";
  }

  /**
   * The transcript, a line each, in at most {@code limit} characters: whole where it fits; else
   * long lines are shortened first, so that none of them pushes out the newest, and then lines are
   * left out.
   *
   * @param render how a line is written at its destination, its end included
   */
  static List<String> transcript(Delivery delivery, int limit, UnaryOperator<String> render) {
    List<String> whole = lines(delivery, Integer.MAX_VALUE, render);
    if (whole.isEmpty() || length(whole) <= limit) {
      return whole;
    }
    int longest = Math.max(limit / 4, limit / whole.size() - SHORTEST_CUT);
    List<String> fitting = shortened(delivery, limit, longest, render);
    while (length(fitting) > limit && longest > SHORTEST_CUT) {
      longest /= 2;
      fitting = shortened(delivery, limit, longest, render);
    }
    return fitting;
  }

  /** Whether the transcript has to be shortened to at most {@code limit} characters. */
  static boolean isTooLong(Delivery delivery, int limit, UnaryOperator<String> render) {
    return length(lines(delivery, Integer.MAX_VALUE, render)) > limit;
  }

  /** The transcript as it is, a line each. */
  static List<String> wholeTranscript(Delivery delivery) {
    return lines(delivery, Integer.MAX_VALUE, UnaryOperator.identity());
  }

  private static List<String> shortened(
      Delivery delivery, int limit, int longest, UnaryOperator<String> render) {
    return TranscriptCut.fit(
        lines(delivery, longest, render), limit, count -> render.apply(leftOut(count)));
  }

  private static List<String> lines(Delivery delivery, int longest, UnaryOperator<String> render) {
    return delivery.transcript().stream().map(entry -> render.apply(line(entry, longest))).toList();
  }

  private static int length(List<String> lines) {
    return lines.stream().mapToInt(line -> line.length() + 1).sum();
  }

  private static String line(TranscriptEntry entry, int longest) {
    String at = entry.at() == null ? "" : "[" + TIME.format(entry.at()) + " UTC] ";
    return at + author(entry) + ": " + DeskText.cut(entry.text(), longest);
  }

  private static String author(TranscriptEntry entry) {
    String role = role(entry.author());
    return entry.authorName() == null ? role : entry.authorName() + " (" + role + ")";
  }

  private static String role(AuthorType author) {
    return switch (author) {
      case VISITOR -> "Visitor";
      case BOT -> "Bot";
      case AGENT -> "Agent";
      case SYSTEM -> "System";
    };
  }

  /** The marker of a shortened transcript. */
  private static String leftOut(int lines) {
    return "[… " + lines + " lines left out …]";
  }

  /** A short name for the handoff. */
  static String subject(Delivery delivery, String otherwise) {
    HandoffRequest request = delivery.handoff().request();
    String given = request.subject() == null ? request.reason() : request.subject();
    if (given != null && !given.isBlank()) {
      return given;
    }
    return delivery.transcript().stream()
        .filter(entry -> entry.author() == AuthorType.VISITOR && !entry.text().isBlank())
        .map(TranscriptEntry::text)
        .findFirst()
        .orElse(otherwise);
  }
}
