package dev.handoff.webchat;

/** How many streams are open. */
public interface OpenStreams {

  /** On this node, at this moment. */
  int count();

  /** How many may be open on this node (handoff.webchat.most-streams). */
  int most();
}
