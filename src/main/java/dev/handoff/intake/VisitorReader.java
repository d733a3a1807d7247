package dev.handoff.intake;

import dev.handoff.handoff.Visitor;
import org.jspecify.annotations.Nullable;

/** The {@code visitor} of contract section 3. */
public final class VisitorReader {

  private static final int NAME = 200;
  private static final int EMAIL = 255;
  private static final int PHONE = 50;
  private static final int SHORT = 64;
  private static final int PAGE = 2_000;

  private VisitorReader() {}

  /** The visitor in these fields. */
  public static Visitor read(JsonFields visitor) {
    return new Visitor(
        visitor.text("name", NAME),
        email(visitor, "email"),
        visitor.text("phone", PHONE),
        visitor.text("language", SHORT),
        visitor.text("timeZone", SHORT),
        visitor.text("page", PAGE),
        visitor.text("crmContactId", 120));
  }

  /** A checked e-mail address, or null. */
  public static @Nullable String email(JsonFields fields, String name) {
    String email = fields.text(name, EMAIL);
    if (email != null && !EmailAddresses.isAddress(email)) {
      fields.rule(name, "is not an e-mail address");
      return null;
    }
    return email;
  }
}
