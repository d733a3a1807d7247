package dev.handoff.routing;

import dev.handoff.tables.Cell;
import dev.handoff.tables.Pages;
import dev.handoff.tables.TableKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code keywords.yaml}. */
public final class KeywordTable {

  /** All words that are understood. */
  public static final TableKind<Words> KIND = TableKind.file("keywords", KeywordTable::read);

  private static final String FILE = "keywords";
  private static final String BOT = "bot";
  private static final String TRIGGERS = "triggers";

  /**
   * The table.
   *
   * @param triggers words that ask for a person, by language (ISO 639)
   * @param bot words that a bot's dialogue understands
   */
  public record Words(Map<String, List<Phrase>> triggers, Keywords bot) {}

  /**
   * Words as written, and as they are looked for.
   *
   * @param words as {@link BareWords} has them
   */
  public record Phrase(String text, String words) {}

  private KeywordTable() {}

  private static Words read(Pages pages) {
    pages.page(FILE).rows(TRIGGERS, BOT);
    return new Words(triggers(pages.section(FILE, TRIGGERS)), bot(pages));
  }

  private static Map<String, List<Phrase>> triggers(@Nullable Cell section) {
    Map<String, List<Phrase>> all = new TreeMap<>();
    if (section != null) {
      section.rows().forEach((language, cell) -> all.put(language(language, cell), phrases(cell)));
    }
    return Map.copyOf(all);
  }

  private static String language(String name, Cell cell) {
    if (!name.matches("[A-Za-z]{2,3}")) {
      cell.refuse(
          "'" + name + "'",
          "a language of two letters, such as en",
          "See ISO 639; or take it out.");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static List<Phrase> phrases(Cell cell) {
    return texts(cell).stream().map(text -> new Phrase(text, BareWords.of(text))).toList();
  }

  private static Keywords bot(Pages pages) {
    Cell own = pages.page(FILE).rows().get(BOT);
    if (own != null) {
      own.rows("greetings", "polite", "chat", "callback", "ticket", "leave", "yes", "no");
    }
    return new Keywords(
        list(pages, "greetings"),
        list(pages, "polite"),
        list(pages, "chat"),
        list(pages, "callback"),
        list(pages, "ticket"),
        list(pages, "leave"),
        list(pages, "yes"),
        list(pages, "no"));
  }

  /** The list, else the built-in one: a bot that understands no yes would be of no use. */
  private static List<String> list(Pages pages, String name) {
    Cell own = pages.page(FILE).rows().get(BOT);
    Cell list = own == null ? null : own.rows().get(name);
    if (list == null || list.isNothing()) {
      Cell builtIn = pages.builtIn(FILE);
      Cell bot = builtIn == null ? null : builtIn.rows().get(BOT);
      list = bot == null ? null : bot.rows().get(name);
    }
    return list == null ? List.of() : texts(list);
  }

  private static List<String> texts(Cell list) {
    List<String> texts = new ArrayList<>();
    for (Cell item : list.items()) {
      String text = item.text();
      if (BareWords.of(text).isBlank()) {
        item.refuse("one or more words");
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }
}
