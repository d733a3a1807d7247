package dev.handoff.setup.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Whether any file is YAML at all. */
public final class YamlFiles {

  /** An alias, an anchor or a tag that is none may be the beginning of a password. */
  private static final Pattern QUOTED =
      Pattern.compile("(undefined alias|duplicate anchor|tag handle|for the tag|not allowed:) .*");

  private YamlFiles() {}

  /**
   * What keeps a file from being read as settings: its syntax, tabs, keys that stand twice, tags.
   */
  public static List<Finding> findings(Path file) {
    List<Finding> findings = YamlFile.read(file).findings();
    return findings.isEmpty() ? values(file) : findings;
  }

  private static List<Finding> values(Path file) {
    try {
      new Yaml(new SafeConstructor(new LoaderOptions()))
          .loadAll(Files.readString(file))
          .forEach(document -> {});
      return List.of();
    } catch (MarkedYAMLException broken) {
      return List.of(YamlFile.syntax(file, broken));
    } catch (YAMLException | IOException unreadable) {
      // Told by who reads the settings.
      return List.of();
    }
  }

  /** What is wrong, without the text in which it is. */
  public static String problem(MarkedYAMLException broken) {
    return QUOTED.matcher(String.valueOf(broken.getProblem())).replaceFirst("$1");
  }
}
