package dev.handoff.delivery.attachments;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where fetched files lie until they are sent: a directory that only the gateway's own user may
 * read. Each is deleted after its attempt; what a process that died has left goes at the next
 * start.
 */
final class AttachmentFiles {

  private static final Logger log = LoggerFactory.getLogger(AttachmentFiles.class);

  private static final String SUFFIX = ".attachment";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  /** Longer than any attempt: another gateway on this machine may have the same directory. */
  private static final Duration OLD = Duration.ofHours(1);

  private final Path directory;

  AttachmentFiles(Path directory) {
    this.directory = directory;
  }

  /** Below {@code java.io.tmpdir}, one for each user of the machine. */
  static AttachmentFiles usual() {
    String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9_-]", "_");
    return new AttachmentFiles(
        Path.of(System.getProperty("java.io.tmpdir"), "handoff-attachments-" + user));
  }

  Path directory() {
    return directory;
  }

  /**
   * A new, empty file.
   *
   * @throws IOException also when the directory is somebody else's
   */
  Path fresh() throws IOException {
    ensure();
    Path file = Files.createTempFile(directory, "handoff-", SUFFIX);
    if (!Files.getOwner(file).equals(Files.getOwner(directory))) {
      Files.delete(file);
      throw new AccessDeniedException(directory.toString(), null, "somebody else's directory");
    }
    return file;
  }

  /** Deletes what is older than an hour; never fails. */
  void sweep() {
    Instant end = Instant.now().minus(OLD);
    try {
      ensure();
      try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
        for (Path file : all) {
          deleteIfBefore(end, file);
        }
      }
    } catch (IOException | RuntimeException e) {
      log.warn(
          "old attachments in {} cannot be deleted ({}); is it a directory of the gateway's user?",
          directory,
          e.getClass().getSimpleName());
    }
  }

  private static void deleteIfBefore(Instant end, Path file) throws IOException {
    try {
      Instant at = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      if (at.isBefore(end)) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException gone) {
      // Another gateway was faster.
      log.debug("{} is gone already", file);
    }
  }

  /** The directory's name can be foreseen, so somebody else may have made it, or a link. */
  private void ensure() throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      create();
    }
    boolean ours =
        Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
            && (!posix()
                || Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
                    .equals(OWNER_ONLY));
    if (!ours || !Files.isWritable(directory)) {
      throw new AccessDeniedException(
          directory.toString(), null, "not a directory for the gateway's user alone (rwx------)");
    }
  }

  private void create() throws IOException {
    if (posix()) {
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } else {
      Files.createDirectories(directory);
    }
  }

  private boolean posix() {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
