package dev.handoff.handoff;

/** Another worker took the handoff over meanwhile; this one must stop and write nothing more. */
public final class StaleClaimException extends StaleWorkException {

  public StaleClaimException(Handoff handoff) {
    super(
        "handoff "
            + handoff.id()
            + ": claim "
            + handoff.claim()
            + " is no longer the newest; another worker has taken it over");
  }
}
