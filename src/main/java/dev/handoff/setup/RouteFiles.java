package dev.handoff.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The files of the flows: every {@code *.camel.yaml} below a folder.
 *
 * <p>They are listed here because a pattern of Camel's would silently find nothing in a missing
 * folder and below symbolic links. Links are followed, hidden entries are not looked at, and a file
 * that several links lead to counts once, so that a mounted Kubernetes ConfigMap (links into hidden
 * folders) is read right.
 */
final class RouteFiles {

  static final String NAME = "handoff.routes";

  private static final String SUFFIX = ".camel.yaml";
  private static final String EXPECTED = "a folder with at least one *" + SUFFIX + " file";
  private static final String REMEDY =
      "Start the gateway beside its routes folder, or name the folder with --"
          + NAME
          + "=DIR (or HANDOFF_ROUTES).";

  private final List<Path> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private RouteFiles() {}

  /** Looks below the folder; never throws on what it finds there. */
  static RouteFiles in(String folder) {
    RouteFiles found = new RouteFiles();
    try {
      found.read(Path.of(folder.strip()).toAbsolutePath().normalize());
    } catch (InvalidPathException notAPath) {
      found.problem("'" + folder + "'", EXPECTED, REMEDY);
    }
    return found;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** The files in the order of their names. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /** The files in the spelling of Camel's include pattern, in the order of their names. */
  String includePattern() {
    return files.stream().map(file -> "file:" + file).collect(Collectors.joining(","));
  }

  private void read(Path folder) {
    if (!Files.isDirectory(folder)) {
      problem(
          folder + (Files.exists(folder) ? " is not a folder" : " is missing"), EXPECTED, REMEDY);
      return;
    }
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      Map<Path, Path> byTarget = new TreeMap<>();
      for (Path file : all.filter(path -> isFlow(folder, path)).sorted().toList()) {
        if (!Files.isReadable(file)) {
          problem(
              file + (Files.exists(file) ? " cannot be read" : " is a link to nothing"),
              "files that can be read",
              "Mend or remove it; its flow would be missing.");
        } else {
          byTarget.putIfAbsent(file.toRealPath(), file);
        }
      }
      add(byTarget.values());
    } catch (IOException | UncheckedIOException unreadable) {
      problem(
          folder + " cannot be read to its end (" + unreadable.getMessage() + ")",
          EXPECTED,
          "Mend the entry named here.");
      return;
    }
    if (files.isEmpty() && problems.isEmpty()) {
      problem(folder + " holds no *" + SUFFIX + " file", EXPECTED, REMEDY);
    }
  }

  private void add(Collection<Path> found) {
    found.stream().sorted().forEach(files::add);
    for (Path file : files) {
      if (file.toString().matches(".*[,*?{].*")) {
        problem(
            "the path " + file,
            "a path without the characters , * ? {",
            "Rename it; Camel reads them as a pattern.");
      }
    }
  }

  private static boolean isFlow(Path folder, Path path) {
    return path.toString().endsWith(SUFFIX)
        && !Files.isDirectory(path)
        && StreamSupport.stream(folder.relativize(path).spliterator(), false)
            .noneMatch(part -> part.toString().startsWith("."));
  }

  private void problem(String found, String expected, String remedy) {
    problems.add(new Problem(NAME, found, expected, remedy));
  }
}
