package dev.handoff.zoho;

import java.nio.file.Path;

/**
 * A file on its way to Zoho, sent as the part {@code file} of {@code multipart/form-data}.
 *
 * @param name as people there see it
 * @param type its media type
 * @param comment words that go with it; empty for none
 */
public record ZohoFile(Path path, String name, String type, String comment) {

  /** The same with words. */
  public ZohoFile with(String words) {
    return new ZohoFile(path, name, type, words);
  }

  @Override
  public String toString() {
    return "ZohoFile[" + type + "]";
  }
}
