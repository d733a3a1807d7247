package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The ways in which SalesIQ's event webhooks are known to come (salesiq.md 7.2, 10). */
public enum EventForm {
  /** Envelope and entity, ids and versions as text. */
  ENVELOPE,
  /** The entity alone. */
  BARE,
  /** Ids, versions and times as numbers. */
  NUMBERS,
  /** Each twice, the second time as attempt 2. */
  TWICE,
  /** Each after the one that follows it. */
  SWAPPED;

  /** The event as it is posted. */
  ObjectNode shape(ObjectNode event) {
    ObjectNode shaped = event.deepCopy();
    if (this == NUMBERS) {
      for (String field : new String[] {"entity_id", "version", "app_id", "event_time"}) {
        shaped.put(field, event.path(field).asLong());
      }
      ((ObjectNode) shaped.path("entity")).put("id", event.path("entity_id").asLong());
    }
    return this == BARE ? (ObjectNode) shaped.path("entity") : shaped;
  }
}
