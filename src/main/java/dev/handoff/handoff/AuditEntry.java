package dev.handoff.handoff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person did.
 *
 * @param who the login
 * @param act such as {@code replay} or {@code discard}
 * @param subject what it was done to: the id of a handoff, or the name of a list
 * @param detail the rest in words, without personal data of visitors
 */
public record AuditEntry(
    String id, Instant at, String who, String act, String subject, @Nullable String detail) {}
