package dev.handoff.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run does.
 *
 * @param seed decides the load, the faults and the order of the mischief; not the timing, which is
 *     the machine's
 * @param handoffs how many are asked for
 * @param nodes gateway processes on the one database
 * @param kills how often one is ended with SIGKILL; orderly restarts and broken database
 *     connections come on top, in proportion
 * @param pauses how often one is stopped for longer than the take-over takes; a fifth of the kills
 *     unless told
 * @param faults share of Zoho's calls that something goes wrong with, 0 to below 1
 * @param minutes after which the run stops making trouble and, soon after, gives up waiting
 * @param threads clients at the same time
 */
record Plan(
    long seed,
    int handoffs,
    int nodes,
    int kills,
    int pauses,
    double faults,
    double minutes,
    int threads) {

  static final Plan SMALL = new Plan(1, 300, 2, 3, 1, 0.10, 4, 16);

  /** Settings short enough to meet every path of a recovery within seconds, yet honest. */
  static final Duration TAKE_OVER = Duration.ofSeconds(4);

  static final Duration SETTLE = Duration.ofSeconds(3);
  static final Duration SEARCH_DELAY = Duration.ofSeconds(1);

  Plan {
    require(handoffs > 0, "handoffs", handoffs);
    require(nodes > 0, "nodes", nodes);
    require(kills >= 0, "kills", kills);
    require(pauses >= 0, "pauses", pauses);
    require(faults >= 0 && faults < 1, "faults", faults);
    require(minutes > 0, "minutes", minutes);
    require(threads > 0, "threads", threads);
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("--" + name + "=" + value + " makes no sense");
    }
  }

  /**
   * Reads {@code --name=value}; what is not given is as in {@link #SMALL}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static Plan of(String... arguments) {
    Map<String, String> given = new TreeMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (!parts[0].startsWith("--") || parts.length < 2) {
        throw new IllegalArgumentException(argument + " (expected: --name=value)");
      }
      given.put(parts[0].substring(2), parts[1]);
    }
    int kills = (int) number(given, "kills", SMALL.kills);
    Plan plan =
        new Plan(
            (long) number(given, "seed", SMALL.seed),
            (int) number(given, "handoffs", SMALL.handoffs),
            (int) number(given, "nodes", SMALL.nodes),
            kills,
            (int) number(given, "pauses", fifth(kills)),
            number(given, "faults", SMALL.faults),
            number(given, "minutes", SMALL.minutes),
            (int) number(given, "threads", SMALL.threads));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown: "
              + given.keySet()
              + " (expected: seed, handoffs, nodes, kills, pauses, faults, minutes, threads)");
    }
    return plan;
  }

  private static double number(Map<String, String> given, String name, double otherwise) {
    String text = given.remove(name);
    try {
      return text == null ? otherwise : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + "=" + text + " is not a number", e);
    }
  }

  /** The mischief of the run, still in order. */
  List<Act> acts() {
    List<Act> acts = new ArrayList<>();
    add(acts, Act.KILL, kills);
    add(acts, Act.PAUSE, pauses);
    add(acts, Act.RESTART, fifth(kills));
    add(acts, Act.BREAK_CONNECTIONS, (kills + 2) / 3);
    return acts;
  }

  private static int fifth(int kills) {
    return (kills + 4) / 5;
  }

  private static void add(List<Act> acts, Act act, int times) {
    for (int i = 0; i < times; i++) {
      acts.add(act);
    }
  }
}
