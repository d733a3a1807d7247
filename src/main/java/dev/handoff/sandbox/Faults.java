package dev.handoff.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The faults in force, in the order they were added; the first that fits strikes. Thread-safe. */
public final class Faults {

  /**
   * A fault in force.
   *
   * @param struck how many requests it has struck so far
   */
  public record Active(long id, Fault fault, int struck) {

    boolean spent() {
      return fault.strikes() > 0 && struck >= fault.strikes();
    }
  }

  private final List<Active> active = new ArrayList<>();
  private final Random random;
  private long lastId;

  Faults(long seed) {
    this.random = new Random(seed);
  }

  /** Puts a fault in force; returns the id to {@link #remove} it by. */
  public synchronized long add(Fault fault) {
    active.add(new Active(++lastId, fault, 0));
    return lastId;
  }

  /** The faults that may still strike. */
  public synchronized List<Active> list() {
    return List.copyOf(active);
  }

  /** Returns false when there is no such fault, for instance because it is used up. */
  public synchronized boolean remove(long id) {
    return active.removeIf(one -> one.id() == id);
  }

  public synchronized void clear() {
    active.clear();
  }

  /** The fault that strikes this request, counted; one that is used up leaves the list. */
  synchronized Optional<Fault> strike(Side side, Request request) {
    for (int i = 0; i < active.size(); i++) {
      Active one = active.get(i);
      if (one.fault().matches(side, request) && random.nextDouble() < one.fault().chance()) {
        Active struck = new Active(one.id(), one.fault(), one.struck() + 1);
        if (struck.spent()) {
          active.remove(i);
        } else {
          active.set(i, struck);
        }
        return Optional.of(one.fault());
      }
    }
    return Optional.empty();
  }
}
