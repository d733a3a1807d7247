package dev.handoff.handoff;

import java.time.Instant;
import java.util.Optional;

/** Events that came before anybody knew their conversation. */
public interface EarlyEvents {

  /**
   * Tells the event, and all that is kept with it, if the conversation is known by now; drops it
   * when it was kept long enough.
   *
   * @return when to look again; empty when it is not kept any more
   */
  Optional<Instant> lookAgain(KeptEventId event);

  /** Zoho has told more about a handoff: what waits for it is looked at now. */
  void known(Handoff handoff);
}
