package dev.handoff.zoho.accounts;

import dev.handoff.zoho.CredentialName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a {@link TokenRow} stands in the columns of {@code zoho_tokens}. */
final class TokenRows {

  private final TokenCipher cipher;

  TokenRows(TokenCipher cipher) {
    this.cipher = cipher;
  }

  TokenRow read(CredentialName credential, ResultSet row) throws SQLException {
    String sealed = row.getString("refresh_token");
    String refreshToken = decrypt(sealed);
    boolean unreadable = sealed != null && refreshToken == null;
    return new TokenRow(
        credential,
        refreshToken,
        decrypt(row.getString("access_token")),
        row.getLong("generation"),
        instant(row, "expires_at"),
        instant(row, "refresh_at"),
        times(row.getString("refreshes")),
        instant(row, "blocked_until"),
        row.getInt("throttled"),
        unreadable ? TokenRow.UNREADABLE : row.getString("broken"),
        row.getString("broken_detail"),
        consent(row));
  }

  private static TokenRow.@Nullable Consent consent(ResultSet row) throws SQLException {
    String server = row.getString("accounts_server");
    Instant at = instant(row, "authorised_at");
    return server == null || at == null
        ? null
        : new TokenRow.Consent(server, String.valueOf(row.getString("scopes")), at);
  }

  private @Nullable String decrypt(@Nullable String sealed) {
    return sealed == null ? null : cipher.decrypt(sealed);
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static List<Instant> times(String text) {
    return Arrays.stream(text.split(" "))
        .filter(part -> !part.isEmpty())
        .map(Instant::parse)
        .toList();
  }

  static String text(List<Instant> times) {
    return times.stream().map(Instant::toString).collect(Collectors.joining(" "));
  }
}
