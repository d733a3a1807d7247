package dev.handoff.handoff;

/** The handoff is not, or not as it was seen, among the dead letters; nothing was done to it. */
public final class NotParkedException extends RuntimeException {

  private final transient Handoff handoff;

  public NotParkedException(Handoff handoff) {
    super("handoff " + handoff.id() + " is " + handoff.state().wireName());
    this.handoff = handoff;
  }

  /** The handoff as it is now. */
  public Handoff handoff() {
    return handoff;
  }
}
