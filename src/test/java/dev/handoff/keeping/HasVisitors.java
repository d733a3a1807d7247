package dev.handoff.keeping;

import static dev.handoff.keeping.HasBench.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.operations.Operator;
import dev.handoff.testing.Gateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What claims about forgetting visitors are made of. */
interface HasVisitors extends HasBench {

  default Gateway.Answer erase(String query) {
    return bench().gateway().send("DELETE", "/ops/api/visitors?" + query, null, Operator.LOGIN);
  }

  default JsonNode erased(String query) {
    Gateway.Answer answer = erase(query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  static String by(String email) {
    return "email=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
  }

  static String address() {
    return fresh("Zora.Quill+shop").toLowerCase(Locale.ROOT) + "@Example.test";
  }

  /** Columns of all tables in which one of the texts stands. */
  default List<String> places(List<String> texts) {
    List<String> places = new ArrayList<>();
    db().sql(
            "select table_name, column_name from information_schema.columns"
                + " where table_schema = 'public' and table_name <> 'flyway_schema_history'"
                + " and lower(data_type) in"
                + " ('text', 'character varying', 'character', 'character large object')")
        .query((row, n) -> List.of(row.getString(1), row.getString(2)))
        .list()
        .forEach(
            column ->
                texts.forEach(
                    text -> {
                      String where =
                          column.get(0) + " where position(? in lower(" + column.get(1) + ")) > 0";
                      if (count(where, text.toLowerCase(Locale.ROOT)) > 0) {
                        places.add(column + " has " + text);
                      }
                    }));
    return places;
  }
}
