package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Visitor;
import dev.handoff.zoho.desk.DeskText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By what a visitor is known at Desk, and which contact is theirs (desk.md section 6). */
final class ContactMatch {

  private static final int TAIL = 7;
  private static final int SHORTEST_PHONE = 7;
  private static final int LONGEST_COUNTRY_CODE = 3;

  private ContactMatch() {}

  /**
   * The searches worth trying, best first: by e-mail, else by phone in both phone fields. A comma
   * would mean OR and is dropped; the tail of a number finds it however it was written.
   */
  static List<String> searches(Delivery delivery) {
    Visitor visitor = delivery.handoff().request().visitor();
    if (visitor.email() != null) {
      return List.of("email=" + encode(visitor.email().replace(",", "")));
    }
    String digits = digits(delivery);
    if (digits.length() < SHORTEST_PHONE) {
      return List.of();
    }
    String tail = digits.substring(Math.max(0, digits.length() - TAIL));
    return List.of("phone=*" + tail, "mobile=*" + tail);
  }

  /** Whether the contact is really the visitor's; search also gives look-alikes. */
  static boolean isVisitor(JsonNode contact, Delivery delivery) {
    Visitor visitor = delivery.handoff().request().visitor();
    return matches(contact, visitor.email(), digits(delivery));
  }

  private static boolean matches(JsonNode contact, @Nullable String email, String digits) {
    if (email != null) {
      return email.equalsIgnoreCase(contact.path("email").asText(""))
          || email.equalsIgnoreCase(contact.path("secondaryEmail").asText(""));
    }
    return hasPhone(contact, digits);
  }

  private static boolean hasPhone(JsonNode contact, String digits) {
    return samePhone(digits, contact.path("phone").asText(""))
        || samePhone(digits, contact.path("mobile").asText(""));
  }

  /** Whether the contact has the visitor's phone, whatever e-mail address the visitor has. */
  static boolean isCalledAlike(JsonNode contact, Delivery delivery) {
    return hasPhone(contact, digits(delivery));
  }

  /** Whether the contact has no e-mail address, and no phone but the visitor's. */
  static boolean lacksOnlyEmail(JsonNode contact, Delivery delivery) {
    boolean phoneless =
        contact.path("phone").asText("").isEmpty() && contact.path("mobile").asText("").isEmpty();
    return contact.path("email").asText("").isEmpty()
        && (phoneless || isCalledAlike(contact, delivery));
  }

  /**
   * One of them may lack the country code, or have the zeros dialled in its place; a difference of
   * more digits than a country code has is another number.
   */
  private static boolean samePhone(String one, String stored) {
    String digits = withoutPrefix(one);
    String other = withoutPrefix(digits(stored));
    if (Math.min(digits.length(), other.length()) < SHORTEST_PHONE
        || Math.abs(digits.length() - other.length()) > LONGEST_COUNTRY_CODE) {
      return false;
    }
    return digits.endsWith(other) || other.endsWith(digits);
  }

  private static String withoutPrefix(String digits) {
    return digits.replaceFirst("^0+", "");
  }

  /** Whether neither e-mail nor phone is known. */
  static boolean isUnreachable(Delivery delivery) {
    String phone = phone(delivery);
    return delivery.handoff().request().visitor().email() == null
        && (phone == null || DeskText.phone(phone).isEmpty());
  }

  /** The number to call for a callback, else the visitor's own. */
  static @Nullable String phone(Delivery delivery) {
    CallbackRequest callback = delivery.handoff().request().callback();
    return callback != null ? callback.phone() : delivery.handoff().request().visitor().phone();
  }

  /** The digits of a visitor who is known by phone and not by e-mail, else null. */
  static @Nullable String onlyPhone(Delivery delivery) {
    String digits = digits(delivery);
    boolean byPhone = delivery.handoff().request().visitor().email() == null && !digits.isEmpty();
    return byPhone ? digits : null;
  }

  /** The digits of that number; empty for none. */
  static String digits(Delivery delivery) {
    return digits(phone(delivery));
  }

  private static String digits(@Nullable String text) {
    return text == null ? "" : text.replaceAll("\\D", "");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
