package dev.handoff.routing;

import dev.handoff.routing.Categories.Category;
import dev.handoff.tables.Cell;
import dev.handoff.tables.Pages;
import dev.handoff.tables.TableKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code categories.yaml}. */
public final class CategoryTable {

  /** What callers' categories and priorities mean at Desk; the keys are in lower case. */
  record Rows(Map<String, Category> categories, Map<String, String> priorities) {}

  /** Categories and priorities. */
  public static final TableKind<Rows> KIND = TableKind.file("categories", CategoryTable::read);

  private static final String FILE = "categories";
  private static final int LONGEST_NAME = 100;

  private CategoryTable() {}

  private static Rows read(Pages pages) {
    Cell page = pages.page(FILE);
    Cell categories = page.rows("categories", "priorities").get("categories");
    if (categories == null || categories.rows().isEmpty()) {
      page.refuse(
          "no categories",
          "at least one row below categories:",
          "Add one; a gateway that is started without the file has the built-in ones.");
    }
    Map<String, Category> rows = new LinkedHashMap<>();
    named(categories).forEach((name, cell) -> rows.put(name, category(cell)));
    Map<String, String> labels = new LinkedHashMap<>();
    named(pages.section(FILE, "priorities")).forEach((name, cell) -> labels.put(name, label(cell)));
    return new Rows(Map.copyOf(rows), Map.copyOf(labels));
  }

  /** Rows by name in lower case, as callers' words are looked up. */
  private static Map<String, Cell> named(@Nullable Cell section) {
    Map<String, Cell> named = new LinkedHashMap<>();
    if (section != null) {
      section
          .rows()
          .forEach(
              (name, cell) -> {
                if (named.put(name.strip().toLowerCase(Locale.ROOT), cell) != null) {
                  cell.refuse(
                      "the name a second time", "each name once, in any case", "Remove one.");
                }
                if (name.length() > LONGEST_NAME) {
                  cell.refuse("a long name", "a name of at most 100 characters", "Shorten it.");
                }
              });
    }
    return named;
  }

  private static Category category(Cell row) {
    Map<String, Cell> cells = row.rows("category", "classification", "priority", "department-id");
    Cell department = cells.get("department-id");
    String id = Cell.textOf(department);
    if (department != null && id != null && !id.matches("[0-9]+")) {
      department.refuse(
          "the digits of a Desk department",
          "They end the address of the department in Desk, Setup, Departments.");
    }
    return new Category(
        id,
        Cell.textOf(cells.get("category")),
        Cell.textOf(cells.get("classification")),
        Cell.textOf(cells.get("priority")));
  }

  private static String label(Cell cell) {
    String label = cell.text();
    if (label.isEmpty()) {
      cell.refuse("a priority of Desk, such as High");
    }
    return label;
  }
}
