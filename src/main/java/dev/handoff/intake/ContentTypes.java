package dev.handoff.intake;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a body says that it is. */
public final class ContentTypes {

  private ContentTypes() {}

  /** Whether it calls itself JSON, or says nothing. */
  public static boolean mayBeJson(@Nullable String type) {
    String plain = plain(type);
    return plain.isEmpty()
        || plain.equals("application/json")
        || plain.equals("text/json")
        || plain.endsWith("+json");
  }

  /** Whether it calls itself a form. */
  public static boolean isForm(@Nullable String type) {
    return plain(type).equals("application/x-www-form-urlencoded");
  }

  /** 415 for a body of a type that is not read, and is not what is read under a wrong name. */
  public static RequestProblem unsupported(@Nullable String type, String expected) {
    return RequestProblem.unsupportedType(
        "Content-Type '" + type + "' is not read here (expected: " + expected + ")");
  }

  private static String plain(@Nullable String type) {
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
