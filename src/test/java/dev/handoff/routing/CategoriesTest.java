package dev.handoff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.routing.Categories.Category;
import dev.handoff.tables.WrongTableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CategoriesTest {

  @TempDir Path folder;

  private Categories categories(String yaml) throws IOException {
    Files.writeString(folder.resolve("categories.yaml"), yaml);
    return Categories.in(folder);
  }

  @Test
  void knowsTheBuiltInTablesWhenNoneIsGiven() {
    Categories categories = Categories.in();

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
  void takesAGivenTableAsTheWholeOne() throws IOException {
    Categories categories =
        categories(
            """
            categories:
              VIP: { department-id: 7, category: Gold }
            priorities:
              Now: Highest
            """);

    assertThat(categories.names()).containsExactly("vip");
    assertThat(categories.find("Vip")).isEqualTo(new Category("7", "Gold", null, null));
    assertThat(categories.priorityNames()).containsExactly("now");
    assertThat(categories.priority("NOW")).isEqualTo("Highest");
  }

  @Test
  void prioritiesThatAreLeftOutAreTheBuiltInOnes() throws IOException {
    assertThat(categories("categories: { vip: }").priority("urgent")).isEqualTo("High");
  }

  /** Else a ticket would go out without any department. */
  @Test
  void readsAnEmptyCellAsLeftOut() throws IOException {
    Categories categories = categories("categories: { vip: { department-id: '', category: ' ' } }");

    assertThat(categories.find("vip")).isEqualTo(new Category(null, null, null, null));
    assertThat(new Category("", " ", "", "").departmentId()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                             | categories.yaml:1: no categories (expected: at least one row
          categories:                                    | no categories
          priorities: { low: Low }                       | no categories
          categories: [vip]                              | categories: a list (expected: names with values below them
          categories: { vip: Gold }                      | categories.vip: 'Gold' (expected: names with values
          categories: { vip: { departmentid: 7 } }       | Did you mean 'department-id'?
          categories: { vip: { department-id: Sales } }  | categories.vip.department-id: 'Sales' (expected: the digits
          categories: { vip: { category: [a, b] } }      | categories.vip.category: a list (expected: a text)
          categories: { vip: , VIP: }                    | categories.VIP: the name a second time
          {categories: { vip: }, priorities: { now: }}   | priorities.now: nothing (expected: a priority of Desk
          """)
  void wrongTablesAreRefusedWithTheirPlace(String yaml, String reason) {
    assertThatThrownBy(() -> categories(yaml)).hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "categories: { vip: [ }",
        "categories: &all { vip: }",
        "just words",
        "categories: [vip]",
        "categorys: { vip: }",
        "categories: { vip: }\npriorities: { now: [High] }"
      })
  void whatOnlyFollowsFromTheFirstFaultIsNotTold(String yaml) {
    assertThatThrownBy(() -> categories(yaml))
        .satisfies(wrong -> assertThat(((WrongTableException) wrong).faults()).hasSize(1));
  }
}
