package dev.handoff.delivery;

/** This node is stopping: what is not begun yet is left for another node to go on with. */
public final class HandedBackException extends RuntimeException {

  public HandedBackException(String what) {
    super(what + " is left to another node; this one is stopping");
  }
}
