package dev.handoff.setup.routes;

import java.nio.file.Path;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Where something stands.
 *
 * @param line counted from 1
 */
record Place(Path file, int line) {

  static Place of(Path file, Node node) {
    return new Place(file, node.getStartMark().getLine() + 1);
  }
}
