package dev.handoff.setup.wizard;

/**
 * Why something was not done, in words for the person who tried.
 *
 * @param title a few words
 * @param why what happened, a sentence
 * @param remedy what to do now, a sentence
 * @param theirs whether the request itself was wrong; else Zoho failed or refused
 */
public record Refusal(String title, String why, String remedy, boolean theirs) {

  /** What was pasted into the command line cannot be what a browser was sent to. */
  public static final Refusal NO_ADDRESS =
      wrong(
          "This is no address",
          "What was pasted cannot be read as one.",
          "Nothing was stored. Copy the whole address from the browser, or only its code.");

  static Refusal wrong(String title, String why, String remedy) {
    return new Refusal(title, why, remedy, true);
  }

  static Refusal atZoho(String title, String why, String remedy) {
    return new Refusal(title, why, remedy, false);
  }
}
