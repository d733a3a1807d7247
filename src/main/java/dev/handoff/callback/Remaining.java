package dev.handoff.callback;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of which each part is read once: what was understood is taken out. */
final class Remaining {

  private String text;

  Remaining(String text) {
    this.text = text;
  }

  /** The first match, replaced in the text by a break that no pattern reaches across. */
  Optional<MatchResult> take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    MatchResult result = matcher.toMatchResult();
    text = text.substring(0, result.start()) + " ; " + text.substring(result.end());
    return Optional.of(result);
  }

  boolean has(Pattern pattern) {
    return pattern.matcher(text).find();
  }

  String text() {
    return text;
  }
}
