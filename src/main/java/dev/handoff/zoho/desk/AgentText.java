package dev.handoff.zoho.desk;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;

/**
 * What an agent wrote, as plain text that any page may show: no markup, no scripts, no history that
 * a mail program quoted below it. Paragraphs and line breaks stay, and links keep their address
 * behind their text.
 */
public final class AgentText {

  /** The most that a visitor is shown of one reply, in characters. */
  public static final int LONGEST = 32_000;

  /** Elements of which at least one stands in whatever an editor calls HTML. */
  private static final String KNOWN =
      "(?:html|head|body|style|script|div|p|br|span|a|b|i|u|em|strong|font|ul|ol|li|table|tr"
          + "|td|th|h[1-6]|blockquote|pre|code|img|hr|iframe|svg)";

  /**
   * A tag of one of them and nothing else: closed at once, with an attribute {@code name=} next, or
   * the end of an element. What is merely less than something is none.
   */
  private static final Pattern TAG =
      Pattern.compile(
          "<(?:"
              + KNOWN
              + "(?:\\s*+/)?>"
              + "|"
              + KNOWN
              + "\\s++[^\\s\"'<>/=]++\\s*+=[^<>]*+>"
              + "|/"
              + KNOWN
              + "\\s*+>)",
          Pattern.CASE_INSENSITIVE);

  /** Where mail programs put what they quote. */
  private static final String QUOTED =
      "blockquote[type=cite], .gmail_quote, .gmail_quote_container, .zmail_extra, .zmail_extra_hr,"
          + " .yahoo_quoted, .moz-cite-prefix, #appendonsend,"
          + " [title^=beforequote], [title^=afterquote]";

  /** "On Tuesday … wrote:", left over above what was quoted. */
  private static final Pattern WROTE = Pattern.compile("-{0,20} ?On .{4,200} wrote:? ?-{0,20}");

  private static final Pattern MENTION = Pattern.compile("zsu\\[@user:[^\\]]{0,60}\\]zsu");

  /** No more of it is read: a reply stands at the beginning, and reading takes its time. */
  private static final int MOST_HTML = 250_000;

  /** Elements within elements; mail programs need a few dozen. */
  private static final int DEEPEST = 100;

  /** Nobody quotes more than that; only a page made to be slow does. */
  private static final int MOST_QUOTES = 50;

  private AgentText() {}

  /**
   * The text of a comment, a thread or a plain reply.
   *
   * @param contentType {@code plainText} or {@code text/plain}, {@code html} or {@code text/html}
   */
  public static String of(String content, String contentType) {
    return contentType.toLowerCase(Locale.ROOT).contains("plain")
        ? bounded(content)
        : ofHtml(content);
  }

  /** The same where nobody says of which type it is: HTML is what has a tag that HTML knows. */
  public static String ofUnknown(String content) {
    return TAG.matcher(content).find() ? ofHtml(content) : bounded(content);
  }

  private static String ofHtml(String html) {
    Document document =
        Jsoup.parse(DeskText.cut(html, MOST_HTML), Parser.htmlParser().setMaxDepth(DEEPEST));
    document.select("script, style, head, template, noscript, iframe, object, svg").remove();
    String whole = bounded(VisibleText.of(document.body()));
    withoutQuotes(document.body());
    String reply = withoutLead(bounded(VisibleText.of(document.body())));
    return reply.isEmpty() ? whole : reply;
  }

  /** A quote with words of the agent's own below it is one that the agent answers; it stays. */
  private static void withoutQuotes(Element body) {
    Element forwarded = body.getElementById("divRplyFwdMsg");
    if (forwarded != null) {
      forwarded.nextElementSiblings().remove();
      forwarded.remove();
    }
    body.select(QUOTED).remove();
    Elements quotes = body.select("blockquote");
    int last = quotes.size() - 1;
    for (int i = last; i >= 0 && i > last - MOST_QUOTES; i--) {
      Element quote = quotes.get(i);
      if (!quote.hasParent() || hasWordsBehind(quote, body)) {
        return;
      }
      quote.remove();
    }
  }

  private static boolean hasWordsBehind(Element quote, Element body) {
    for (Element place = quote; place != null && place != body; place = place.parent()) {
      for (var next = place.nextSibling(); next != null; next = next.nextSibling()) {
        if (!VisibleText.of(next).isBlank()) {
          return true;
        }
      }
    }
    return false;
  }

  private static String withoutLead(String text) {
    int line = text.lastIndexOf('\n') + 1;
    return WROTE.matcher(text.substring(line).strip()).matches()
        ? text.substring(0, line).strip()
        : text;
  }

  private static String bounded(String text) {
    String lines =
        DeskText.clean(MENTION.matcher(text).replaceAll(""))
            .lines()
            .map(String::stripTrailing)
            .collect(Collectors.joining("\n"));
    return DeskText.cut(lines.replaceAll("\\n{3,}", "\n\n").strip(), LONGEST);
  }
}
