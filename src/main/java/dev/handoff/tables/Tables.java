package dev.handoff.tables;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All tables of the gateway. Each is opened once; whoever opens it again gets the same one. */
public final class Tables {

  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  private final TableFolders folders;
  private final Clock clock;
  private @Nullable Set<String> strays;
  private final Map<String, Table<?>> open = new ConcurrentSkipListMap<>();

  public Tables(TableFolders folders, Clock clock) {
    this.folders = folders;
    this.clock = clock;
  }

  /** The tables in a folder, or in none: what is not there is built-in. */
  public static Tables in(Path... folders) {
    return new Tables(new TableFolders(List.of(folders)), Clock.systemUTC());
  }

  /**
   * The table of that kind, read at once.
   *
   * @throws WrongTableException when it cannot be used
   */
  @SuppressWarnings("unchecked") // A name stands for one kind.
  public <T> Table<T> open(TableKind<T> kind) {
    return (Table<T>) open.computeIfAbsent(kind.name(), name -> new Table<>(kind, folders, clock));
  }

  /** All that is wrong with the files of these tables; empty when they can be used. */
  public static List<TableFault> faults(TableFolders folders, List<TableKind<?>> kinds) {
    List<TableFault> faults = new ArrayList<>();
    for (TableKind<?> kind : kinds) {
      try {
        new TableReading<>(kind, folders.look(kind)).value();
      } catch (WrongTableException wrong) {
        faults.addAll(wrong.faults());
      }
    }
    return faults;
  }

  /** Files beside these tables that nothing reads, each as a line that begins with its path. */
  public static List<String> strays(TableFolders folders, List<TableKind<?>> kinds) {
    return folders.strays(kinds).entrySet().stream()
        .map(stray -> stray.getKey() + ": " + stray.getValue())
        .toList();
  }

  /** What is in force, by name. */
  public List<TableStatus> status() {
    return new TreeMap<>(open).values().stream().map(Table::status).toList();
  }

  /** Looks at the files of all tables; a change is in force after the second look that sees it. */
  public void look() {
    for (Table<?> table : open.values()) {
      try {
        table.look();
      } catch (RuntimeException unexpected) {
        LOG.warn("A table could not be looked at and stays as it was", unexpected);
      }
    }
    lookForStrays();
  }

  /** Tells of each once, when it appears; what was there at the start was told then. */
  private synchronized void lookForStrays() {
    List<TableKind<?>> kinds = new ArrayList<>();
    open.values().forEach(table -> kinds.add(table.kind()));
    Map<String, String> now = folders.strays(kinds);
    if (strays != null) {
      for (Map.Entry<String, String> stray : now.entrySet()) {
        if (!strays.contains(stray.getKey())) {
          LOG.warn("{}: {}", stray.getKey(), stray.getValue());
        }
      }
    }
    strays = Set.copyOf(now.keySet());
  }
}
