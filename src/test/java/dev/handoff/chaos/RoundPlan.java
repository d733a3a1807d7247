package dev.handoff.chaos;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a run of conversations does.
 *
 * @param conversations how many, each with its own chat
 * @param turns how often each side says something in each
 * @param kills how often a gateway is ended with SIGKILL; restarts and broken connections on top
 * @param faults share of Zoho's calls, and of the platform's, that something goes wrong with
 * @param minutes after which it gives up
 */
record RoundPlan(
    long seed,
    int conversations,
    int turns,
    int nodes,
    int kills,
    double faults,
    double minutes,
    int threads) {

  /**
   * Reads {@code --name=value}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static RoundPlan of(String... arguments) {
    Map<String, String> given = new TreeMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (!parts[0].startsWith("--") || parts.length < 2) {
        throw new IllegalArgumentException(argument + " (expected: --name=value)");
      }
      given.put(parts[0].substring(2), parts[1]);
    }
    RoundPlan plan =
        new RoundPlan(
            (long) number(given, "seed", 1),
            (int) number(given, "conversations", 1_000),
            (int) number(given, "turns", 4),
            (int) number(given, "nodes", 2),
            (int) number(given, "kills", 5),
            number(given, "faults", 0.03),
            number(given, "minutes", 15),
            (int) number(given, "threads", 16));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown: "
              + given.keySet()
              + " (expected: seed, conversations, turns, nodes, kills, faults, minutes, threads)");
    }
    if (plan.conversations < 1 || plan.turns < 1) {
      throw new IllegalArgumentException("conversations and turns: 1 or more are needed");
    }
    plan.trouble();
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

  /** The same as a plan of mischief. */
  Plan trouble() {
    return new Plan(seed, conversations, nodes, kills, 0, faults, minutes, threads);
  }
}
