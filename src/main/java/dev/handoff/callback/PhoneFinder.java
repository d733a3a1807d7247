package dev.handoff.callback;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the phone number in plain text and cuts every number out, so that no time is read from its
 * digits. Dates and times of day are hidden first, so that no number is read from theirs.
 */
final class PhoneFinder {

  record Result(PhoneReading phone, String rest) {}

  private static final int FEWEST = 7;
  private static final int MOST = 15;
  private static final int MOST_SHOWN = 32;

  private static final Pattern CANDIDATE =
      Pattern.compile("(?<![\\p{L}\\d])\\+? ?\\(?\\d(?:(?: - |[ .\\-/()]{0,2})\\d)*+");

  private static final Pattern NAMED_NUMBER =
      Pattern.compile(
          "(?:number|phone|mobile|cell|tel|telephone|telefon|telefono|nummer|numero|handy)"
              + "\\W{0,3}(?:is|ist|est|es)?\\W{0,3}$");

  /** A number that says what it is, and that it is no phone. */
  private static final Pattern OTHER_NUMBER =
      Pattern.compile(
          "(?<!\\p{L})(?:order|invoice|ticket|case|reference|ref|customer|account|contract|booking"
              + "|tracking|parcel|serial|member|bestell|bestellung|rechnung|kunden|commande|pedido)"
              + "\\W{0,2}(?:number|nummer|no|nr|num|id)?\\W{0,3}(?:is|was|ist|est|es)?\\W{0,3}$");

  /** Where one number ends and the next begins, for digits that are too many for one number. */
  private static final Pattern NEXT_NUMBER = Pattern.compile(" (?=\\()|(?<=\\d{7}) ");

  private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
  private final Region region = new Region();

  Result find(String text, Hints hints) {
    String visible = Shapes.hideDatesAndTimes(text);
    StringBuilder rest = new StringBuilder(text);
    PhoneReading best = new PhoneReading.None();
    Matcher candidates = CANDIDATE.matcher(visible);
    while (candidates.find()) {
      MatchResult candidate = candidates.toMatchResult();
      PhoneReading phone = read(candidate, visible, hints);
      if (!(phone instanceof PhoneReading.None)) {
        blank(rest, candidate);
        best = better(best, phone);
      }
    }
    return new Result(best, rest.toString());
  }

  private PhoneReading read(MatchResult candidate, String text, Hints hints) {
    String before = text.substring(0, candidate.start());
    if (OTHER_NUMBER.matcher(before).find()) {
      return new PhoneReading.None();
    }
    String written = candidate.group();
    String digits = digits(written);
    if (digits.length() > MOST) {
      written = NEXT_NUMBER.split(written, 2)[0];
      digits = digits(written);
    }
    int count = digits.startsWith("00") ? digits.length() - 2 : digits.length();
    if (count > MOST) {
      return new PhoneReading.TooLong(digits.substring(0, Math.min(digits.length(), MOST_SHOWN)));
    }
    if (count >= FEWEST) {
      return new PhoneReading.Found(e164(written, digits, hints));
    }
    boolean meantAsNumber =
        digits.length() > 4 || (digits.length() > 2 && NAMED_NUMBER.matcher(before).find());
    return meantAsNumber ? new PhoneReading.TooShort(digits) : new PhoneReading.None();
  }

  private String e164(String written, String digits, Hints hints) {
    boolean international = written.startsWith("+");
    String dialled =
        !international && digits.startsWith("00") ? "+" + digits.substring(2) : written;
    try {
      PhoneNumber number = plans.parse(dialled, region.of(hints));
      // A number that works only inside its town must not get a country code.
      if (plans.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE) {
        String found = plans.format(number, PhoneNumberFormat.E164);
        if (found.length() - 1 >= FEWEST && found.length() - 1 <= MOST) {
          return found;
        }
      }
    } catch (NumberParseException unknownPlan) {
      return asGiven(international, digits);
    }
    return asGiven(international, digits);
  }

  private static String asGiven(boolean international, String digits) {
    return international ? "+" + digits : digits;
  }

  private static PhoneReading better(PhoneReading one, PhoneReading other) {
    if (one instanceof PhoneReading.Found || !(other instanceof PhoneReading.Found)) {
      return one instanceof PhoneReading.None ? other : one;
    }
    return other;
  }

  private static void blank(StringBuilder text, MatchResult span) {
    for (int i = span.start(); i < span.end(); i++) {
      text.setCharAt(i, i == span.start() ? ';' : ' ');
    }
  }

  private static String digits(String written) {
    return written.replaceAll("\\D", "");
  }
}
