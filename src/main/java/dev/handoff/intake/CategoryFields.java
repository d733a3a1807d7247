package dev.handoff.intake;

import dev.handoff.routing.Categories;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The fields {@code category} and {@code priority} of a request, checked against their table. */
@Component
public final class CategoryFields {

  private final Categories categories;

  CategoryFields(Categories categories) {
    this.categories = categories;
  }

  /** The category's name; null for none, and for one that is not known, which is noted. */
  public @Nullable String category(JsonFields fields) {
    String name = fields.text("category", 120);
    if (name != null && !categories.has(name)) {
      fields.rule("category", "'" + name + "' is not known (expected: " + categories.names() + ")");
    }
    return name;
  }

  /** The same for the priority. */
  public @Nullable String priority(JsonFields fields) {
    String name = fields.text("priority", 120);
    if (name != null && !categories.hasPriority(name)) {
      fields.rule(
          "priority", "'" + name + "' is not known (expected: " + categories.priorityNames() + ")");
    }
    return name;
  }
}
