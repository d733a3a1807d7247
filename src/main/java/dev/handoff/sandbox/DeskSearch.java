package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Desk's searches: a comma means "or", a trailing star is a wildcard, and e-mail addresses match
 * whatever contains them, so look-alikes come along.
 */
final class DeskSearch {

  /** The records that searches see. */
  @FunctionalInterface
  interface Index {
    List<ObjectNode> where(Predicate<ObjectNode> rule);
  }

  private static final int MOST_VALUES = 30;

  /** The one range of calls that is not named after its field. */
  private static final String START_RANGE = "startDateRange";

  private final Map<String, BiPredicate<ObjectNode, String>> criteria;

  private DeskSearch(Map<String, BiPredicate<ObjectNode, String>> criteria) {
    this.criteria = criteria;
  }

  static DeskSearch contacts() {
    return new DeskSearch(
        Map.ofEntries(
            Map.entry("email", DeskSearch::email),
            Map.entry("phone", phone("phone")),
            Map.entry("mobile", phone("mobile")),
            Map.entry("id", exact("id")),
            Map.entry("firstName", wildcard("firstName")),
            Map.entry("lastName", wildcard("lastName")),
            Map.entry("fullName", DeskSearch::fullName),
            Map.entry("_all", DeskSearch::anywhere)));
  }

  static DeskSearch tickets() {
    return new DeskSearch(
        Map.ofEntries(
            Map.entry("id", exact("id")),
            Map.entry("ticketNumber", exact("ticketNumber")),
            Map.entry("contactId", exact("contactId")),
            Map.entry("assigneeId", exact("assigneeId")),
            Map.entry("departmentId", exact("departmentId")),
            Map.entry("priority", exact("priority")),
            Map.entry("status", DeskSearch::status),
            Map.entry("channel", exact("channel")),
            Map.entry("subject", wildcard("subject")),
            Map.entry("description", wildcard("description")),
            Map.entry("category", wildcard("category")),
            Map.entry("email", DeskSearch::email),
            Map.entry("phone", wildcard("phone")),
            Map.entry("_all", DeskSearch::anywhere)));
  }

  static DeskSearch calls() {
    return new DeskSearch(
        Map.of(
            "subject",
            wildcard("subject"),
            "ticketNumber",
            exact("ticketNumber"),
            START_RANGE,
            (row, range) -> inRange(row, "startTime", START_RANGE, range)));
  }

  /** The query keys that this search knows. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>(criteria.keySet());
    for (int i = 1; i <= 10; i++) {
      keys.add("customField" + i);
    }
    keys.addAll(Set.of("createdTimeRange", "modifiedTimeRange", "limit", "from", "sortBy"));
    return keys;
  }

  /** The matching rows, newest change first unless {@code sortBy} says otherwise. */
  List<ObjectNode> find(Index index, Map<String, String> query) {
    Predicate<ObjectNode> matches = row -> true;
    boolean asked = false;
    for (Map.Entry<String, String> entry : query.entrySet()) {
      String key = entry.getKey();
      String value = entry.getValue();
      if (key.startsWith("customField")) {
        matches = matches.and(row -> customField(row, value));
      } else if (key.endsWith("TimeRange")) {
        matches = matches.and(row -> inRange(row, key.replace("Range", ""), key, value));
      } else if (key.equals(START_RANGE) && criteria.containsKey(key)) {
        matches = matches.and(row -> inRange(row, "startTime", key, value));
      } else if (criteria.containsKey(key)) {
        matches = matches.and(criterion(key, value));
      } else {
        continue;
      }
      asked = true;
    }
    if (!asked) {
      throw DeskErrors.unprocessable("A search needs at least one criterion.");
    }
    return index.where(matches).stream().sorted(order(query)).toList();
  }

  private Predicate<ObjectNode> criterion(String key, String value) {
    if (key.equals("_all")) {
      if (value.length() < 3 || value.length() > 1000) {
        throw DeskErrors.invalid("/_all", "invalid");
      }
    }
    List<String> values = List.of(value.split(",", -1));
    if (values.size() > MOST_VALUES || values.stream().anyMatch(String::isBlank)) {
      throw DeskErrors.invalid("/" + key, "invalid");
    }
    BiPredicate<ObjectNode, String> rule = Objects.requireNonNull(criteria.get(key), key);
    return row -> values.stream().anyMatch(one -> rule.test(row, one.strip()));
  }

  private static Comparator<ObjectNode> order(Map<String, String> query) {
    String sortBy = query.getOrDefault("sortBy", "-modifiedTime");
    String field = sortBy.replaceFirst("^-", "");
    if (!Set.of("relevance", "modifiedTime", "createdTime").contains(field)) {
      throw DeskErrors.invalid("/sortBy", "invalid");
    }
    String by = field.equals("relevance") ? "modifiedTime" : field;
    Comparator<ObjectNode> order = Comparator.comparing(row -> row.path(by).asText());
    order = order.thenComparing(row -> row.path("id").asText());
    return sortBy.startsWith("-") ? order.reversed() : order;
  }

  private static BiPredicate<ObjectNode, String> exact(String field) {
    return (row, value) -> presence(row.path(field), value, text(row, field).equals(lower(value)));
  }

  private static BiPredicate<ObjectNode, String> wildcard(String field) {
    return (row, value) ->
        presence(row.path(field), value, startsOrEquals(text(row, field), lower(value)));
  }

  private static BiPredicate<ObjectNode, String> phone(String field) {
    return (row, value) -> {
      String held = text(row, field);
      String sought = lower(value.replaceAll("^\\*|\\*$", ""));
      boolean hit =
          value.matches("\\*.+\\*")
              ? held.contains(sought)
              : value.startsWith("*") ? held.endsWith(sought) : startsOrEquals(held, lower(value));
      return presence(row.path(field), value, hit);
    };
  }

  private static boolean email(ObjectNode row, String value) {
    String sought = lower(value.replaceFirst("\\*$", ""));
    return presence(
        row.path("email"),
        value,
        text(row, "email").contains(sought) || text(row, "secondaryEmail").contains(sought));
  }

  private static boolean fullName(ObjectNode row, String value) {
    return startsOrEquals(
        (text(row, "firstName") + " " + text(row, "lastName")).strip(), lower(value));
  }

  private static boolean status(ObjectNode row, String value) {
    return switch (value) {
      case "${OPEN}" -> text(row, "statusType").equals("open");
      case "${ONHOLD}" -> text(row, "statusType").equals("on hold");
      case "${CLOSED}" -> text(row, "statusType").equals("closed");
      default -> text(row, "status").equals(lower(value));
    };
  }

  private static boolean anywhere(ObjectNode row, String value) {
    return lower(row.toString()).contains(lower(value.replaceFirst("\\*$", "")));
  }

  private static boolean customField(ObjectNode row, String criterion) {
    String[] parts = criterion.split(":", 2);
    if (parts.length < 2) {
      throw DeskErrors.invalid("/customField", "invalid");
    }
    String held = lower(row.path("cf").path(parts[0]).asText(""));
    return Arrays.stream(parts[1].split(","))
        .anyMatch(value -> startsOrEquals(held, lower(value.strip())));
  }

  private static boolean inRange(ObjectNode row, String field, String key, String range) {
    String[] ends = range.split(",", -1);
    if (ends.length != 2) {
      throw DeskErrors.invalid("/" + key, "invalid");
    }
    String at = row.path(field).asText();
    return at.compareTo(ends[0]) >= 0 && at.compareTo(ends[1]) <= 0;
  }

  private static boolean presence(JsonNode held, String value, boolean otherwise) {
    return switch (value) {
      case "${empty}" -> held.asText("").isEmpty();
      case "${notempty}" -> !held.asText("").isEmpty();
      default -> otherwise;
    };
  }

  private static boolean startsOrEquals(String held, String value) {
    return value.endsWith("*")
        ? held.startsWith(value.substring(0, value.length() - 1))
        : held.equals(value);
  }

  private static String text(ObjectNode row, String field) {
    return lower(row.path(field).asText(""));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
