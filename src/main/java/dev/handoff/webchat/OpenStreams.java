package dev.handoff.webchat;

/** How many streams are open. */
public interface OpenStreams {

  /** On this node, at this moment. */
  int count();
}
