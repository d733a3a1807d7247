package dev.handoff.tables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/**
 * Where tables stand: in {@code tables} below the folder that {@code handoff.config} names, then in
 * {@code ./config/tables}, then in the program itself. The first file of a name is the file.
 */
public final class TableFolders {

  private static final String ENDING = ".yaml";
  private static final String WITHIN = "/tables/";

  /**
   * What stands in one file at one time.
   *
   * @param shown the file as a user would look for it
   * @param content its bytes, at most one more than is read at all; empty when it cannot be read
   * @param trouble why it cannot be read, or null
   */
  record Content(String shown, byte[] content, @Nullable Trouble trouble) {

    private static Content of(Path file, Trouble trouble) {
      return new Content(file.toString(), new byte[0], trouble);
    }

    /** The same file when it is there no more. */
    Content gone() {
      return of(Path.of(shown), Trouble.GONE);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Content that
          && shown.equals(that.shown)
          && Arrays.equals(content, that.content)
          && trouble == that.trouble;
    }

    @Override
    public int hashCode() {
      return 31 * shown.hashCode() + Arrays.hashCode(content);
    }
  }

  /** Why a file cannot be read, and what to do about it. */
  enum Trouble {
    DENIED(
        "a file that the gateway may not read", "a file that can be read", "Correct its rights."),
    UNREADABLE(
        "a file that cannot be read",
        "a file that can be read",
        "See that it is a plain file, and what rights it has."),
    LINK("a link that leads nowhere", "a file that can be read", "Correct where it leads."),
    GONE(
        "no file any more",
        "the file that is in force",
        "Put it back; a gateway that is started without it has the built-in table.");

    final String found;
    final String expected;
    final String remedy;

    Trouble(String found, String expected, String remedy) {
      this.found = found;
      this.expected = expected;
      this.remedy = remedy;
    }
  }

  private final List<Path> folders;

  /**
   * @param folders where to look, the first one wins; they need not exist
   */
  public TableFolders(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** The folders that the settings name. */
  public static TableFolders of(PropertyResolver settings) {
    List<Path> folders = new ArrayList<>();
    String given =
        settings.getProperty("handoff.config", settings.getProperty("HANDOFF_CONFIG", ""));
    if (!given.isBlank()) {
      try {
        folders.add(Path.of(given.strip(), "tables"));
      } catch (InvalidPathException notAPath) {
        // Refused with the other settings.
      }
    }
    folders.add(Path.of("config", "tables"));
    return new TableFolders(folders);
  }

  /** The team's own files of a table, as they stand now. */
  Map<String, Content> look(TableKind<?> kind) {
    Map<String, Content> files = new TreeMap<>();
    for (Path folder : folders) {
      List<Path> found =
          kind.folder()
              ? listed(folder.resolve(kind.name()))
              : List.of(folder.resolve(kind.name() + ENDING));
      for (Path file : found) {
        Content content = files.containsKey(nameOf(file)) ? null : read(file);
        if (content != null) {
          files.put(nameOf(file), content);
        }
      }
    }
    return files;
  }

  /**
   * YAML in the folders that no table is read from, mostly for a slip in its name.
   *
   * @param kinds all that are read
   * @return what to say of each file, by the file
   */
  Map<String, String> strays(Collection<TableKind<?>> kinds) {
    Map<String, String> strays = new TreeMap<>();
    for (Path folder : folders) {
      Set<String> files = new TreeSet<>();
      for (TableKind<?> kind : kinds) {
        if (kind.folder()) {
          strays(folder.resolve(kind.name()), null, strays);
        } else {
          files.add(kind.name() + ENDING);
        }
      }
      strays(folder, files, strays);
    }
    return strays;
  }

  private static void strays(Path folder, @Nullable Set<String> right, Map<String, String> strays) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "[!.]*.{yaml,yml}")) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        String mended = name.replaceFirst("[.]yml$", ENDING);
        boolean known = right == null ? name.equals(mended) : right.contains(name);
        if (!known && Files.isRegularFile(file)) {
          Optional<String> near = right == null ? Optional.of(mended) : Nearest.of(mended, right);
          strays.put(
              file.toString(),
              "is no table, and nothing reads it."
                  + near.map(word -> " Did you mean '" + word + "'?").orElse(""));
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // Nothing there, or told with the tables themselves.
    }
  }

  private static String nameOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }

  /** Hidden files are left out: editors and mounted folders keep theirs there. */
  private static List<Path> listed(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "[!.]*" + ENDING)) {
      all.forEach(files::add);
    } catch (NoSuchFileException | NotDirectoryException none) {
      return leadsNowhere(folder) ? List.of(folder.resolve("*" + ENDING)) : List.of();
    } catch (IOException unreadable) {
      return List.of(folder.resolve("*" + ENDING));
    }
    return files.stream().sorted().toList();
  }

  /** Null when there is no such file. */
  private static @Nullable Content read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new Content(file.toString(), in.readNBytes(Sheet.LONGEST + 1), null);
    } catch (NoSuchFileException none) {
      return leadsNowhere(file) ? Content.of(file, Trouble.LINK) : null;
    } catch (AccessDeniedException denied) {
      return Content.of(file, Trouble.DENIED);
    } catch (IOException unreadable) {
      return Content.of(file, Trouble.UNREADABLE);
    }
  }

  /** Whether it, or a folder on the way to it, is a link to what is not there. */
  private static boolean leadsNowhere(Path file) {
    for (Path part = file; part != null; part = part.getParent()) {
      if (Files.isSymbolicLink(part) && Files.notExists(part)) {
        return true;
      }
    }
    return false;
  }

  /** The file that the program brings along, or null. */
  static @Nullable Content builtIn(TableKind<?> kind, String name) {
    String path = WITHIN + (kind.folder() ? kind.name() + "/" : "") + name + ENDING;
    try (InputStream in = TableFolders.class.getResourceAsStream(path)) {
      return in == null ? null : new Content("built-in" + path, in.readAllBytes(), null);
    } catch (IOException unreadable) {
      throw new IllegalStateException("the program's own " + path + " cannot be read", unreadable);
    }
  }
}
