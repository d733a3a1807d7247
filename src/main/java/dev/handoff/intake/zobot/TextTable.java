package dev.handoff.intake.zobot;

import dev.handoff.tables.Cell;
import dev.handoff.tables.Nearest;
import dev.handoff.tables.Pages;
import dev.handoff.tables.TableKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the folder {@code texts}: a file a language, which may hold a part of the texts only. */
public final class TextTable {

  /** The bot's texts. */
  public static final TableKind<TextBook> KIND = TableKind.folder("texts", TextTable::read);

  /** The languages that the gateway speaks without any file. */
  static final List<String> BUILT_IN = List.of(TextBook.LAST, "fr", "de", "es", "ar");

  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*");
  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
  private static final int LONGEST = 4000;

  private TextTable() {}

  private static TextBook read(Pages pages) {
    Map<String, Map<String, String>> languages = new TreeMap<>();
    for (String name : BUILT_IN) {
      languages.put(name, sentences(pages.builtIn(name)));
    }
    for (String name : pages.names()) {
      Cell own = pages.own(name);
      if (own != null && !LANGUAGE.matcher(name).matches()) {
        own.refuse(
            "a file called " + name, "a language, such as fr.yaml or fr-CA.yaml", "Rename it.");
      }
      languages.computeIfAbsent(TextBook.tag(name), tag -> new HashMap<>()).putAll(sentences(own));
    }
    return new TextBook(languages);
  }

  /** By name from the root, such as {@code menu.one-moment}. */
  private static Map<String, String> sentences(@Nullable Cell page) {
    Map<String, String> sentences = new HashMap<>();
    if (page != null) {
      collect("", page, sentences);
    }
    return sentences;
  }

  private static void collect(String prefix, Cell at, Map<String, String> into) {
    for (Map.Entry<String, Cell> row : at.rows().entrySet()) {
      String name = prefix + row.getKey();
      Set<String> below = SentenceNames.below(prefix);
      if (!below.contains(row.getKey())) {
        row.getValue().unknown(below);
      } else if (SentenceNames.isSection(name)) {
        collect(name + ".", row.getValue(), into);
      } else {
        sentence(name, row.getValue(), into);
      }
    }
  }

  private static void sentence(String name, Cell cell, Map<String, String> into) {
    String text = cell.text();
    if (text.length() > LONGEST) {
      cell.refuse("at most " + LONGEST + " characters");
    }
    Set<String> filled = SentenceNames.filled(name);
    BRACES
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .filter(word -> !filled.contains(word))
        .forEach(
            word ->
                cell.refuse(
                    "'{" + word + "}'",
                    filled.isEmpty()
                        ? "no words in braces here"
                        : "no words in braces but {"
                            + String.join("}, {", new TreeSet<>(filled))
                            + "}",
                    Nearest.remedy(word, filled, "Take it out.")));
    if (!text.isEmpty()) {
      into.put(name, text);
    }
  }
}
