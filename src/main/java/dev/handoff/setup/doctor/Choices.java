package dev.handoff.setup.doctor;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is to choose from at Zoho, in one line. */
final class Choices {

  private static final int MOST = 10;

  private Choices() {}

  /** The id and the name of each; the first ten of a long list. */
  static <T> String of(List<T> all, Function<T, String> id, Function<T, String> name) {
    if (all.isEmpty()) {
      return "there are none";
    }
    String first =
        all.stream()
            .limit(MOST)
            .map(one -> id.apply(one) + " (" + name.apply(one) + ")")
            .collect(Collectors.joining(", "));
    return all.size() > MOST ? first + " and " + (all.size() - MOST) + " more" : first;
  }

  static String shown(@Nullable String id) {
    return id == null ? "(not set)" : id;
  }
}
