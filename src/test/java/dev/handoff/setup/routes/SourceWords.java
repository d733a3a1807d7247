package dev.handoff.setup.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** First sentences of javadoc, from the sources. */
final class SourceWords {

  private static final Pattern DOCUMENTED =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*((?:@\\w+(?:\\([^)]*\\))?\\s*)*[^{;]*)[{;]",
          Pattern.DOTALL);

  private final String source;

  private SourceWords(String source) {
    this.source = source;
  }

  static SourceWords of(Class<?> type) {
    Class<?> outer = type.getNestHost();
    Path file = Path.of("src/main/java", outer.getName().replace('.', '/') + ".java");
    try {
      return new SourceWords(Files.exists(file) ? Files.readString(file) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is said of a class; empty when nothing is. */
  String ofClass(String name) {
    return find(Pattern.compile("\\b(class|interface|record) " + name + "\\b"));
  }

  /** What is said of a method; empty when nothing is. */
  String ofMethod(String name) {
    return find(Pattern.compile("\\b" + name + "\\("));
  }

  private String find(Pattern declaration) {
    Matcher documented = DOCUMENTED.matcher(source);
    while (documented.find()) {
      if (declaration.matcher(documented.group(2)).find()) {
        return sentence(documented.group(1));
      }
    }
    return "";
  }

  private static String sentence(String doc) {
    String plain =
        doc.replaceAll("(?m)^\\s*\\*", "")
            .replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
            .replaceAll("<[^>]*>", " ")
            .replaceAll("\\s+", " ")
            .strip();
    String told = plain.startsWith("@") ? returned(plain) : plain.replaceFirst("\\s@\\w+ .*", "");
    Matcher end = Pattern.compile("(.+?[.:;])(\\s.*)?").matcher(told);
    String first = end.matches() ? end.group(1) : told;
    return first.replaceFirst("[:;.]$", "").replace("|", "\\|").strip();
  }

  private static String returned(String plain) {
    Matcher result = Pattern.compile(".*@return (.*?)(\\s@\\w+ .*)?").matcher(plain);
    return result.matches() ? "gives " + result.group(1) : "";
  }
}
