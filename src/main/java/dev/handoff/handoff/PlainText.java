package dev.handoff.handoff;

/** Text as it is written on tickets; also to know it again there. */
public final class PlainText {

  private PlainText() {}

  /** Without what cannot be shown: control characters except line breaks and tabs. */
  public static String clean(String text) {
    return text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .replaceAll("[\\p{Cc}&&[^\\n\\t]]", "")
        .replaceAll("[\\u202A-\\u202E\\u2066-\\u2069]", "");
  }

  /** What would be a mention of an agent is none. */
  public static String withoutMentions(String text) {
    return text.replace("zsu[@", "zsu(@");
  }
}
