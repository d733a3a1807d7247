package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the person who needs a human.
 *
 * @param language a BCP 47 tag such as {@code de} or {@code fr-CA}
 * @param timeZone an IANA zone id such as {@code Europe/Berlin}
 * @param page address of the page the visitor was on
 * @param crmContactId the caller's own contact id, mapped to a Desk contact by the stored mapping
 */
public record Visitor(
    @Nullable String name,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String language,
    @Nullable String timeZone,
    @Nullable String page,
    @Nullable String crmContactId) {

  private static final Visitor UNKNOWN = new Visitor(null, null, null, null, null, null, null);

  /** A visitor of whom nothing is known. */
  public static Visitor unknown() {
    return UNKNOWN;
  }

  /** This visitor, completed with what {@code other} knows and this one does not. */
  public Visitor completedBy(Visitor other) {
    return new Visitor(
        first(name, other.name),
        first(email, other.email),
        first(phone, other.phone),
        first(language, other.language),
        first(timeZone, other.timeZone),
        first(page, other.page),
        first(crmContactId, other.crmContactId));
  }

  /**
   * What is known once this is told after {@code known}: the newest value of each field. Whoever is
   * told under another contact id is another person.
   */
  Visitor toldAfter(Visitor known) {
    return isOtherThan(known) ? this : completedBy(known);
  }

  /** Whether the contact ids say that the two are not the same person. */
  boolean isOtherThan(Visitor known) {
    return crmContactId != null
        && known.crmContactId != null
        && !crmContactId.equals(known.crmContactId);
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  @Override
  public String toString() {
    return "Visitor[...]";
  }
}
