package dev.handoff.callback;

import java.util.List;
import java.util.regex.Pattern;

/** Words of several languages turned into the few English ones the readers know. */
final class WordTable {

  private record Rule(Pattern words, String english) {}

  private final List<Rule> rules = Table.of("words.tsv").stream().map(WordTable::rule).toList();

  String toEnglish(String text) {
    String result = text;
    for (Rule rule : rules) {
      result = rule.words().matcher(result).replaceAll(rule.english());
    }
    return result;
  }

  private static Rule rule(Table.Row row) {
    String words = row.left();
    String end = words.endsWith(" ") || words.contains("(?=") ? "" : "(?![\\p{L}\\d])";
    return new Rule(Pattern.compile("(?<![\\p{L}\\d])(?:" + words + ")" + end), row.right());
  }
}
