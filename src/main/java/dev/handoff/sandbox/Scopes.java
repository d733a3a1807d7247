package dev.handoff.sandbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an OAuth scope permits. Case does not matter, as in the wild. */
final class Scopes {

  private static final Pattern SHAPE =
      Pattern.compile(
          "\\w+(\\.\\w+)+\\.(READ|CREATE|UPDATE|DELETE|WRITE|ALL)", Pattern.CASE_INSENSITIVE);

  private Scopes() {}

  /** Splits a comma-separated list; empty when a member has not the shape of a scope. */
  static Set<String> parse(String list) {
    String[] members = list.split(",", -1);
    boolean wellFormed =
        Arrays.stream(members).allMatch(member -> SHAPE.matcher(member.strip()).matches());
    return wellFormed
        ? Arrays.stream(members).map(String::strip).collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  /** Whether every needed scope, or one of its alternatives, is granted. */
  static boolean suffice(Collection<String> granted, Collection<String> needed) {
    Set<String> held = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    held.addAll(granted);
    return needed.stream()
        .allMatch(one -> Arrays.stream(one.split("\\|")).anyMatch(scope -> holds(held, scope)));
  }

  private static boolean holds(Set<String> held, String scope) {
    String resource = scope.substring(0, scope.lastIndexOf('.'));
    return held.contains(scope)
        || held.contains(resource + ".ALL")
        || (held.contains(resource + ".WRITE") && !scope.endsWith(".READ"));
  }
}
