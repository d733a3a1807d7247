package dev.handoff.setup.wizard;

import dev.handoff.zoho.CredentialName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code oauth_state}: consents under way. The {@code state} that travels through the
 * browser is 256 random bits, kept as a hash, works once, for ten minutes, on every node, and only
 * for the login it was made for.
 */
@Component
final class ConsentStates {

  static final Duration LIFE = Duration.ofMinutes(10);

  private static final Duration KEPT = Duration.ofHours(1);
  private static final int BYTES = 32;
  private static final String ROW = " where tenant = 'main' and state_hash = :hash";

  private final JdbcClient db;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  ConsentStates(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * What a person was sent to Zoho for.
   *
   * @param server the Zoho Accounts that was asked
   */
  record Asked(
      String who,
      CredentialName credential,
      String server,
      String redirectUri,
      Set<String> scopes) {}

  /** What a {@code state} that came back is worth. */
  sealed interface Redeemed {

    record Valid(Asked asked) implements Redeemed {}

    record Refused(Refusal why) implements Redeemed {}
  }

  private record Row(Asked asked, Instant expiresAt, boolean used) {}

  /** Makes one. */
  String begin(Asked asked) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String state = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    db.sql("delete from oauth_state where tenant = 'main' and expires_at < :old")
        .param("old", time(now.minus(KEPT)))
        .update();
    db.sql(
            """
            insert into oauth_state (tenant, state_hash, who, credential, accounts_server,
              redirect_uri, scopes, expires_at)
            values ('main', :hash, :who, :credential, :server, :redirectUri, :scopes, :expires)
            """)
        .param("hash", hash(state))
        .param("who", asked.who())
        .param("credential", asked.credential().wireName())
        .param("server", asked.server())
        .param("redirectUri", asked.redirectUri())
        .param("scopes", String.join(" ", asked.scopes()))
        .param("expires", time(now.plus(LIFE)))
        .update();
    return state;
  }

  /** Uses it up, whoever else comes with it at the same time. Another login's is left as it is. */
  Redeemed redeem(@Nullable String state, String who) {
    Optional<Row> found = state == null ? Optional.empty() : find(hash(state));
    if (state == null || found.isEmpty()) {
      return refused(
          "This did not begin here",
          "The state that came back from Zoho is not one that this gateway gave out.");
    }
    Row row = found.get();
    if (!row.asked().who().equals(who)) {
      return refused(
          "Somebody else began this", "The state that came back belongs to another login.");
    }
    if (row.used() || (!isOver(row) && !use(hash(state)))) {
      return refused(
          "This has been used before",
          "The state that came back works once, and was used already. If you reloaded the page,"
              + " the first time counted.");
    }
    return isOver(row)
        ? refused(
            "This took too long",
            "The way to Zoho and back has to be made within %d minutes."
                .formatted(LIFE.toMinutes()))
        : new Redeemed.Valid(row.asked());
  }

  private boolean isOver(Row row) {
    return !clock.instant().isBefore(row.expiresAt());
  }

  private boolean use(String hash) {
    return db.sql("update oauth_state set used_at = :now" + ROW + " and used_at is null")
            .param("now", time(clock.instant()))
            .param("hash", hash)
            .update()
        == 1;
  }

  private static Redeemed refused(String title, String why) {
    return new Redeemed.Refused(
        Refusal.wrong(title, why, "Nothing was stored. Begin again at /setup."));
  }

  private Optional<Row> find(String hash) {
    return db.sql("select * from oauth_state" + ROW)
        .param("hash", hash)
        .query((row, number) -> row(row))
        .optional();
  }

  private static Row row(ResultSet row) throws SQLException {
    String name = row.getString("credential");
    CredentialName credential =
        Arrays.stream(CredentialName.values())
            .filter(one -> one.wireName().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("credential: " + name));
    return new Row(
        new Asked(
            row.getString("who"),
            credential,
            row.getString("accounts_server"),
            row.getString("redirect_uri"),
            new TreeSet<>(Arrays.asList(row.getString("scopes").split(" ")))),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getObject("used_at") != null);
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String hash(String state) {
    try {
      byte[] bytes = state.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
