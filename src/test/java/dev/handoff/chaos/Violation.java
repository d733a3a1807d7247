package dev.handoff.chaos;

/** A broken promise: which one, of whom, and what to look at. */
record Violation(Promise promise, String what) {

  /** What a run is checked for; the words of the report. */
  enum Promise {
    LOST("accepted, but not in the database or not at Zoho"),
    OPEN("accepted, but neither delivered nor parked"),
    PARKED("parked, though every fault passes by itself"),
    DOUBLED("made twice"),
    UNASKED("at Zoho or in the database, though nobody asked for it"),
    OUT_OF_ORDER("made in another order than accepted"),
    WRONG_STORY("made without its story, or for somebody else"),
    REFRESHED("more refreshes than Zoho allows"),
    ODD_ANSWER("answered as it should not have been");

    final String words;

    Promise(String words) {
      this.words = words;
    }
  }

  @Override
  public String toString() {
    return promise + " (" + promise.words + "): " + what;
  }
}
