package dev.handoff.handoff;

/**
 * Short words from one node to all, itself included, for those who watch what happens. Delivery is
 * at most once and only while this node hears the others; nothing may depend on it.
 */
public interface NodeNews {

  /** At most so many bytes; PostgreSQL takes 8,000. */
  int LONGEST = 7_000;

  /** Tells it at once; a database that is away makes it heard on this node only. */
  void tell(String words);

  /** From now on {@code listener} hears what any node tells. */
  void listen(Listener listener);

  /** Is called on a thread of the news' own, which it must not hold up. */
  interface Listener {

    void heard(String words);

    /** News may have been lost; called after each time that this node heard nothing. */
    void mayHaveMissed();
  }
}
