package dev.handoff.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every call of every delivery meets every trouble: real routes, real HTTP, the simulated Zoho.
 * What is to happen is said by {@link Rules}; what did happen is written into {@code
 * docs/zoho-failures.md}.
 */
class ZohoFailuresTest {

  private static final int MOST_SHOWN = 40;

  private static MatrixRun run;
  private static Map<Cell, Seen> seen;

  @BeforeAll
  static void runAllCells() throws Exception {
    run = new MatrixRun();
    seen = run.run();
  }

  @AfterAll
  static void stop() throws Exception {
    run.close();
  }

  @Test
  void everyCellFaresAsTheRulesSay() {
    List<String> wrong = new ArrayList<>();
    seen.forEach(
        (cell, what) -> {
          Fate fate = what.fate(cell.call());
          if (fate != cell.expected()) {
            wrong.add(
                cell
                    + ": "
                    + fate
                    + " instead of "
                    + cell.expected()
                    + " ("
                    + what.state()
                    + ", "
                    + what.attempts()
                    + " attempts, "
                    + what.code()
                    + ", "
                    + what.requests()
                    + ")");
          }
        });

    show(wrong);
  }

  @Test
  void nothingIsLostAndNothingIsMadeTwice() {
    List<String> wrong = new ArrayList<>();
    run.records(seen)
        .forEach(
            (cell, records) -> {
              if (!records.equals(wanted(cell, records))) {
                wrong.add(cell + ": " + records + " instead of " + wanted(cell, records));
              }
            });

    show(wrong);
  }

  /** What has to be at Zoho; parked before anything was made, it may be nothing. */
  private static Map<String, Integer> wanted(Cell cell, Map<String, Integer> found) {
    Map<String, Integer> wanted = new LinkedHashMap<>();
    Fate fate = cell.expected();
    boolean delivered = fate != Fate.PARKED && fate != Fate.UNCLEAR;
    found.forEach((kind, count) -> wanted.put(kind, delivered ? 0 : Math.min(count, 1)));
    if (delivered) {
      switch (cell.call().kind) {
        case TICKET -> wanted.putAll(Map.of("contacts", 1, "tickets", 1));
        case CALLBACK -> wanted.putAll(Map.of("contacts", 1, "calls", 1));
        case CHAT -> wanted.put("conversations", 1);
      }
    }
    if (fate == Fate.NOTED && cell.call().needsALongTranscript()) {
      wanted.put("parts", cell.call().after == null ? 0 : 1);
    } else {
      wanted.put("parts", cell.parts());
    }
    if (fate == Fate.UNCLEAR) {
      wanted.put(made(cell.call().after), 1);
    }
    return wanted;
  }

  private static String made(Call create) {
    return switch (create) {
      case CONTACT_CREATE -> "contacts";
      case TICKET_CREATE -> "tickets";
      case CALL_CREATE -> "calls";
      default -> "conversations";
    };
  }

  @Test
  void parkedOnesSayWhatAPersonNeeds() {
    List<String> wrong = new ArrayList<>();
    seen.forEach(
        (cell, what) -> {
          if (what.state().equals("parked")) {
            boolean unclear = cell.expected() == Fate.UNCLEAR;
            String said = what.code() + " " + what.message();
            boolean quotes =
                cell.trouble().told().stream().allMatch(said::contains)
                    && said.contains("Words of Zoho");
            boolean names =
                !unclear
                    || (what.message().contains(what.correlation())
                        && what.message().contains("sent at 20")
                        && what.remedy().contains("discard"));
            if (!quotes || !names || what.remedy().isBlank() || what.remedy().equals("null")) {
              wrong.add(cell + ": " + said + " / " + what.remedy());
            }
          }
        });

    show(wrong);
  }

  @Test
  void everyTroubleWasMet() {
    assertThat(run.everyTroubleWasMet())
        .as("troubles never met: %s", run.zoho().faults().list())
        .isTrue();
  }

  @Test
  void documentShowsWhatHappened() throws Exception {
    String text = FailureDocument.of(seen);
    Path produced = Files.writeString(Path.of("target/zoho-failures.md"), text);

    assertThat(Files.readString(Path.of("docs/zoho-failures.md")).contains(text))
        .as("docs/zoho-failures.md is out of date; put there what is in %s", produced)
        .isTrue();
  }

  private static void show(List<String> wrong) {
    assertThat(wrong.subList(0, Math.min(MOST_SHOWN, wrong.size())))
        .as("%s of %s cells", wrong.size(), seen.size())
        .isEmpty();
  }
}
