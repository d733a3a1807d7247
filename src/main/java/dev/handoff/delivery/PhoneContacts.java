package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoUnavailable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
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
 */
@Component
public final class PhoneContacts {

  private static final String BEING_MADE = "contact_being_made";
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Beyond the settling time of a create: to look for it, and to begin it. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final String ROW = " where tenant = :tenant and phone = :phone";

  private record Row(@Nullable String contactId) {}

  private final JdbcClient db;
  private final ZohoProperties zoho;
  private final Clock clock;

  public PhoneContacts(JdbcClient db, ZohoProperties zoho, Clock clock) {
    this.db = db;
    this.zoho = zoho;
    this.clock = clock;
  }

  /**
   * The id of the visitor's contact if one was made or found before. Else null, and from now on
   * this handoff is the one to look for it and make it; it loses that right when it does not come
   * back within the settling time and half a minute.
   *
   * @throws ZohoUnavailable while that is another handoff
   */
  public @Nullable String take(@Variable("delivery") Delivery delivery) {
    String phone = phone(delivery);
    if (phone == null || insert(delivery, phone, null)) {
      return null;
    }
    Optional<Row> row =
        db.sql("select contact_id from phone_contact" + ROW)
            .param("tenant", delivery.handoff().key().tenant())
            .param("phone", phone)
            .query((columns, number) -> new Row(columns.getString("contact_id")))
            .optional();
    String known = row.map(Row::contactId).orElse(null);
    if (known == null && !takeOver(delivery, phone)) {
      throw new ZohoUnavailable(
          BEING_MADE, "another handoff of this visitor is making the contact", SOON);
    }
    return known;
  }

  private boolean takeOver(Delivery delivery, String phone) {
    return update(
            delivery,
            phone,
            "contact_id = null",
            " and contact_id is null and (handoff = :handoff or changed_at < :late)",
            null)
        == 1;
  }

  /** Remembers the contact whose id is the body, whoever made it. */
  public void keep(@Body String contactId, @Variable("delivery") Delivery delivery) {
    String phone = phone(delivery);
    if (phone != null && update(delivery, phone, "contact_id = :contact", "", contactId) == 0) {
      insert(delivery, phone, contactId);
    }
  }

  /** Desk no longer knows the contact; this handoff looks anew. */
  public void forget(@Variable("delivery") Delivery delivery) {
    String phone = phone(delivery);
    if (phone != null) {
      update(delivery, phone, "contact_id = null", "", null);
    }
  }

  private boolean insert(Delivery delivery, String phone, @Nullable String contactId) {
    return db.sql(
                """
                insert into phone_contact (tenant, phone, contact_id, handoff, changed_at)
                values (:tenant, :phone, :contact, :handoff, :now)
                on conflict do nothing
                """)
            .param("tenant", delivery.handoff().key().tenant())
            .param("phone", phone)
            .param("contact", contactId)
            .param("handoff", delivery.handoff().id().value())
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  private int update(
      Delivery delivery,
      String phone,
      String assignment,
      String condition,
      @Nullable String contactId) {
    return db.sql(
            "update phone_contact set handoff = :handoff, changed_at = :now, "
                + assignment
                + ROW
                + condition)
        .param("handoff", delivery.handoff().id().value())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("late", clock.instant().minus(zoho.settle()).minus(MARGIN).atOffset(ZoneOffset.UTC))
        .param("contact", contactId)
        .param("tenant", delivery.handoff().key().tenant())
        .param("phone", phone)
        .update();
  }

  private static @Nullable String phone(Delivery delivery) {
    String digits = ContactDraft.onlyPhone(delivery);
    return digits == null ? null : hash(digits);
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
