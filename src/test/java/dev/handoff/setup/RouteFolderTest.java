package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files become routes. */
class RouteFolderTest {

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void realPath() throws IOException {
    folder = temporary.toRealPath();
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private static String problem(Path folder) {
    return RouteFiles.in(folder.toString()).problems().get(0).toString();
  }

  @Test
  void findsFlowsInAllFoldersInOrder() throws IOException {
    write("b/two.camel.yaml");
    write("a.camel.yaml");
    write("README.md");

    assertThat(RouteFiles.in(folder.toString()).includePattern())
        .isEqualTo("file:" + folder + "/a.camel.yaml,file:" + folder + "/b/two.camel.yaml");
  }

  @Test
  void followsALinkedFolder() throws IOException {
    write("real/inner/a.camel.yaml");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

    assertThat(RouteFiles.in(link.toString()).includePattern())
        .isEqualTo("file:" + link + "/inner/a.camel.yaml");
  }

  /** Files link into ..data, which links into a hidden folder that is swapped at an update. */
  @Test
  void readsAMountedConfigMapOnce() throws IOException {
    write("..2026_01/a.camel.yaml");
    write("..2026_01/b.camel.yaml");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_01"));
    Files.createSymbolicLink(folder.resolve("a.camel.yaml"), Path.of("..data/a.camel.yaml"));
    Files.createSymbolicLink(folder.resolve("b.camel.yaml"), Path.of("..data/b.camel.yaml"));

    assertThat(RouteFiles.in(folder.toString()).includePattern())
        .isEqualTo("file:" + folder + "/a.camel.yaml,file:" + folder + "/b.camel.yaml");
  }

  @Test
  void looksInAFolderWithAHiddenName() throws IOException {
    write(".hidden/a.camel.yaml");

    assertThat(RouteFiles.in(folder.resolve(".hidden").toString()).problems()).isEmpty();
  }

  @Test
  void namesTheMissingFolder() {
    assertThat(problem(folder.resolve("nowhere")))
        .isEqualTo(
            "handoff.routes: "
                + folder
                + "/nowhere is missing (expected: a folder with at least one *.camel.yaml file)."
                + " Start the gateway beside its routes folder, or name the folder with"
                + " --handoff.routes=DIR (or HANDOFF_ROUTES).");
  }

  @Test
  void namesTheEmptyFolder() {
    assertThat(problem(folder)).startsWith("handoff.routes: " + folder + " holds no *.camel.yaml");
  }

  @Test
  void refusesAFileAsFolder() throws IOException {
    Path file = write("a.camel.yaml");

    assertThat(problem(file)).startsWith("handoff.routes: " + file + " is not a folder");
  }

  @Test
  void namesALinkToNothing() throws IOException {
    write("a.camel.yaml");
    Path link = folder.resolve("b.camel.yaml");
    Files.createSymbolicLink(link, Path.of("gone"));

    assertThat(problem(folder))
        .isEqualTo(
            "handoff.routes: "
                + link
                + " is a link to nothing (expected: files that can be read). Mend or remove it; its"
                + " flow would be missing.");
  }

  @Test
  void endsOnALinkThatLeadsBack() throws IOException {
    write("a.camel.yaml");
    Files.createSymbolicLink(folder.resolve("loop"), folder);

    assertThat(problem(folder))
        .startsWith("handoff.routes: " + folder + " cannot be read to its end");
  }

  @Test
  void refusesAPathThatCamelWouldReadAsAPattern() throws IOException {
    Path file = write("a,b/a.camel.yaml");

    assertThat(problem(folder))
        .isEqualTo(
            "handoff.routes: the path "
                + file
                + " (expected: a path without the characters , * ? {). Rename it; Camel reads them"
                + " as a pattern.");
  }
}
