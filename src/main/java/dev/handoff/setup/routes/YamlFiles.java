package dev.handoff.setup.routes;

import java.nio.file.Path;
import java.util.List;

/** Whether any file is YAML at all. */
public final class YamlFiles {

  private YamlFiles() {}

  /** What keeps a file from being YAML: its syntax, tabs, keys that stand twice. */
  public static List<Finding> findings(Path file) {
    return YamlFile.read(file).findings();
  }
}
