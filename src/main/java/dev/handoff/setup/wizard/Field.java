package dev.handoff.setup.wizard;

import dev.handoff.zoho.ZohoSetting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One choice on the page.
 *
 * @param value what is in force, or what is suggested; may be empty
 * @param where where to find it at Zoho, a sentence
 * @param options what Zoho has; empty when the value has to be typed
 * @param problem why there is no list; null when there is one
 * @param wrong why the value is not stored; null when nothing is against it
 */
public record Field(
    ZohoSetting name,
    String label,
    String value,
    String where,
    List<Option> options,
    @Nullable String problem,
    @Nullable String wrong) {

  /**
   * One line of a list.
   *
   * @param id what is stored
   */
  public record Option(String id, String label) {}

  /** The same choice with another value. */
  public Field withValue(String other) {
    return new Field(name, label, other, where, options, problem, wrong);
  }

  /** The same, refused for a reason. */
  Field refused(String why) {
    return new Field(name, label, value, where, options, problem, why);
  }

  public boolean isListed() {
    return !options.isEmpty();
  }

  /** Whether there is a value that is not among the options. */
  public boolean isUnlisted() {
    return isListed()
        && !value.isEmpty()
        && options.stream().noneMatch(option -> option.id().equals(value));
  }
}
