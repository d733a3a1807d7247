package dev.handoff.setup;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Questions and answers on a command line: at a terminal, where secrets are not echoed, or through
 * a pipe, one answer a line.
 */
final class Talk {

  /** The pipe ended before everything was answered. */
  static final class EndedException extends RuntimeException {
    private EndedException(String question) {
      super("The input ended at the question: " + question);
    }
  }

  private final @Nullable Console console;
  private final @Nullable BufferedReader lines;
  private final PrintWriter out;

  private Talk(@Nullable Console console, @Nullable BufferedReader lines, PrintWriter out) {
    this.console = console;
    this.lines = lines;
    this.out = out;
  }

  /** At the terminal, or through the pipe, from which the program was started. */
  static Talk standard(PrintWriter out) {
    Console console = System.console();
    return console == null ? through(System.in, out) : new Talk(console, null, out);
  }

  static Talk through(InputStream answers, PrintWriter out) {
    return new Talk(
        null, new BufferedReader(new InputStreamReader(answers, Charset.defaultCharset())), out);
  }

  /** What Zoho's names hold besides text does not reach the terminal. */
  void say(String text) {
    out.println(text.replaceAll("[\\p{Cc}\\p{Cf}]", ""));
    out.flush();
  }

  /** Asks, and takes {@code standard} for an empty answer; asks again when there is none. */
  String ask(String question, String standard) {
    String shown = question + (standard.isEmpty() ? ": " : " [" + standard + "]: ");
    while (true) {
      String answer = answer(shown, false);
      if (answer == null && standard.isEmpty()) {
        throw new EndedException(question);
      }
      String given = answer == null ? "" : answer.strip();
      if (!given.isEmpty() || !standard.isEmpty()) {
        return given.isEmpty() ? standard : given;
      }
    }
  }

  /** Asks for something that nobody shall read on the screen. */
  String askSecret(String question) {
    while (true) {
      String answer = answer(question + ": ", true);
      if (answer == null) {
        throw new EndedException(question);
      }
      if (!answer.isBlank()) {
        return answer.strip();
      }
    }
  }

  private @Nullable String answer(String question, boolean secret) {
    if (console != null) {
      if (secret) {
        char[] typed = console.readPassword("%s", question);
        return typed == null ? null : new String(typed);
      }
      return console.readLine("%s", question);
    }
    out.print(question);
    out.flush();
    try {
      String line = lines == null ? null : lines.readLine();
      out.println();
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
