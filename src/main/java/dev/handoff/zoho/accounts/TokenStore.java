package dev.handoff.zoho.accounts;

import dev.handoff.zoho.CredentialName;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code zoho_tokens}: one row per credential, shared by all nodes, tokens encrypted. */
final class TokenStore {

  private static final Logger log = LoggerFactory.getLogger(TokenStore.class);
  private static final String ROW = " where tenant = 'main' and credential = :credential";

  private final JdbcClient db;
  private final TokenCipher cipher;
  private final TokenRows rows;
  private final Clock clock;

  TokenStore(JdbcClient db, TokenCipher cipher, Clock clock) {
    this.db = db;
    this.cipher = cipher;
    this.rows = new TokenRows(cipher);
    this.clock = clock;
  }

  TokenRow read(CredentialName credential) {
    return db.sql("select * from zoho_tokens" + ROW)
        .param("credential", credential.wireName())
        .query((row, number) -> rows.read(credential, row))
        .single();
  }

  /**
   * What this node has to know at every call.
   *
   * @param generation grows with every change of the tokens
   */
  record Standing(long generation, boolean holdsRefreshToken) {}

  Map<CredentialName, Standing> standings() {
    Map<CredentialName, Standing> standings = new EnumMap<>(CredentialName.class);
    db.sql(
            "select credential, generation, refresh_token is not null as held from zoho_tokens"
                + " where tenant = 'main'")
        .query(
            row -> {
              for (CredentialName name : CredentialName.values()) {
                if (name.wireName().equals(row.getString("credential"))) {
                  standings.put(
                      name, new Standing(row.getLong("generation"), row.getBoolean("held")));
                }
              }
            });
    return standings;
  }

  /**
   * Makes the row follow the environment: a changed {@code seed} replaces the refresh token and
   * forgets the rest; an unchanged one leaves a token consented to at {@code /setup} alone, and
   * only gives a broken credential another try. The same token is stored anew where none of the
   * keys reads it any more.
   */
  void seed(CredentialName credential, String seed, @Nullable String refreshToken) {
    insert(credential);
    if (replace(credential, seed, refreshToken) == 0) {
      tryAgain(credential);
      if (refreshToken != null) {
        storeUnreadableAnew(credential, refreshToken);
      }
    }
  }

  /** One that was consented to is another than the environment's, and stays. */
  private void storeUnreadableAnew(CredentialName credential, String refreshToken) {
    db.sql("select refresh_token from zoho_tokens" + ROW + " and authorised_at is null")
        .param("credential", credential.wireName())
        .query(String.class)
        .optional()
        .filter(held -> cipher.decrypt(held) == null)
        .ifPresent(held -> replaceUnreadable(credential, held, refreshToken));
  }

  private void replaceUnreadable(CredentialName credential, String held, String refreshToken) {
    int replaced =
        db.sql(
                """
            update zoho_tokens set refresh_token = :refreshToken, access_token = null,
              expires_at = null, refresh_at = null, generation = generation + 1,
              lease_until = null, updated_at = :now
            """
                    + ROW
                    + " and refresh_token = :held and authorised_at is null")
            .param("refreshToken", cipher.encrypt(refreshToken))
            .param("held", held)
            .param("now", TokenRows.time(clock.instant()))
            .param("credential", credential.wireName())
            .update();
    if (replaced > 0) {
      log.warn(
          "the stored refresh token of the {} credential fits none of the keys in"
              + " HANDOFF_ENCRYPTION_KEY; the environment's is stored anew",
          credential.wireName());
    }
  }

  /** Lets Zoho be asked again with a credential that it refused. */
  void tryAgain(CredentialName credential) {
    db.sql(
            "update zoho_tokens set broken = null, broken_detail = null, throttled = 0"
                + ROW
                + " and broken is not null")
        .param("credential", credential.wireName())
        .update();
  }

  /**
   * The environment names no token: what was consented to at {@code /setup} stays, unless the
   * environment names another client.
   *
   * @param client how {@code seed} begins; empty when the environment names none
   */
  void seedNothing(CredentialName credential, String seed, String client) {
    insert(credential);
    String only = " and (authorised_at is null or seed not like :client)";
    if (replace(credential, seed, null, only, client + "%") == 0) {
      tryAgain(credential);
    }
  }

  /** The row as the environment says, unless there is one already. */
  void seedOnce(CredentialName credential, String seed, @Nullable String refreshToken) {
    if (insert(credential) == 1) {
      replace(credential, seed, refreshToken);
    }
  }

  private int insert(CredentialName credential) {
    return db.sql(
            """
            insert into zoho_tokens (tenant, credential, seed, refreshes, updated_at)
            values ('main', :credential, '', '', :now)
            on conflict do nothing
            """)
        .param("credential", credential.wireName())
        .param("now", TokenRows.time(clock.instant()))
        .update();
  }

  private int replace(CredentialName credential, String seed, @Nullable String refreshToken) {
    return replace(credential, seed, refreshToken, "", "");
  }

  private int replace(
      CredentialName credential,
      String seed,
      @Nullable String refreshToken,
      String only,
      String client) {
    return db.sql(
            """
            update zoho_tokens set seed = :seed, refresh_token = :refreshToken,
              access_token = null, expires_at = null, refresh_at = null,
              generation = generation + 1, refreshes = '', lease_until = null,
              blocked_until = null, throttled = 0, broken = null, broken_detail = null,
              accounts_server = null, scopes = null, authorised_at = null, updated_at = :now
            """
                + ROW
                + " and seed <> :seed"
                + only)
        .param("seed", seed)
        .param("client", client)
        .param("refreshToken", refreshToken == null ? null : cipher.encrypt(refreshToken))
        .param("now", TokenRows.time(clock.instant()))
        .param("credential", credential.wireName())
        .update();
  }

  /** A person consented: these tokens replace whatever was there, at once and for all nodes. */
  void consented(
      CredentialName credential,
      String refreshToken,
      String accessToken,
      Instant refreshAt,
      Instant expiresAt,
      String accountsServer,
      String scopes) {
    int changed =
        db.sql(
                """
                update zoho_tokens set refresh_token = :refreshToken, access_token = :accessToken,
                  expires_at = :expires, refresh_at = :refresh, generation = generation + 1,
                  refreshes = '', lease_until = null, blocked_until = null, throttled = 0,
                  broken = null, broken_detail = null, accounts_server = :server,
                  scopes = :scopes, authorised_at = :now, updated_at = :now
                """
                    + ROW)
            .param("refreshToken", cipher.encrypt(refreshToken))
            .param("accessToken", cipher.encrypt(accessToken))
            .param("expires", TokenRows.time(expiresAt))
            .param("refresh", TokenRows.time(refreshAt))
            .param("server", accountsServer)
            .param("scopes", scopes)
            .param("now", TokenRows.time(clock.instant()))
            .param("credential", credential.wireName())
            .update();
    if (changed != 1) {
      throw new IllegalStateException("no row for the " + credential.wireName() + " credential");
    }
  }

  /** Forgets the tokens: another client is to be used, with which they do not work. */
  void forget(CredentialName credential) {
    db.sql(
            """
            update zoho_tokens set refresh_token = null, access_token = null, expires_at = null,
              refresh_at = null, generation = generation + 1, refreshes = '', lease_until = null,
              blocked_until = null, throttled = 0, broken = null, broken_detail = null,
              accounts_server = null, scopes = null, authorised_at = null, updated_at = :now
            """
                + ROW)
        .param("now", TokenRows.time(clock.instant()))
        .param("credential", credential.wireName())
        .update();
  }

  /** The environment's token, where all was forgotten. */
  void giveBack(CredentialName credential, String refreshToken) {
    db.sql(
            "update zoho_tokens set refresh_token = :refreshToken, generation = generation + 1,"
                + " updated_at = :now"
                + ROW
                + " and refresh_token is null")
        .param("refreshToken", cipher.encrypt(refreshToken))
        .param("now", TokenRows.time(clock.instant()))
        .param("credential", credential.wireName())
        .update();
  }

  /**
   * Claims the refresh of that generation for {@code owner} until {@code until}; one atomic act.
   * Lost when another node holds it, or has failed with it since {@code row} was read.
   *
   * @return whether the claim was won
   */
  boolean lease(TokenRow row, String owner, Instant until) {
    Instant now = clock.instant();
    List<Instant> refreshes = new ArrayList<>(row.recentRefreshes(now));
    refreshes.add(now);
    return db.sql(
                "update zoho_tokens set lease_owner = :owner, lease_until = :until,"
                    + " refreshes = :refreshes, updated_at = :now"
                    + ROW
                    + " and generation = :generation and (lease_until is null or lease_until < :now)"
                    + " and broken is null and (blocked_until is null or blocked_until <= :now)")
            .param("owner", owner)
            .param("until", TokenRows.time(until))
            .param("refreshes", TokenRows.text(refreshes))
            .param("now", TokenRows.time(now))
            .param("credential", row.credential().wireName())
            .param("generation", row.generation())
            .update()
        == 1;
  }

  /** A new access token came; ends the lease. */
  void granted(
      TokenRow row, String owner, String accessToken, Instant refreshAt, Instant expiresAt) {
    db.sql(
            """
            update zoho_tokens set access_token = :token, generation = generation + 1,
              expires_at = :expires, refresh_at = :refresh, lease_until = null,
              blocked_until = null, throttled = 0, broken = null, broken_detail = null,
              updated_at = :now
            """
                + ROW
                + " and lease_owner = :owner and generation = :generation")
        .param("token", cipher.encrypt(accessToken))
        .param("expires", TokenRows.time(expiresAt))
        .param("refresh", TokenRows.time(refreshAt))
        .param("now", TokenRows.time(clock.instant()))
        .param("credential", row.credential().wireName())
        .param("owner", owner)
        .param("generation", row.generation())
        .update();
  }

  /**
   * No token came, for that reason; nobody asks again before {@code blockedUntil}. Ends the lease.
   */
  void setBack(TokenRow row, String owner, Instant blockedUntil, String why) {
    db.sql(
            """
            update zoho_tokens set lease_until = null, blocked_until = :until,
              throttled = throttled + 1, broken_detail = :why, updated_at = :now
            """
                + ROW
                + " and lease_owner = :owner and generation = :generation")
        .param("until", TokenRows.time(blockedUntil))
        .param("why", why)
        .param("now", TokenRows.time(clock.instant()))
        .param("credential", row.credential().wireName())
        .param("owner", owner)
        .param("generation", row.generation())
        .update();
  }

  /** Only new credentials help; nobody asks again with these. Ends the lease. */
  void broken(TokenRow row, String owner, String error, String detail) {
    db.sql(
            """
            update zoho_tokens set lease_until = null, broken = :error, broken_detail = :detail,
              updated_at = :now
            """
                + ROW
                + " and lease_owner = :owner and generation = :generation")
        .param("error", error)
        .param("detail", detail)
        .param("now", TokenRows.time(clock.instant()))
        .param("credential", row.credential().wireName())
        .param("owner", owner)
        .param("generation", row.generation())
        .update();
  }

  /** Forgets a token that Zoho rejected, unless another one has taken its place already. */
  void drop(AccessToken rejected) {
    db.sql(
            "update zoho_tokens set access_token = null, updated_at = :now"
                + ROW
                + " and generation = :generation")
        .param("now", TokenRows.time(clock.instant()))
        .param("credential", rejected.credential().wireName())
        .param("generation", rejected.generation())
        .update();
  }
}
