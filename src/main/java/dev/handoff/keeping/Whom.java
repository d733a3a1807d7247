package dev.handoff.keeping;

import dev.handoff.handoff.ConversationKey;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom to forget: everybody whom one of these names.
 *
 * @param email an address, in any case
 * @param phone a whole number with its country, in any spelling
 * @param conversation one conversation, whoever it is with
 */
public record Whom(
    @Nullable String email, @Nullable String phone, @Nullable ConversationKey conversation) {

  /**
   * Where an address begins: not within a longer one, as brien in o'brien (RFC 5322 section 3.2.3;
   * what separates values in links and lists does not count), but after an escaped new line.
   */
  private static final String BEGIN = "(?:(?<![\\w.%+-])(?<!\\w[!#$'*^`~])|(?<=\\\\[nrtbf]))";

  public Whom {
    email = email == null ? null : email.strip().toLowerCase(Locale.ROOT);
    phone = phone == null ? null : digits(phone);
  }

  /** A number without its spelling: digits only, without the zeros that stand for a plus. */
  static String digits(String number) {
    return number.replaceAll("[^0-9]", "").replaceFirst("^00", "");
  }

  /** The address as a word of its own; null without one. */
  @Nullable Pattern address() {
    return email == null
        ? null
        : Pattern.compile(
            BEGIN + Pattern.quote(email) + "(?![\\w-]|\\.\\w)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** All of it as one text, for its keyed hash. */
  String text() {
    return email
        + "|"
        + phone
        + "|"
        + (conversation == null ? null : conversation.conversationId());
  }

  @Override
  public String toString() {
    return "Whom[...]";
  }
}
