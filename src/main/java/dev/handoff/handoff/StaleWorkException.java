package dev.handoff.handoff;

/** Another worker took the work over meanwhile; this one must stop and write nothing more. */
public class StaleWorkException extends RuntimeException {

  StaleWorkException(String message) {
    super(message);
  }

  StaleWorkException(BotEvent event) {
    this(
        "event "
            + event.id()
            + ": claim "
            + event.claim()
            + " is no longer the newest; another worker has taken it over");
  }
}
