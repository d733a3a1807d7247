package dev.handoff.routing;

import dev.handoff.tables.Table;
import dev.handoff.tables.Tables;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The table that turns a caller's words into Desk's: categories and priorities, by name in any
 * case, as {@code config/tables/categories.yaml} says at the time.
 */
public final class Categories {

  private static final Category NONE = new Category(null, null, null, null);

  private final Table<CategoryTable.Rows> table;

  Categories(Table<CategoryTable.Rows> table) {
    this.table = table;
  }

  /** As the files of that folder say, else as built in; unlike the bean, never again. */
  public static Categories in(Path... folders) {
    return new Categories(Tables.in(folders).open(CategoryTable.KIND));
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

  /** Whether the table has that category. */
  public boolean has(String name) {
    return categories().containsKey(key(name));
  }

  /** What the category means; nothing special for none. */
  public Category find(@Nullable String name) {
    return name == null ? NONE : categories().getOrDefault(key(name), NONE);
  }

  /** Whether the table has that priority. */
  public boolean hasPriority(String name) {
    return priorities().containsKey(key(name));
  }

  /** Desk's label for a priority, or null for none. */
  public @Nullable String priority(@Nullable String name) {
    return name == null ? null : priorities().getOrDefault(key(name), name);
  }

  /** All category names, sorted. */
  public Set<String> names() {
    return new TreeSet<>(categories().keySet());
  }

  /** All priority names, sorted. */
  public Set<String> priorityNames() {
    return new TreeSet<>(priorities().keySet());
  }

  private Map<String, Category> categories() {
    return table.get().categories();
  }

  private Map<String, String> priorities() {
    return table.get().priorities();
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
