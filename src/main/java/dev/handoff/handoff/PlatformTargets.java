package dev.handoff.handoff;

/** Which bot platforms there are to tell. */
public interface PlatformTargets {

  /** The operator's own address, with signed events (contract 4.3). */
  String BOT = "bot";

  /** Botpress's drop-in integration (contract 4.3b). */
  String BOTPRESS = "botpress";

  /** Whether events for that platform have an address to go to; without one none are kept. */
  boolean isTold(String target);
}
