package dev.handoff.handoff;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is told of a visitor after the handoff was made. */
@Component
final class Introductions {

  private final JdbcClient db;
  private final Clock clock;
  private final Rows rows;

  Introductions(JdbcClient db, Clock clock, Rows rows) {
    this.db = db;
    this.clock = clock;
    this.rows = rows;
  }

  /**
   * Completes what the handoff knows of its visitor; what is known already stays. Joins the running
   * transaction.
   *
   * @return sentences with the addresses that are new, as the visitor would say them
   */
  List<String> learn(String tenant, HandoffId handoff, Visitor told) {
    HandoffRequest asked = request(tenant, handoff);
    Visitor before = asked.visitor();
    Visitor known = before.completedBy(told);
    if (known.equals(before)) {
      return List.of();
    }
    db.sql(
            """
            update handoff set request = :request, email = :email, updated_at = :now
             where tenant = :tenant and id = :id
            """)
        .param("request", rows.write(asked.of(known)))
        .param("email", Rows.searchable(known.email()))
        .param("now", Rows.time(clock.instant()))
        .param("tenant", tenant)
        .param("id", handoff.value())
        .update();
    return news(before, known);
  }

  private static List<String> news(Visitor before, Visitor known) {
    List<String> news = new ArrayList<>();
    if (before.email() == null && known.email() != null) {
      news.add("My e-mail address is " + known.email() + ".");
    }
    if (before.phone() == null && known.phone() != null) {
      news.add("My phone number is " + known.phone() + ".");
    }
    return news;
  }

  /** As it was asked for, without what a person mended since. */
  private HandoffRequest request(String tenant, HandoffId handoff) {
    return db.sql("select request from handoff where tenant = :tenant and id = :id for update")
        .param("tenant", tenant)
        .param("id", handoff.value())
        .query((row, number) -> rows.read(row.getString("request")))
        .single();
  }
}
