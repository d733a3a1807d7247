package dev.handoff.intake;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/**
 * E-mail addresses in a visitor's sentence. An address counts when Jakarta Validation calls it
 * well-formed and its domain has a dot, as every address reachable from outside has.
 */
public final class EmailAddresses {

  private static final int MAX_READ = 4_000;
  private static final int MAX_LENGTH = 254;
  private static final Pattern SEPARATORS = Pattern.compile("[\\s,;:<>()\\[\\]\"|]+");
  private static final Pattern LEADING = Pattern.compile("^[^\\p{L}\\p{N}_+@]+");
  private static final Pattern TRAILING = Pattern.compile("[^\\p{L}\\p{N}@]+$");
  private static final Validator VALIDATOR =
      Validation.byDefaultProvider()
          .configure()
          .messageInterpolator(new ParameterMessageInterpolator())
          .buildValidatorFactory()
          .getValidator();

  private record Address(@NotBlank @Email String value) {}

  private EmailAddresses() {}

  /** The first valid address in the text, in the visitor's spelling, or null. */
  public static @Nullable String find(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return candidates(text).filter(EmailAddresses::isAddress).findFirst().orElse(null);
  }

  /** Whether the text holds something that was meant as an address, right or wrong. */
  public static boolean isAttempted(String text) {
    return text.indexOf('@') >= 0;
  }

  private static Stream<String> candidates(String text) {
    String read = text.length() > MAX_READ ? text.substring(0, MAX_READ) : text;
    return SEPARATORS
        .splitAsStream(read)
        .filter(EmailAddresses::isAttempted)
        .map(part -> TRAILING.matcher(LEADING.matcher(part).replaceFirst("")).replaceFirst(""));
  }

  /** Whether the text is one valid address. */
  public static boolean isAddress(String address) {
    String domain = address.substring(address.lastIndexOf('@') + 1);
    String top = domain.substring(domain.lastIndexOf('.') + 1);
    return address.length() <= MAX_LENGTH
        && domain.contains(".")
        && top.length() > 1
        && !top.chars().allMatch(Character::isDigit)
        && VALIDATOR.validateValue(Address.class, "value", address).isEmpty();
  }
}
