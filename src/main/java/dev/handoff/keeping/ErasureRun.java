package dev.handoff.keeping;

import dev.handoff.handoff.FaultText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far an erasure has come: one part that fails does not keep the others from being done. */
final class ErasureRun {

  private static final Logger log = LoggerFactory.getLogger(ErasureRun.class);

  private final Map<String, Long> counts = new TreeMap<>(PersonRows.NOTHING);
  private final List<Map<String, String>> zoho = new ArrayList<>();
  private final List<Map<String, String>> mentioned = new ArrayList<>();
  private final List<Map<String, String>> unfinished = new ArrayList<>();
  private boolean somethingDone;
  private @Nullable RuntimeException failure;

  /** Does it, or notes that it failed. */
  void part(String name, Runnable work) {
    try {
      work.run();
      somethingDone = true;
    } catch (RuntimeException e) {
      String problem =
          e instanceof StillOpenException open
              ? String.valueOf(open.getMessage())
              : FaultText.of(e);
      log.warn("could not erase {}: {}", name, FaultText.of(e));
      unfinished.add(Map.of("what", name, "problem", problem));
      failure = failure == null ? e : failure;
    }
  }

  /** Throws the first failure when nothing was done yet, so that nothing is lost by it. */
  void requireSomethingDone() {
    if (failure != null && !somethingDone && zoho.isEmpty()) {
      throw failure;
    }
  }

  /** Told even if the commit fails: it may have been done all the same. */
  void atZoho(List<Map<String, String>> ids) {
    zoho.addAll(ids);
  }

  void add(@Nullable Map<String, Long> done) {
    if (done != null) {
      done.forEach((what, number) -> counts.merge(what, number, Long::sum));
    }
  }

  void mentioned(Map<String, String> conversation) {
    if (!mentioned.contains(conversation)) {
      mentioned.add(conversation);
    }
  }

  /** Numbers only. */
  String inWords() {
    return unfinished.isEmpty()
        ? "done: " + counts
        : "done in part, " + unfinished.size() + " failed: " + counts;
  }

  Erased erased() {
    return new Erased(new LinkedHashMap<>(counts), zoho, mentioned, unfinished);
  }
}
