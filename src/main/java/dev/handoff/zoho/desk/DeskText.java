package dev.handoff.zoho.desk;

import dev.handoff.handoff.PlainText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.web.util.HtmlUtils;

/** Text as Desk wants it: safe HTML, within its limits, in its formats (desk.md 2, 6.3, 7.1, 8). */
public final class DeskText {

  public static final int SUBJECT = 255;
  public static final int CALL_SUBJECT = 300;
  public static final int DESCRIPTION = 65_535;
  public static final int TICKET_EMAIL = 150;
  public static final int FIRST_NAME = 40;
  public static final int LAST_NAME = 200;

  private static final int FEWEST_DIGITS = 7;

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private DeskText() {}

  /** Escaped, with line breaks as tags, without control characters. */
  public static String html(String text) {
    return HtmlUtils.htmlEscape(clean(text), "UTF-8").replace("\n", "<br>");
  }

  /** The same in at most {@code limit} characters; the cut never breaks an entity or a tag. */
  public static String html(String text, int limit) {
    String whole = html(text);
    if (whole.length() <= limit) {
      return whole;
    }
    String kept = cut(whole, limit);
    int open = Math.max(kept.lastIndexOf('&'), kept.lastIndexOf('<'));
    int closed = Math.max(kept.lastIndexOf(';'), kept.lastIndexOf('>'));
    return open > closed ? kept.substring(0, open) + "…" : kept;
  }

  /** One line of plain text of at most {@code limit} characters. */
  public static String line(String text, int limit) {
    return cut(clean(text).replaceAll("\\s+", " ").strip(), limit);
  }

  /** At most {@code limit} characters, never half of one. */
  public static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = limit - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /** Without what cannot be shown: control characters except line breaks and tabs. */
  public static String clean(String text) {
    return PlainText.clean(text);
  }

  /**
   * The digits of a phone number, with its leading plus; nothing for what is no number to call. The
   * field takes neither spaces nor brackets.
   */
  public static String phone(String text) {
    String plus = text.strip().startsWith("+") ? "+" : "";
    String digits = text.replaceAll("[^0-9]", "");
    return digits.length() < FEWEST_DIGITS ? "" : cut(plus + digits, 50);
  }

  /** UTC with milliseconds and a literal Z. */
  public static String timestamp(Instant instant) {
    return TIMESTAMP.format(instant);
  }
}
