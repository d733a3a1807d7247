package dev.handoff.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {

  @TempDir Path folder;

  private Path file;
  private Secrets secrets;
  private Supplier<List<String>> keys;

  @BeforeEach
  void open() throws IOException {
    file = Files.writeString(folder.resolve("keys"), "first-key\n");
    secrets =
        new Secrets(
            new MockEnvironment()
                .withProperty("HANDOFF_API_KEYS_FILE", file.toString())
                .withProperty("HANDOFF_API_KEYS", "first-key"));
    keys = secrets.live("HANDOFF_API_KEYS", List.of("first-key"), SecretList::parts);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
    secrets.look();
    secrets.look();
  }

  @Test
  void changedSecretIsInForceForAllWhoUseIt(CapturedOutput output) throws IOException {
    Supplier<Integer> length = secrets.live("HANDOFF_API_KEYS", 9, String::length);

    write("  second-key , third-key \n");

    assertThat(keys.get()).containsExactly("second-key", "third-key");
    assertThat(length.get()).isEqualTo("second-key , third-key".length());
    assertThat(output).contains("HANDOFF_API_KEYS is in force as " + file + " now says");
    assertThat(output).doesNotContain("second-key");
  }

  @Test
  void halfWrittenSecretIsNotTaken() throws IOException {
    Files.writeString(file, "sec");
    secrets.look();
    Files.writeString(file, "second-key");
    secrets.look();
    assertThat(keys.get()).containsExactly("first-key");

    secrets.look();

    assertThat(keys.get()).containsExactly("second-key");
  }

  @Test
  void unusableSecretIsRefusedAndTheOldOneStays(CapturedOutput output) throws IOException {
    write(" \n");
    assertThat(keys.get()).containsExactly("first-key");
    assertThat(secrets.refused()).containsEntry("HANDOFF_API_KEYS", file + " is empty");

    write(",,");
    assertThat(secrets.refused().get("HANDOFF_API_KEYS")).endsWith("nothing but commas");

    Files.write(file, new byte[] {(byte) 0xC3});
    write(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1).repeat(70_000));
    assertThat(secrets.refused().get("HANDOFF_API_KEYS")).endsWith("has more than 64 KB");

    Files.delete(file);
    secrets.look();
    secrets.look();
    secrets.look();
    assertThat(secrets.refused().get("HANDOFF_API_KEYS")).isEqualTo("there is no file " + file);
    assertThat(keys.get()).containsExactly("first-key");
    assertThat(
            output
                .getOut()
                .lines()
                .filter(line -> line.contains("HANDOFF_API_KEYS_FILE: there is no file")))
        .hasSize(1);

    write("first-key");
    assertThat(secrets.refused()).isEmpty();
  }

  /** As at a start: taken, and warned of without being told. */
  @Test
  void guessableKeyIsWarnedOfWheneverItComes(CapturedOutput output) throws IOException {
    String sentence = " has 9 characters; with fewer than 16 it may be guessed";
    assertThat(secrets.warnings().get("HANDOFF_API_KEYS"))
        .containsExactly("HANDOFF_API_KEYS: key 1" + sentence);

    write("x," + "long-enough-key-0001" + ",second-key");

    assertThat(keys.get()).hasSize(3);
    assertThat(secrets.warnings().get("HANDOFF_API_KEYS"))
        .hasSize(2)
        .allMatch(warning -> output.getOut().contains(warning))
        .first()
        .asString()
        .startsWith("HANDOFF_API_KEYS: key 1 has 1 characters;");
    assertThat(output).doesNotContain("second-key");
    write("long-enough-key-0001");
    assertThat(secrets.warnings().get("HANDOFF_API_KEYS")).isEmpty();
  }

  /** One who cannot use it keeps it from all. */
  @Test
  void secretIsTakenByAllOrByNobody() throws IOException {
    secrets.live(
        "HANDOFF_API_KEYS",
        "",
        secret -> {
          throw new IllegalArgumentException("not this one");
        });

    write("second-key");

    assertThat(keys.get()).containsExactly("first-key");
    assertThat(secrets.refused().get("HANDOFF_API_KEYS")).endsWith("not this one");
  }

  @Test
  void secretThatCouldNotBeTakenOverIsTriedAgain() throws IOException {
    AtomicBoolean down = new AtomicBoolean(true);
    List<String> told = new ArrayList<>();
    secrets.onChange(
        "HANDOFF_API_KEYS",
        secret -> {
          if (down.get()) {
            throw new IllegalStateException("the database does not answer");
          }
          told.add(secret);
        });
    write("second-key");
    assertThat(keys.get()).containsExactly("first-key");
    assertThat(secrets.refused()).isNotEmpty();

    down.set(false);
    secrets.look();

    assertThat(told).containsExactly("second-key");
    assertThat(keys.get()).containsExactly("second-key");
    assertThat(secrets.refused()).isEmpty();
  }

  @Test
  void secretThatNobodyCanChangeNeedsARestart() throws IOException {
    Path key = Files.writeString(folder.resolve("enc"), "one");
    Secrets own =
        new Secrets(
            new MockEnvironment()
                .withProperty("HANDOFF_ENCRYPTION_KEY_FILE", key.toString())
                .withProperty("HANDOFF_ENCRYPTION_KEY", "one"));

    Files.writeString(key, "two");
    own.look();
    own.look();

    assertThat(own.refused())
        .containsEntry(
            "HANDOFF_ENCRYPTION_KEY", "a changed HANDOFF_ENCRYPTION_KEY needs a restart");
  }

  @Test
  void secretsWithoutAFileNeverChange() {
    assertThat(secrets.live("BOTPRESS_KEYS", "x", String::strip).get()).isEqualTo("x");
  }
}
