package dev.handoff.delivery.attachments;

import dev.handoff.zoho.ZohoFile;

/** What became of fetching a file. */
public sealed interface Fetched {

  /** It is here; whoever gets it deletes it. */
  record Here(ZohoFile file) implements Fetched {}

  /**
   * It is not taken, and no repetition changes that.
   *
   * @param code why, such as {@code too_large}
   */
  record Refused(String code) implements Fetched {}

  /**
   * It could not be had this time.
   *
   * @param code why, such as {@code http_503} or {@code timeout}
   */
  record Failed(String code) implements Fetched {}
}
