package dev.handoff.setup;

/**
 * One thing wrong with the configuration.
 *
 * @param name the setting, as a user would write it
 * @param found what is there now; never a secret
 * @param expected what would do
 * @param remedy what to do next, a sentence
 */
record Problem(String name, String found, String expected, String remedy) {

  static final String NOT_SET = "not set";
  static final String NOT_SHOWN = "a value that is not shown here";

  @Override
  public String toString() {
    return name + ": " + found + " (expected: " + expected + "). " + remedy;
  }
}
