package dev.handoff.callback;

/** The phone number in a message. The text of these records never shows a number. */
public sealed interface PhoneReading {

  /**
   * A number of 7 to 15 digits; the first one when there are several.
   *
   * @param number E.164 where the numbering plan allows, else the digits given, with a leading plus
   *     kept
   */
  record Found(String number) implements PhoneReading {
    @Override
    public String toString() {
      return "Found[...]";
    }
  }

  /** Nothing that looks like a phone number. */
  record None() implements PhoneReading {}

  /**
   * Digits that are too few to call.
   *
   * @param seen the digits, for the bot to repeat
   */
  record TooShort(String seen) implements PhoneReading {
    @Override
    public String toString() {
      return "TooShort[...]";
    }
  }

  /**
   * Digits that are too many to call.
   *
   * @param seen the first digits, at most 32, for the bot to repeat
   */
  record TooLong(String seen) implements PhoneReading {
    @Override
    public String toString() {
      return "TooLong[...]";
    }
  }
}
