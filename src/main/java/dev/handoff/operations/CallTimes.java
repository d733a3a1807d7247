package dev.handoff.operations;

import java.time.Duration;

/** How long calls took, and how many of them failed; not for several threads at once. */
final class CallTimes {

  /** Upper ends of the classes into which times are sorted, in milliseconds. */
  private static final int[] ENDS = {
    25, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1_200, 1_600, 2_500, 4_000, 6_000, 10_000, 20_000
  };

  private final int[] classes = new int[ENDS.length + 1];
  private int count;
  private int failed;
  private long longest;

  void add(Duration took, boolean bad) {
    long millis = took.toMillis();
    int place = 0;
    while (place < ENDS.length && millis > ENDS[place]) {
      place++;
    }
    classes[place]++;
    count++;
    failed += bad ? 1 : 0;
    longest = Math.max(longest, millis);
  }

  void add(CallTimes other) {
    for (int i = 0; i < classes.length; i++) {
      classes[i] += other.classes[i];
    }
    count += other.count;
    failed += other.failed;
    longest = Math.max(longest, other.longest);
  }

  int count() {
    return count;
  }

  int failed() {
    return failed;
  }

  long longestMillis() {
    return longest;
  }

  /**
   * The time within which that share of the calls ended, in milliseconds: exact to the class in
   * which it lies, and never above the longest.
   *
   * @param share 0 to 1
   */
  long millis(double share) {
    double wanted = share * count;
    int before = 0;
    for (int place = 0; place < classes.length; place++) {
      if (classes[place] > 0 && before + classes[place] >= wanted) {
        long low = place == 0 ? 0 : ENDS[place - 1];
        long high = place == ENDS.length ? longest : Math.min(ENDS[place], longest);
        double part = (wanted - before) / classes[place];
        return Math.round(low + Math.max(0, high - low) * part);
      }
      before += classes[place];
    }
    return longest;
  }
}
