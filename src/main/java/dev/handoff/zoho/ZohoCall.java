package dev.handoff.zoho;

import org.jspecify.annotations.Nullable;

/**
 * One request to Zoho, not yet sent.
 *
 * @param path below the side's base, with its query, already encoded
 * @param body JSON text, or null for none
 * @param file sent instead of a body
 */
public record ZohoCall(
    ZohoSide side,
    String method,
    String path,
    Effect effect,
    @Nullable String body,
    @Nullable ZohoFile file) {

  /** A request without a file. */
  public ZohoCall(ZohoSide side, String method, String path, Effect effect, @Nullable String body) {
    this(side, method, path, effect, body, null);
  }

  /** What the request does at Zoho, and so what may be done when its outcome is unknown. */
  public enum Effect {
    /** Changes nothing, or sets what is already set: may be repeated. */
    REPEATABLE,
    /** Makes something new: must not be repeated blindly. */
    CREATE,
    /** Has an effect each time but makes nothing that the answer could name. */
    ONCE
  }

  @Override
  public String toString() {
    return side + " " + method + " " + path.replaceAll("\\?.*", "");
  }
}
