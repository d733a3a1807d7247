package dev.handoff.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Folders of settings for one test, to be named by {@code handoff.config}. */
public final class ConfigFolders {

  private ConfigFolders() {}

  /** A folder with these tables: file below {@code tables}, and what stands in it. */
  public static String withTables(Map<String, String> tables) {
    try {
      Path folder = Files.createTempDirectory("handoff-config-");
      for (Map.Entry<String, String> table : tables.entrySet()) {
        Path file = folder.resolve("tables").resolve(table.getKey());
        Files.createDirectories(file.getParent());
        Files.writeString(file, table.getValue());
      }
      return folder.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
