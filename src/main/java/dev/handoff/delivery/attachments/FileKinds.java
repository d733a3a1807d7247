package dev.handoff.delivery.attachments;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.Tika;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * What a file is by its content, and what it is called. What its server says of it counts little.
 */
final class FileKinds {

  private static final int LONGEST_NAME = 100;

  private final Tika tika = new Tika();

  /** Its media type, by the first bytes and, where those leave it open, by the name's ending. */
  String type(Path file, String name) throws IOException {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      return tika.detect(bytes, name);
    }
  }

  /** A name for people: the title where it looks like a file's, else the end of the address. */
  String name(@Nullable String title, URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    String last = safe(path.substring(path.lastIndexOf('/') + 1));
    String given = title == null ? "" : safe(title);
    if (given.isEmpty() || (!hasEnding(given) && hasEnding(last))) {
      return last.isEmpty() ? "file" : last;
    }
    return given;
  }

  private static boolean hasEnding(String name) {
    return name.matches(".+\\.[A-Za-z0-9]{1,5}");
  }

  private static String safe(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{M}\\p{N} ._()-]", "_").strip();
    String visible = plain.replaceAll("^\\.+", "");
    return visible.length() <= LONGEST_NAME
        ? visible
        : visible.substring(visible.length() - LONGEST_NAME);
  }

  /** The name with the ending of its type, where it has none. */
  String named(String name, String type) {
    if (hasEnding(name)) {
      return name;
    }
    try {
      return name + MimeTypes.getDefaultMimeTypes().forName(type).getExtension();
    } catch (MimeTypeException unknown) {
      return name;
    }
  }
}
