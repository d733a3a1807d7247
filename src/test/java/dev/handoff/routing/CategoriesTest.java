package dev.handoff.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.routing.Categories.Category;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CategoriesTest {

  @Test
  void knowsTheBuiltInTablesWhenNoneIsGiven() {
    Categories categories = new Categories(Map.of(), Map.of());

    assertThat(categories.names())
        .containsExactly(
            "account",
            "billing",
            "complaint",
            "delivery",
            "feedback",
            "general",
            "other",
            "refund",
            "sales",
            "technical");
    assertThat(categories.priorityNames())
        .containsExactly("high", "low", "medium", "normal", "urgent");
    assertThat(categories.find(" Technical "))
        .isEqualTo(new Category(null, "Technical", "Problem", null));
  }

  @Test
  void takesAGivenTableAsTheWholeOne() {
    Categories categories =
        new Categories(
            Map.of("VIP", new Category("7", "Gold", null, null)), Map.of("Now", "Highest"));

    assertThat(categories.names()).containsExactly("vip");
    assertThat(categories.priorityNames()).containsExactly("now");
  }

  /** Else a ticket would go out without any department. */
  @Test
  void readsAnEmptyCellAsLeftOut() {
    assertThat(new Category("", " ", "", "").departmentId()).isNull();
  }
}
