package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.StaleClaimException;
import dev.handoff.handoff.Unforgotten;
import dev.handoff.zoho.ZohoNotAsked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The contacts of visitors who are known by phone only, for all nodes. Desk keeps e-mail addresses
 * unique, but takes the same number twice (desk.md section 6), and its search shows a new contact
 * late. So one handoff at a time may make the contact of a number, and what it made is remembered.
 * Other visitors are no concern of this class.
 *
 * <p>A handoff that does not come back loses that right, but may have made the contact before. Who
 * goes on with it reads Desk's list of new contacts first, as after an unclear create. Waiting
 * until the search has caught up would do too, but hold the visitor up for minutes, and still
 * believe that the search is never later than it was told to be.
 */
@Component
public final class PhoneContacts {

  private static final String BEING_MADE = "contact_being_made";
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final String ROW = " where tenant = :tenant and phone in (:phones)";
  private static final String MINE = " and contact_id is null and handoff = :handoff";

  /**
   * When handoffs that gave up may have made the contact.
   *
   * @param since when it was first to be made
   * @param until when the last of them lost the right to make it
   */
  public record MadeElsewhere(Instant since, Instant until) {

    static Optional<MadeElsewhere> of(ResultSet row) throws SQLException {
      OffsetDateTime until = row.getObject("taken_over_at", OffsetDateTime.class);
      OffsetDateTime since = row.getObject("begun_at", OffsetDateTime.class);
      return Optional.ofNullable(until)
          .map(end -> new MadeElsewhere(since.toInstant(), end.toInstant()));
    }
  }

  private final JdbcClient db;
  private final PhoneNames names;
  private final Steps steps;
  private final Clock clock;
  private final Unforgotten unforgotten;

  PhoneContacts(
      JdbcClient db, PhoneNames names, Steps steps, Clock clock, Unforgotten unforgotten) {
    this.db = db;
    this.unforgotten = unforgotten;
    this.names = names;
    this.steps = steps;
    this.clock = clock;
  }

  /** The id of the visitor's contact if one was made or found before, else null. */
  public @Nullable String known(@Variable("delivery") Delivery delivery) {
    String phone = ContactMatch.onlyPhone(delivery);
    return phone == null
        ? null
        : db
            .sql("select contact_id from phone_contact" + ROW + " and contact_id is not null")
            .params(params(delivery, phone))
            .query(String.class)
            .list()
            .stream()
            .findFirst()
            .orElse(null);
  }

  /**
   * From now on this handoff is the one to look for the contact and make it. It may lose that right
   * once a create sent now would have settled.
   *
   * @return when other handoffs may have made it already; null for never
   * @throws ZohoNotAsked while another handoff is the one
   * @throws StaleClaimException when the visitor was forgotten meanwhile
   */
  public @Nullable MadeElsewhere begin(@Variable("delivery") Delivery delivery) {
    String phone = ContactMatch.onlyPhone(delivery);
    if (phone == null) {
      return null;
    }
    unlessForgotten(delivery, () -> become(delivery, phone));
    return db.sql("select begun_at, taken_over_at from phone_contact" + ROW + MINE)
        .params(params(delivery, phone))
        .query((row, number) -> MadeElsewhere.of(row))
        .optional()
        .orElseThrow(PhoneContacts::madeByAnother)
        .orElse(null);
  }

  private void become(Delivery delivery, String phone) {
    if (!takeOver(delivery, phone) && (exists(delivery, phone) || !insert(delivery, phone, null))) {
      throw madeByAnother();
    }
  }

  /**
   * The create is about to leave: the right to it lasts until it has settled.
   *
   * @throws ZohoNotAsked when another handoff has taken over
   * @throws StaleClaimException when the visitor was forgotten meanwhile
   */
  public void hold(@Variable("delivery") Delivery delivery) {
    String phone = ContactMatch.onlyPhone(delivery);
    if (phone != null) {
      unlessForgotten(delivery, () -> stay(delivery, phone));
    }
  }

  private void stay(Delivery delivery, String phone) {
    if (update(delivery, phone, "changed_at = :now", MINE, null) == 0) {
      throw madeByAnother();
    }
  }

  private void unlessForgotten(Delivery delivery, Runnable write) {
    if (!unforgotten.write(delivery.handoff(), write)) {
      throw new StaleClaimException(delivery.handoff());
    }
  }

  private static ZohoNotAsked madeByAnother() {
    return new ZohoNotAsked(
        BEING_MADE, "another handoff of this visitor is making the contact", SOON);
  }

  private boolean takeOver(Delivery delivery, String phone) {
    return update(
            delivery,
            phone,
            "changed_at = :now, handoff = :handoff, taken_over_at ="
                + " case when handoff = :handoff then taken_over_at else :now end",
            " and contact_id is null and (handoff = :handoff or changed_at < :late)",
            null)
        > 0;
  }

  /**
   * Remembers the contact whose id is the body, whoever made it; not that of a visitor who was
   * forgotten meanwhile.
   */
  public void keep(@Body String contactId, @Variable("delivery") Delivery delivery) {
    String phone = ContactMatch.onlyPhone(delivery);
    if (phone != null) {
      unforgotten.write(delivery.handoff(), () -> keep(contactId, delivery, phone));
    }
  }

  private void keep(String contactId, Delivery delivery, String phone) {
    String assignment = "contact_id = :contact, handoff = :handoff, changed_at = :now";
    if (update(delivery, phone, assignment, "", contactId) == 0) {
      insert(delivery, phone, contactId);
    }
  }

  /**
   * Desk no longer knows the contact that this delivery found or made. One that another handoff has
   * made since then stays.
   */
  public void forget(@Variable("delivery") Delivery delivery) {
    String phone = ContactMatch.onlyPhone(delivery);
    String gone = delivery.fact("contactId");
    if (phone != null && gone != null) {
      db.sql("delete from phone_contact" + ROW + " and contact_id = :contact")
          .params(params(delivery, phone))
          .param("contact", gone)
          .update();
    }
  }

  private boolean exists(Delivery delivery, String phone) {
    return db.sql("select count(*) from phone_contact" + ROW)
            .params(params(delivery, phone))
            .query(Long.class)
            .single()
        > 0;
  }

  private boolean insert(Delivery delivery, String phone, @Nullable String contactId) {
    return db.sql(
                """
                insert into phone_contact (tenant, phone, contact_id, handoff, begun_at, changed_at)
                values (:tenant, :phone, :contact, :handoff, :now, :now)
                on conflict do nothing
                """)
            .params(params(delivery, phone))
            .param("phone", names.name(phone))
            .param("contact", contactId)
            .update()
        == 1;
  }

  private int update(
      Delivery delivery,
      String phone,
      String assignment,
      String condition,
      @Nullable String contactId) {
    return db.sql("update phone_contact set " + assignment + ROW + condition)
        .params(params(delivery, phone))
        .param("contact", contactId)
        .update();
  }

  private Map<String, Object> params(Delivery delivery, String phone) {
    Instant now = clock.instant();
    Map<String, Object> params = new HashMap<>();
    params.put("tenant", delivery.handoff().key().tenant());
    params.put("phones", names.names(phone));
    params.put("handoff", delivery.handoff().id().value());
    params.put("now", now.atOffset(ZoneOffset.UTC));
    params.put("late", now.minus(steps.settling()).atOffset(ZoneOffset.UTC));
    return params;
  }
}
