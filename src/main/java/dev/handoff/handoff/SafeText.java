package dev.handoff.handoff;

/** Text from outside, as it may be stored: no control characters, no halves of characters. */
public final class SafeText {

  private SafeText() {}

  /** Like {@link #of}, without space around it; what is too long ends with an ellipsis. */
  public static String of(String text, int longest) {
    String safe = of(text).strip();
    if (safe.length() <= longest) {
      return safe;
    }
    int end = Character.isHighSurrogate(safe.charAt(longest - 2)) ? longest - 2 : longest - 1;
    return safe.substring(0, end) + "…";
  }

  /** Keeps line breaks and tabs; broken surrogates become U+FFFD. */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        safe.append(c).append(text.charAt(++i));
      } else if (Character.isSurrogate(c)) {
        safe.append('\uFFFD');
      } else if (!Character.isISOControl(c) || c == '\n' || c == '\t' || c == '\r') {
        safe.append(c);
      }
    }
    return safe.toString();
  }
}
