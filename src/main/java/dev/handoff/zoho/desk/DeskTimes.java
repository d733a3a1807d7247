package dev.handoff.zoho.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;

/** Times as Desk writes them: ISO 8601, or since 1970, as text or number (desk.md 2, 10). */
public final class DeskTimes {

  private static final long MILLISECONDS_FROM = 100_000_000_000L;
  private static final int LONGEST_NUMBER = 15;

  private DeskTimes() {}

  /** The time, or the other one where none can be read or it lies ahead of that. */
  public static Instant read(JsonNode value, Instant otherwise) {
    String text = value.isValueNode() ? value.asText("").strip() : "";
    try {
      Instant time = text.matches("[0-9]+") ? sinceEpoch(text) : Instant.parse(text);
      return time.isAfter(otherwise) || time.isBefore(Instant.EPOCH) ? otherwise : time;
    } catch (DateTimeException unreadable) {
      return otherwise;
    }
  }

  private static Instant sinceEpoch(String digits) {
    if (digits.length() > LONGEST_NUMBER) {
      throw new DateTimeException("too far ahead");
    }
    return number(Long.parseLong(digits));
  }

  /** Seconds, or milliseconds where it is too large for that. */
  static Instant number(long value) {
    return value > MILLISECONDS_FROM ? Instant.ofEpochMilli(value) : Instant.ofEpochSecond(value);
  }
}
