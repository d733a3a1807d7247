package dev.handoff.handoff;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table that turns a caller's own contact ids into Desk's (contract 4.5). Each method is one
 * transaction, or joins the running one. What callers and the gateway change is noted in the {@link
 * Audit}, without the callers' ids, which may be personal.
 */
public interface ContactMappings {

  /** The mapping of that id. */
  Optional<ContactMapping> find(String tenant, String crmContactId);

  /**
   * At most {@code limit} mappings, in the order of the callers' ids.
   *
   * @param deskContactId only those to that contact; null for all
   * @param after the callers' id that the page before ended with; null for the first page
   */
  List<ContactMapping> list(
      String tenant, @Nullable String deskContactId, @Nullable String after, int limit);

  /**
   * Maps the id to that contact, whatever it was mapped to; changes nothing when that is so
   * already.
   *
   * @return true when it was mapped to none
   */
  boolean put(String tenant, String crmContactId, String deskContactId);

  /** Maps the id to that contact if it is mapped to none. */
  void learn(String tenant, String crmContactId, String deskContactId);

  /** Takes the mapping away; false when there was none. */
  boolean remove(String tenant, String crmContactId);

  /** Desk does not know that contact any more; true when the id was mapped to it until now. */
  boolean drop(String tenant, String crmContactId, String deskContactId);
}
