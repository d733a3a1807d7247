package dev.handoff.operations;

import dev.handoff.handoff.Position;
import dev.handoff.intake.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of places in a list, for the caller to bring back. A cursor belongs to the list and filter
 * that gave it. It holds no secret and proves nothing; its check only tells accidents.
 */
final class Cursors {

  private static final char SEPARATOR = '|';
  private static final int CHECK = 16;
  private static final int LONGEST = 400;

  private final String list;

  /**
   * @param list name of the list
   * @param filter anything whose text differs from filter to filter
   */
  Cursors(String list, Object filter) {
    this.list = list + SEPARATOR + filter;
  }

  String write(Position position) {
    String place = position.at().toString() + SEPARATOR + position.id();
    String whole = check(place) + place;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(whole.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a cursor; none for the first page.
   *
   * @throws RequestProblem 400 for anything that this list with this filter did not give
   */
  @Nullable Position read(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    try {
      String whole =
          new String(Base64.getUrlDecoder().decode(shortEnough(cursor)), StandardCharsets.UTF_8);
      String place = whole.substring(CHECK);
      int separator = place.indexOf(SEPARATOR);
      if (separator > 0 && whole.startsWith(check(place))) {
        return new Position(
            Instant.parse(place.substring(0, separator)), place.substring(separator + 1));
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException foreign) {
      throw refusal();
    }
    throw refusal();
  }

  private static String shortEnough(String cursor) {
    if (cursor.length() > LONGEST) {
      throw refusal();
    }
    return cursor;
  }

  private static RequestProblem refusal() {
    return RequestProblem.malformed(
        "cursor is not one that this list gave for this filter (start again without it)",
        List.of());
  }

  private String check(String place) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((list + SEPARATOR + place).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, CHECK);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
