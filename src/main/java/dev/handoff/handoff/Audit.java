package dev.handoff.handoff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who did what and when; entries are only added. */
public interface Audit {

  /**
   * Part of the running transaction: the act and its entry are kept together or not at all. An
   * e-mail address in the detail is not kept: operators put them into reasons.
   */
  void note(String tenant, String who, String act, String subject, @Nullable String detail);

  /**
   * At most {@code limit} entries, newest first.
   *
   * @param after the last one of the page before; null for the first page
   */
  List<AuditEntry> newest(String tenant, AuditFilter filter, @Nullable Position after, int limit);

  /** The same with all that was done to one subject; to all of them for null. */
  default List<AuditEntry> newest(
      String tenant, @Nullable String subject, @Nullable Position after, int limit) {
    return newest(tenant, AuditFilter.about(subject), after, limit);
  }
}
