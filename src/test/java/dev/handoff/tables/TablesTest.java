package dev.handoff.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tables on disk, whatever happens to their files. */
@ExtendWith(OutputCaptureExtension.class)
class TablesTest {

  /** Names and colours; there is no built-in one. */
  private static final TableKind<Map<String, String>> COLOURS =
      TableKind.file(
          "colours",
          pages -> {
            Map<String, String> colours = new TreeMap<>();
            if (pages.own("colours") != null) {
              pages.page("colours").rows().forEach((name, cell) -> colours.put(name, cell.text()));
            }
            return Map.copyOf(colours);
          });

  private static final TableKind<Set<String>> FLAGS =
      TableKind.folder("flags", pages -> Set.copyOf(pages.names()));

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("colours.yaml");
  }

  private void write(String yaml) throws IOException {
    Files.writeString(file(), yaml);
  }

  private static void lookTwice(Tables tables) {
    tables.look();
    tables.look();
  }

  @Test
  void changeIsInForceOnceItStandsStill(CapturedOutput output) throws IOException {
    write("sky: blue");
    Tables tables = Tables.in(folder);
    Table<Map<String, String>> colours = tables.open(COLOURS);

    write("sky: bl");
    tables.look();
    assertThat(colours.get()).containsEntry("sky", "blue");
    write("sky: black");
    tables.look();
    assertThat(colours.get()).containsEntry("sky", "blue");
    tables.look();
    assertThat(colours.get()).containsEntry("sky", "black");
    tables.look();

    assertThat(output.getOut().lines().filter(line -> line.contains("Table colours"))).hasSize(1);
  }

  @Test
  void fileThatNoTableIsReadFromIsToldOnceWhenItAppears(CapturedOutput output) throws IOException {
    Tables tables = Tables.in(folder);
    tables.open(COLOURS);
    tables.look();

    Files.writeString(folder.resolve("colour.yaml"), "sky: blue");
    Files.writeString(folder.resolve(".colour.yaml"), "sky: blue");
    lookTwice(tables);

    assertThat(output.getOut().lines().filter(line -> line.contains("is no table")))
        .singleElement()
        .asString()
        .endsWith(
            folder.resolve("colour.yaml")
                + ": is no table, and nothing reads it. Did you mean 'colours.yaml'?");
  }

  @Test
  void wrongTableIsRefusedWholeAndTheOldOneStays(CapturedOutput output) throws IOException {
    write("sky: blue");
    Tables tables = Tables.in(folder);
    Table<Map<String, String>> colours = tables.open(COLOURS);

    write("sky: green\nsea:\n  deep: [blue]\n");
    lookTwice(tables);
    lookTwice(tables);

    String reason = file() + ":2: sea: names with values (expected: a text). Correct it.";
    assertThat(colours.get()).isEqualTo(Map.of("sky", "blue"));
    assertThat(tables.status().get(0).refusal().reasons()).containsExactly(reason);
    assertThat(output.getOut().lines().filter(line -> line.contains(reason))).hasSize(1);

    write("sky: green");
    lookTwice(tables);

    assertThat(colours.get()).isEqualTo(Map.of("sky", "green"));
    assertThat(tables.status().get(0).refusal()).isNull();
  }

  @Test
  void refusalIsOverWhenTheOldFileIsBack() throws IOException {
    write("sky: blue");
    Tables tables = Tables.in(folder);
    tables.open(COLOURS);
    write("sky: {}");
    lookTwice(tables);

    write("sky: blue");
    lookTwice(tables);

    assertThat(tables.status().get(0).refusal()).isNull();
  }

  @Test
  void deletedFileGivesWayToTheNextFolder(@TempDir Path other) throws IOException {
    write("sky: blue");
    Files.writeString(other.resolve("colours.yaml"), "sky: grey");
    Tables tables = Tables.in(folder, other);
    Table<Map<String, String>> colours = tables.open(COLOURS);
    assertThat(colours.get()).containsEntry("sky", "blue");

    Files.delete(file());
    lookTwice(tables);

    assertThat(colours.get()).containsEntry("sky", "grey");
    assertThat(tables.status().get(0).sources())
        .containsExactly(other.resolve("colours.yaml").toString());
  }

  /** Nobody may have meant to go back to what is built in. */
  @Test
  void fileInForceThatVanishesIsToldAndStaysInForce(CapturedOutput output) throws IOException {
    write("sky: blue");
    Tables tables = Tables.in(folder);
    Table<Map<String, String>> colours = tables.open(COLOURS);

    Files.delete(file());
    lookTwice(tables);
    lookTwice(tables);

    String reason =
        file() + ": no file any more (expected: the file that is in force). Put it back";
    assertThat(colours.get()).containsEntry("sky", "blue");
    assertThat(tables.status().get(0).refusal().reasons())
        .singleElement()
        .asString()
        .startsWith(reason);
    assertThat(output.getOut().lines().filter(line -> line.contains(reason))).hasSize(1);
    assertThat(Tables.in(folder).open(COLOURS).get()).as("at the next start").isEmpty();

    write("sky: blue");
    lookTwice(tables);
    assertThat(tables.status().get(0).refusal()).isNull();
  }

  @Test
  void fileThatWasNeverInForceMayGoAgain() throws IOException {
    Tables tables = Tables.in(folder);
    Table<Map<String, String>> colours = tables.open(COLOURS);
    write("sky: {}");
    lookTwice(tables);
    assertThat(tables.status().get(0).refusal()).isNotNull();

    Files.delete(file());
    lookTwice(tables);

    assertThat(tables.status().get(0).refusal()).isNull();
    assertThat(colours.get()).isEmpty();
  }

  @Test
  void linkThatLeadsNowhereStopsAStart() throws IOException {
    Files.createSymbolicLink(file(), folder.resolve("gone.yaml"));

    assertThatThrownBy(() -> Tables.in(folder).open(COLOURS))
        .isInstanceOf(WrongTableException.class)
        .hasMessage(
            file()
                + ": a link that leads nowhere (expected: a file that can be read). Correct where it"
                + " leads.");
    Path linked = Files.createSymbolicLink(folder.resolve("flags"), folder.resolve("none"));
    assertThatThrownBy(() -> Tables.in(folder).open(FLAGS))
        .hasMessageContaining(linked + "/*.yaml: a link that leads nowhere");
  }

  @Test
  void linkThatComesToLeadNowhereLeavesTheTableInForce() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "sky: blue");
    Files.createSymbolicLink(file(), real);
    Tables tables = Tables.in(folder);
    Table<Map<String, String>> colours = tables.open(COLOURS);

    Files.delete(real);
    lookTwice(tables);

    assertThat(colours.get()).containsEntry("sky", "blue");
    assertThat(tables.status().get(0).refusal().reasons().get(0)).contains("leads nowhere");
  }

  @Test
  void editorsThatRenameAreNoticed() throws IOException {
    write("sky: blue");
    Tables tables = Tables.in(folder);
    Table<Map<String, String>> colours = tables.open(COLOURS);
    Path fresh = Files.writeString(folder.resolve("colours.yaml~"), "sky: pink");
    Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(file()));

    Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    lookTwice(tables);

    assertThat(colours.get()).containsEntry("sky", "pink");
  }

  /** As Kubernetes mounts a ConfigMap: the link ..data goes from one folder to the next. */
  @Test
  void swappedLinksAreNoticed() throws IOException {
    Path one = Files.createDirectory(folder.resolve("..2026_one"));
    Path two = Files.createDirectory(folder.resolve("..2026_two"));
    Files.writeString(one.resolve("colours.yaml"), "sky: blue");
    Files.writeString(two.resolve("colours.yaml"), "sky: red");
    Path data = Files.createSymbolicLink(folder.resolve("..data"), one.getFileName());
    Files.createSymbolicLink(file(), Path.of("..data", "colours.yaml"));
    Tables tables = Tables.in(folder);
    Table<Map<String, String>> colours = tables.open(COLOURS);
    assertThat(colours.get()).containsEntry("sky", "blue");

    Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), two.getFileName());
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    lookTwice(tables);

    assertThat(colours.get()).containsEntry("sky", "red");
    assertThat(tables.status().get(0).refusal()).isNull();
  }

  @Test
  void foldersOfFilesGainAndLoseThem() throws IOException {
    Tables tables = Tables.in(folder);
    Table<Set<String>> flags = tables.open(FLAGS);
    assertThat(flags.get()).isEmpty();

    Path flag = Files.createDirectory(folder.resolve("flags")).resolve("red.yaml");
    Files.writeString(flag, "");
    Files.writeString(flag.resolveSibling(".red.yaml.swp"), "x");
    Files.writeString(flag.resolveSibling(".hidden.yaml"), "x");
    Files.writeString(flag.resolveSibling("red.yaml~"), "x");
    lookTwice(tables);
    assertThat(flags.get()).containsExactly("red");

    Files.delete(flag);
    lookTwice(tables);
    assertThat(flags.get()).as("the one in force").containsExactly("red");
    assertThat(tables.status().get(0).refusal()).isNotNull();
  }

  /** Each of them names its line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ":1: an anchor or alias|a: &a [x]\nb: *a",
        ":2: an anchor or alias|a: x\nb: &b y",
        ":1: a tag (!)|a: !!javax.script.ScriptEngineManager [x]",
        ":2: a tag (!)|a: x\nb: !!binary eA==",
        ":2: a second document|a: x\n---\nb: y",
        ":2: a: a second time (expected: each name once). It stands in line 1 too.|a: x\na: y",
        ":2: no YAML: |a: x\n\tb: y",
        ":1: no YAML: |a: 'x",
        ":1: no YAML: |a: b: c",
        ": no YAML: a character that cannot be read|a: \u0001",
        ":1: 'x' (expected: names with values|x",
        ":1: a list (expected: names with values|[a, b]",
        ":1: a name that is no text|? [a]\n: x",
        ":1: a name that is no text|'': x",
      })
  void fancifulYamlIsRefusedWithItsLine(String row) throws IOException {
    String[] parts = row.split("\\|", 2);
    write(parts[1]);

    assertThatThrownBy(() -> Tables.in(folder).open(COLOURS))
        .isInstanceOf(WrongTableException.class)
        .hasMessageContaining("colours.yaml" + parts[0]);
  }

  @Test
  void bombsAndTowersAreRefused() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    write(bomb.toString());
    assertThatThrownBy(() -> Tables.in(folder).open(COLOURS)).hasMessageContaining("an anchor");
    write("a: " + "[".repeat(100_000));
    assertThatThrownBy(() -> Tables.in(folder).open(COLOURS))
        .isInstanceOf(WrongTableException.class);
    write("a: " + "[".repeat(21) + "]".repeat(21));
    assertThatThrownBy(() -> Tables.in(folder).open(COLOURS))
        .hasMessageContaining(":1: lists in lists");
  }

  @Test
  void tenMegabytesAreRefused() throws IOException {
    write("a: x\n" + "# long\n".repeat(1_500_000));

    assertThatThrownBy(() -> Tables.in(folder).open(COLOURS))
        .hasMessageContaining("colours.yaml: more than 1 MB (expected: a table of at most 1 MB)");
  }

  @Test
  void otherEncodingsAreRefused() throws IOException {
    Files.write(file(), new byte[] {'a', ':', ' ', (byte) 0xE9});

    assertThatThrownBy(() -> Tables.in(folder).open(COLOURS))
        .hasMessageContaining("bytes that are not UTF-8");
  }

  @Test
  void windowsFilesAreRead() throws IOException {
    write("\uFEFFsky: blue\r\nsea: 'no'\r\n");

    assertThat(Tables.in(folder).open(COLOURS).get()).isEqualTo(Map.of("sky", "blue", "sea", "no"));
  }

  @Test
  void whatCannotBeReadIsRefused() throws IOException {
    Files.createDirectory(file());

    assertThatThrownBy(() -> Tables.in(folder).open(COLOURS))
        .hasMessageContaining("a file that cannot be read");
  }

  /** Nothing that YAML 1.1 would make of it. */
  @Test
  void scalarsAreTextAsWritten() throws IOException {
    write("no: off\n22:00: 1:30\n012: 0x1F\n2026-12-25: 1_000\n");

    assertThat(Tables.in(folder).open(COLOURS).get())
        .isEqualTo(Map.of("no", "off", "22:00", "1:30", "012", "0x1F", "2026-12-25", "1_000"));
  }

  @Test
  void readersSeeWholeVersionsOnly() throws Exception {
    write(many("blue"));
    Tables tables = Tables.in(folder);
    Table<Map<String, String>> colours = tables.open(COLOURS);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> reader = thread.submit(() -> readUntil(over, colours));
      for (int i = 0; i < 40; i++) {
        write(many("colour" + i));
        lookTwice(tables);
      }
      over.set(true);
      reader.get();
      assertThat(colours.get()).containsValue("colour39");
    } finally {
      thread.shutdownNow();
    }
  }

  private static void readUntil(AtomicBoolean over, Table<Map<String, String>> colours) {
    while (!over.get()) {
      assertThat(Set.copyOf(colours.get().values())).hasSize(1);
    }
  }

  private static String many(String colour) {
    return IntStream.range(0, 50)
        .mapToObj(i -> "n" + i + ": " + colour)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void nearestSpellings() {
    Set<String> known = Set.of("category", "classification", "priority", "department-id");

    assertThat(Nearest.of("catgeory", known)).contains("category");
    assertThat(Nearest.of("departmentid", known)).contains("department-id");
    assertThat(Nearest.of("PRIORITY", known)).contains("priority");
    assertThat(Nearest.of("colour", known)).isEmpty();
    assertThat(Nearest.of("x".repeat(100_000), known)).isEmpty();
  }
}
