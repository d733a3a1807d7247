package dev.handoff.handoff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit; null leaves a field open.
 *
 * @param subject what it was done to
 * @param who the login
 * @param act such as {@code replay}
 * @param from done at that moment or later
 * @param to done before that moment
 */
public record AuditFilter(
    @Nullable String subject,
    @Nullable String who,
    @Nullable String act,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** All that was done to one subject; to all of them for null. */
  public static AuditFilter about(@Nullable String subject) {
    return new AuditFilter(subject, null, null, null, null);
  }
}
