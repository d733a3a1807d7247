package dev.handoff.setup;

import dev.handoff.setup.routes.Finding;
import dev.handoff.setup.routes.Finding.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** YAML beside the flows that is none of them, by its name alone. */
final class UnreadFiles {

  private UnreadFiles() {}

  /** A warning for each; none for what is hidden. */
  static List<Finding> in(Path routes) {
    if (!Files.isDirectory(routes)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(routes, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(file -> isUnread(routes, file)).map(UnreadFiles::told).toList();
    } catch (IOException | UncheckedIOException unreadable) {
      // Told with the flows themselves.
      return List.of();
    }
  }

  private static boolean isUnread(Path routes, Path file) {
    String name = file.getFileName().toString();
    return name.matches(".*\\.ya?ml")
        && !name.endsWith(".camel.yaml")
        && Files.isRegularFile(file)
        && StreamSupport.stream(routes.relativize(file).spliterator(), false)
            .noneMatch(part -> part.toString().startsWith("."));
  }

  private static Finding told(Path file) {
    String name = file.getFileName().toString().replaceFirst("(\\.camel)?\\.ya?ml$", "");
    return new Finding(
        file,
        0,
        Severity.WARNING,
        "is not read: flows end in .camel.yaml",
        name + ".camel.yaml",
        "Rename it, or put it elsewhere.");
  }
}
