package dev.handoff.operations;

import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoAnswered;
import dev.handoff.zoho.ZohoCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * How this node's calls to Zoho went during the last seven days, call by call, in slots of five
 * minutes; for the console. Begins anew with the process. Memory is bounded: at most 30 names of
 * calls, all others together being one more.
 */
@Component
final class ZohoCallLog {

  static final Duration SLOT = Duration.ofMinutes(5);

  private static final Duration KEPT = Duration.ofDays(7);
  private static final int MOST_NAMES = 30;
  private static final String OTHERS = "other calls";
  private static final int LONGEST_WORD = 24;

  private final Clock clock;
  private final Instant since;
  private final NavigableMap<Long, Map<String, CallTimes>> slots = new TreeMap<>();
  private final Set<String> names = new TreeSet<>();

  ZohoCallLog(Clock clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  /** Since when it counts. */
  Instant since() {
    return since;
  }

  @EventListener
  synchronized void note(ZohoAnswered answered) {
    long slot = slot(clock.instant());
    slots.headMap(slot - KEPT.dividedBy(SLOT)).clear();
    slots
        .computeIfAbsent(slot, any -> new TreeMap<>())
        .computeIfAbsent(known(name(answered.call())), any -> new CallTimes())
        .add(answered.took(), !(answered.answer() instanceof ZohoAnswer.Done));
  }

  private static long slot(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SLOT.toSeconds());
  }

  private String known(String name) {
    if (!names.contains(name) && names.size() >= MOST_NAMES) {
      return OTHERS;
    }
    names.add(name);
    return name;
  }

  /** Such as {@code desk GET /tickets/{id}}; what names one thing at Zoho is left out. */
  static String name(ZohoCall call) {
    String path = call.path().replaceAll("\\?.*", "");
    return call.side().name().toLowerCase(Locale.ROOT)
        + " "
        + call.method()
        + " "
        + Arrays.stream(path.split("/", -1))
            .map(word -> isId(word) ? "{id}" : word)
            .collect(Collectors.joining("/"));
  }

  private static boolean isId(String word) {
    return word.length() > LONGEST_WORD || word.matches(".*\\d{3,}.*");
  }

  /** All of that time, by name. */
  synchronized Map<String, CallTimes> byName(Instant from, Instant to) {
    Map<String, CallTimes> all = new TreeMap<>();
    slots
        .subMap(slot(from), true, slot(to), true)
        .values()
        .forEach(
            slot ->
                slot.forEach(
                    (name, times) -> all.computeIfAbsent(name, any -> new CallTimes()).add(times)));
    return all;
  }

  /**
   * The same by stretches of time and by side.
   *
   * @param width of a stretch; whole slots
   * @return keyed by the start of the stretch in seconds since 1970, divided by its width
   */
  synchronized NavigableMap<Long, Map<String, CallTimes>> bySide(
      Instant from, Instant to, Duration width) {
    NavigableMap<Long, Map<String, CallTimes>> all = new TreeMap<>();
    slots
        .subMap(slot(from), true, slot(to), true)
        .forEach(
            (slot, calls) ->
                calls.forEach(
                    (name, times) ->
                        all.computeIfAbsent(
                                Math.floorDiv(slot * SLOT.toSeconds(), width.toSeconds()),
                                any -> new TreeMap<>())
                            .computeIfAbsent(side(name), any -> new CallTimes())
                            .add(times)));
    return all;
  }

  private static String side(String name) {
    return name.equals(OTHERS) ? "other" : name.substring(0, name.indexOf(' '));
  }
}
