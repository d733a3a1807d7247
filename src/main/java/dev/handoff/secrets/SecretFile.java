package dev.handoff.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that holds one secret and nothing else; space around it does not count. */
public final class SecretFile {

  /** What the name of a setting ends with when it names a file. */
  public static final String ENDING = "_FILE";

  private static final int LONGEST = 64 * 1024;

  /** The file cannot be used. */
  public static final class UnusableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  private SecretFile() {}

  /**
   * The secret.
   *
   * @throws UnusableException saying what is wrong with the file, and nothing of what is in it
   */
  public static String read(String file) throws UnusableException {
    String secret = text(file, content(file)).strip();
    if (secret.isEmpty()) {
      throw new UnusableException(file + " is empty");
    }
    return secret;
  }

  private static byte[] content(String file) throws UnusableException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] content = in.readNBytes(LONGEST + 1);
      if (content.length > LONGEST) {
        throw new UnusableException(file + " has more than 64 KB");
      }
      return content;
    } catch (NoSuchFileException missing) {
      throw new UnusableException("there is no file " + file);
    } catch (IOException | InvalidPathException unreadable) {
      throw new UnusableException(file + " cannot be read");
    }
  }

  private static String text(String file, byte[] content) throws UnusableException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException otherEncoding) {
      throw new UnusableException(file + " is no text in UTF-8");
    }
  }
}
