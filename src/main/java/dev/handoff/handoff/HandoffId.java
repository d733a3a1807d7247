package dev.handoff.handoff;

/** Names one handoff, for callers, operators and logs alike. */
public record HandoffId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
