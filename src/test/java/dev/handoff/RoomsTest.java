package dev.handoff;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the rooms, and the drawing of them. */
class RoomsTest {

  private static final String ROOT = "dev.handoff";
  private static final Path DRAWING = Path.of("docs/rooms.md");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static String[] rooms(String names) {
    return Arrays.stream(names.split(" "))
        .map(name -> ROOT + "." + name + "..")
        .toArray(String[]::new);
  }

  /** Left: a room. Right: the only other rooms it may import. */
  @ParameterizedTest
  @CsvSource({
    "handoff, ''",
    "callback, ''",
    "sandbox, ''",
    "polling, ''",
    "tables, polling",
    "traces, ''",
    "secrets, polling",
    "routing, handoff tables",
    "zoho, handoff traces secrets polling",
    "intake, handoff routing callback tables zoho.desk traces secrets",
    "delivery, handoff routing tables zoho traces",
    "webchat, handoff intake routing",
    "relay, handoff delivery zoho traces secrets",
    "keeping, handoff delivery",
    "operations, handoff routing delivery zoho intake relay webchat tables keeping secrets",
    "setup, handoff routing delivery zoho intake relay tables secrets",
  })
  void roomImportsOnly(String room, String others) {
    String[] allowed = rooms((room + " " + others).strip());

    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + room + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage(ROOT + "..").and(not(resideInAnyPackage(allowed))))
        .check(CLASSES);
  }

  @Test
  void everyRoomHasItsRule() {
    assertThat(arrows().keySet())
        .containsExactlyInAnyOrder(
            "handoff",
            "callback",
            "sandbox",
            "routing",
            "traces",
            "polling",
            "tables",
            "secrets",
            "zoho",
            "intake",
            "delivery",
            "keeping",
            "relay",
            "webchat",
            "operations",
            "setup");
  }

  /** Only the main class hands its command line to the set-up room. */
  @Test
  void nobodyImportsOperationsSetupOrSandbox() {
    for (String room : Set.of("operations", "setup", "sandbox")) {
      String inside = ROOT + "." + room + "..";
      noClasses()
          .that()
          .resideOutsideOfPackage(inside)
          .and()
          .doNotHaveFullyQualifiedName(HandoffGateway.class.getName())
          .should()
          .dependOnClassesThat()
          .resideInAPackage(inside)
          .check(CLASSES);
    }
  }

  @Test
  void roomsFormNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void subjectKnowsNoCamelAndNoHttp() {
    noClasses()
        .that()
        .resideInAnyPackage(rooms("handoff routing callback"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.camel..",
            "java.net.http..",
            "jakarta.servlet..",
            "org.springframework.http..",
            "org.springframework.web..")
        .check(CLASSES);
  }

  /** Setup words the failures of Camel's start and checks what Camel is to read. */
  @Test
  void camelIsSeenAtTheEdgesOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT,
            ROOT + ".intake..",
            ROOT + ".delivery..",
            ROOT + ".relay..",
            ROOT + ".zoho.http..",
            ROOT + ".operations..",
            ROOT + ".setup..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.camel..")
        .check(CLASSES);
  }

  @Test
  void drawingShowsTheArrowsAsTheyAre() throws IOException {
    assertThat(Files.readString(DRAWING))
        .as("%s is out of date; put this drawing there", DRAWING)
        .contains(drawing());
  }

  private static String drawing() {
    return arrows().entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().isEmpty()
                    ? Set.of("    " + entry.getKey()).stream()
                    : entry.getValue().stream().map(to -> "    " + entry.getKey() + " --> " + to))
        .collect(Collectors.joining("\n", "```mermaid\nflowchart LR\n", "\n```\n"));
  }

  /** Which rooms each room imports. */
  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      String from = room(type);
      if (!from.isEmpty()) {
        Set<String> to = arrows.computeIfAbsent(from, room -> new TreeSet<>());
        type.getDirectDependenciesFromSelf().stream()
            .map(dependency -> room(dependency.getTargetClass()))
            .filter(room -> !room.isEmpty() && !room.equals(from))
            .forEach(to::add);
      }
    }
    return arrows;
  }

  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1).split("\\.")[0] : "";
  }
}
