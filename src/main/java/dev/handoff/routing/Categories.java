package dev.handoff.routing;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The table that turns a caller's words into Desk's: categories and priorities, by name in any
 * case. A table that is given is the whole table; one that is not is the built-in one.
 */
@ConfigurationProperties("handoff")
public record Categories(
    @DefaultValue Map<String, Category> categories, @DefaultValue Map<String, String> priorities) {

  private static final Category NONE = new Category(null, null, null, null);

  private static final Map<String, Category> CATEGORIES =
      Map.ofEntries(
          row("general", "General", "Question"),
          row("billing", "Billing", "Question"),
          row("technical", "Technical", "Problem"),
          row("account", "Account", "Question"),
          row("sales", "Sales", "Question"),
          row("refund", "Refund", "Problem"),
          row("delivery", "Delivery", "Problem"),
          row("complaint", "Complaint", "Problem"),
          row("feedback", "Feedback", "Feature"),
          row("other", "Other", "Others"));

  private static final Map<String, String> PRIORITIES =
      Map.of(
          "low", "Low", "medium", "Medium", "normal", "Medium", "high", "High", "urgent", "High");

  public Categories {
    categories = categories.isEmpty() ? CATEGORIES : lowerCase(categories);
    priorities = priorities.isEmpty() ? PRIORITIES : lowerCase(priorities);
  }

  private static Map.Entry<String, Category> row(
      String name, String category, String classification) {
    return Map.entry(name, new Category(null, category, classification, null));
  }

  /** What a category means at Desk; anything left out keeps Desk's default. */
  public record Category(
      @Nullable String departmentId,
      @Nullable String category,
      @Nullable String classification,
      @Nullable String priority) {

    /** An empty cell is one left out. */
    public Category {
      departmentId = blankToNull(departmentId);
      category = blankToNull(category);
      classification = blankToNull(classification);
      priority = blankToNull(priority);
    }

    private static @Nullable String blankToNull(@Nullable String cell) {
      return cell == null || cell.isBlank() ? null : cell.strip();
    }
  }

  private static <T> Map<String, T> lowerCase(Map<String, T> table) {
    return table.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
  }

  /** Whether the table has that category. */
  public boolean has(String name) {
    return categories.containsKey(key(name));
  }

  /** What the category means; nothing special for none. */
  public Category find(@Nullable String name) {
    return name == null ? NONE : categories.getOrDefault(key(name), NONE);
  }

  /** Whether the table has that priority. */
  public boolean hasPriority(String name) {
    return priorities.containsKey(key(name));
  }

  /** Desk's label for a priority, or null for none. */
  public @Nullable String priority(@Nullable String name) {
    return name == null ? null : priorities.getOrDefault(key(name), name);
  }

  /** All category names, sorted. */
  public Set<String> names() {
    return new TreeSet<>(categories.keySet());
  }

  /** All priority names, sorted. */
  public Set<String> priorityNames() {
    return new TreeSet<>(priorities.keySet());
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
