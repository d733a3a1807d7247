package dev.handoff.delivery.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentFilesTest {

  @TempDir private Path place;

  private Path old(Path file, Duration age) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void onlyTheGatewaysUserMayReadThem() throws IOException {
    AttachmentFiles files = new AttachmentFiles(place.resolve("files"));

    Path file = files.fresh();

    assertThat(file).hasParent(files.directory()).isEmptyFile();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.directory())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatADeadProcessLeftIsSweptAtTheStart() throws IOException {
    AttachmentFiles files = new AttachmentFiles(place.resolve("files"));
    Path left = old(files.fresh(), Duration.ofMinutes(61));
    Path sibling = old(files.fresh(), Duration.ofMinutes(59));
    Path foreign = old(Files.createFile(files.directory().resolve("a")), Duration.ofDays(1));

    files.sweep();

    assertThat(left).doesNotExist();
    assertThat(sibling).exists();
    assertThat(foreign).exists();
  }

  @Test
  void aDirectoryThatOthersMayReadIsNotUsed() throws IOException {
    Path open = Files.createDirectory(place.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    AttachmentFiles files = new AttachmentFiles(open);

    files.sweep();

    assertThatThrownBy(files::fresh).isInstanceOf(AccessDeniedException.class);
    assertThat(open).isEmptyDirectory();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path elsewhere = new AttachmentFiles(place.resolve("elsewhere")).fresh().getParent();
    Path link = Files.createSymbolicLink(place.resolve("link"), elsewhere);
    AttachmentFiles files = new AttachmentFiles(link);

    files.sweep();

    assertThatThrownBy(files::fresh).isInstanceOf(AccessDeniedException.class);
  }
}
