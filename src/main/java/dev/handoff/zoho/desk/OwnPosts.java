package dev.handoff.zoho.desk;

import dev.handoff.handoff.OwnWords;
import dev.handoff.handoff.PlainText;
import dev.handoff.handoff.ZohoReference;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;
import org.springframework.stereotype.Component;

/**
 * Knows what the gateway itself wrote on a ticket when Desk, or a workflow rule, tells of it as if
 * an agent had said it (contract 4.7: the gateway's own writes never reach the visitor).
 *
 * <p>By its id where there is one. Else by its words, in exactly the form that the gateway gives
 * them, upper and lower case as they are; white space and HTML around or in them do not count:
 *
 * <ul>
 *   <li>a comment made of the visitor's words: who speaks, a colon, and the words of a message of
 *       that conversation, whatever has become of it, or their beginning where Desk cut them. A
 *       later piece of words too long for one comment has no speaker; it counts from 200 characters
 *       on.
 *   <li>the ticket's description: it begins with {@code Reference: hg-…}, with nothing behind it or
 *       with another of its labels.
 *   <li>a part of the transcript: it begins with {@code Transcript, part 1 (hg-…)}.
 * </ul>
 *
 * Whoever says the same as the visitor does so without the speaker in front, and whoever quotes has
 * words of his own before or behind it: both are agents' words.
 */
@Component
final class OwnPosts {

  /** What a comment holds (desk.md 7.6); longer words are written in pieces. */
  private static final int COMMENT = 32_000;

  /** A piece without its speaker is known by so many characters. */
  private static final int TELLING = 200;

  /**
   * Who speaks, as {@code FollowUp.speaker()} names him; a filter, before stored words are read.
   */
  private static final Pattern SPEAKER =
      Pattern.compile("(?:Visitor|Bot|.{1,600}?\\((?:visitor|bot)\\)):");

  private static final Pattern REFERENCE = Pattern.compile("Reference:hg-[0-9a-f]{0,20}");
  private static final Pattern TRANSCRIPT = Pattern.compile("Transcript,part[0-9]{1,6}\\(hg-");

  /** What may follow the reference in a description, without its spaces. */
  private static final List<String> LABELS =
      List.of(
          "Summary:",
          "Reason:",
          "Stepstaken:",
          "Visitor:",
          "E-mail:",
          "Phone:",
          "Language:",
          "Timezone:",
          "Page:",
          "Channel:");

  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\u200B\\uFEFF]+");
  private static final Pattern CUT = Pattern.compile("(?:…|\\.\\.\\.)$");

  private final OwnWords own;

  OwnPosts(OwnWords own) {
    this.own = own;
  }

  /** Whether the gateway wrote it. */
  boolean wrote(ZohoReference about, DeskPost.Reply reply) {
    if (own.wrote(about, reply.id(), reply.text())) {
      return true;
    }
    Set<String> readings = readings(reply.text());
    return readings.stream().anyMatch(text -> isStory(text) || isWords(about, text));
  }

  private static boolean isStory(String text) {
    Matcher reference = REFERENCE.matcher(text);
    if (!reference.lookingAt()) {
      return TRANSCRIPT.matcher(text).lookingAt();
    }
    String rest = text.substring(reference.end());
    return LABELS.stream().anyMatch(label -> rest.startsWith(label) || isBeginning(rest, label));
  }

  private boolean isWords(ZohoReference about, String text) {
    Matcher speaker = SPEAKER.matcher(text);
    if (speaker.lookingAt()) {
      boolean says = speaker.end() < uncut(text).length();
      return anyOwn(about, 0, words -> words.equals(text) || (says && isBeginning(text, words)));
    }
    return text.length() >= TELLING && anyOwn(about, COMMENT, words -> words.contains(uncut(text)));
  }

  private boolean anyOwn(ZohoReference about, int longerThan, Predicate<String> isIt) {
    return own.comments(about, longerThan).stream()
        .flatMap(words -> readings(PlainText.withoutMentions(words)).stream())
        .anyMatch(isIt);
  }

  private static boolean isBeginning(String text, String whole) {
    return whole.startsWith(uncut(text));
  }

  private static String uncut(String text) {
    return CUT.matcher(text).replaceFirst("");
  }

  /** As it is, and as somebody reads it who takes it for HTML: on its way it may become either. */
  private static Set<String> readings(String text) {
    String clean = PlainText.clean(text);
    if (clean.indexOf('<') < 0 && clean.indexOf('&') < 0) {
      return Set.of(bare(clean));
    }
    String unescaped = Parser.unescapeEntities(clean, false);
    return Set.copyOf(
        List.of(bare(clean), bare(unescaped), bare(AgentText.of(clean, "text/html"))));
  }

  private static String bare(String text) {
    return SPACE.matcher(text).replaceAll("");
  }
}
