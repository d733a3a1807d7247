package dev.handoff.delivery;

/** This node is stopping: the delivery ends between two steps, for another node to go on with. */
public final class HandedBackException extends RuntimeException {

  public HandedBackException(String step) {
    super("step " + step + " is left to another node; this one is stopping");
  }
}
