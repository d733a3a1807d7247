package dev.handoff.chaos;

import dev.handoff.chaos.Violation.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether what arrived is what was said: all of it, once, in order. */
final class SaidOnce {

  private SaidOnce() {}

  /**
   * @param where named in the violations
   */
  static List<Violation> check(String where, List<String> said, List<String> arrived) {
    List<Violation> broken = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String one : arrived) {
      if (!said.contains(one)) {
        broken.add(new Violation(Promise.UNASKED, where + ": " + one));
      } else if (!seen.add(one)) {
        broken.add(new Violation(Promise.DOUBLED, where + ": " + one));
      }
    }
    for (String one : said) {
      if (!seen.contains(one)) {
        broken.add(new Violation(Promise.LOST, where + ": " + one));
      }
    }
    if (broken.isEmpty() && !said.equals(arrived)) {
      broken.add(new Violation(Promise.OUT_OF_ORDER, where + ": " + arrived));
    }
    return broken;
  }
}
