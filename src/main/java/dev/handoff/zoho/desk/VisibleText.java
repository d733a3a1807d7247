package dev.handoff.zoho.desk;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The words of parsed HTML with the line breaks that a browser would show. */
final class VisibleText implements NodeVisitor {

  private static final Set<String> PARAGRAPHS =
      Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol");
  private static final Set<String> LINES =
      Set.of("div", "li", "tr", "section", "article", "header", "footer", "dt", "dd", "hr");
  private static final Pattern SAFE_LINK =
      Pattern.compile("(?i)(?:https?://|mailto:)[^\\s<>\"\\x00-\\x1f]{1,2000}");

  private final StringBuilder text = new StringBuilder();
  private int preformatted;

  private VisibleText() {}

  static String of(Node root) {
    VisibleText visitor = new VisibleText();
    root.traverse(visitor);
    return visitor.text.toString();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode words) {
      append(words);
    } else if (node instanceof Element element) {
      begin(element);
    }
  }

  private void append(TextNode words) {
    if (preformatted > 0) {
      text.append(words.getWholeText());
      return;
    }
    String plain = words.getWholeText().replaceAll("[\\s\\u00A0]+", " ");
    text.append(isAtStartOfLine() ? plain.stripLeading() : plain);
  }

  private void begin(Element element) {
    String name = element.normalName();
    if (name.equals("br")) {
      text.append('\n');
    } else if (name.equals("img")) {
      text.append(element.attr("alt").strip());
    } else if (PARAGRAPHS.contains(name)) {
      lines(2);
    } else if (LINES.contains(name)) {
      lines(1);
    } else if (name.equals("td") || name.equals("th")) {
      space();
    }
    if (name.equals("li")) {
      text.append("- ");
    }
    if (name.equals("pre")) {
      preformatted++;
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      end(element);
    }
  }

  private void end(Element element) {
    String name = element.normalName();
    if (name.equals("a")) {
      link(element);
    } else if (PARAGRAPHS.contains(name)) {
      lines(2);
    } else if (LINES.contains(name)) {
      lines(1);
    }
    if (name.equals("pre")) {
      preformatted--;
    }
  }

  /** Behind its text, unless the text says it already. */
  private void link(Element element) {
    String address = element.attr("href").strip();
    String shown = element.text().strip();
    if (SAFE_LINK.matcher(address).matches() && !says(shown, address)) {
      space();
      text.append(shown.isEmpty() ? address : "(" + address + ")");
    }
  }

  private static boolean says(String shown, String address) {
    return bare(shown).equals(bare(address));
  }

  private static String bare(String address) {
    return address.replaceFirst("(?i)^mailto:", "").replaceFirst("/$", "");
  }

  private void space() {
    if (!isAtStartOfLine() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
      text.append(' ');
    }
  }

  /** At least so many line breaks here, and none at the beginning. */
  private void lines(int breaks) {
    while (text.length() > 0 && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    if (text.length() == 0) {
      return;
    }
    int there = 0;
    while (there < breaks
        && there < text.length()
        && text.charAt(text.length() - 1 - there) == '\n') {
      there++;
    }
    for (; there < breaks; there++) {
      text.append('\n');
    }
  }

  private boolean isAtStartOfLine() {
    return text.length() == 0 || text.charAt(text.length() - 1) == '\n';
  }
}
