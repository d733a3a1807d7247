package dev.handoff.intake;

/** Text from outside, as it may be stored: no control characters, no halves of characters. */
public final class SafeText {

  private SafeText() {}

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
