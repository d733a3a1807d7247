package dev.handoff.tables;

import dev.handoff.tables.TableFolders.Content;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table as it is in force now. {@link #get} gives the whole of one version and never parts of
 * two; take it once for one piece of work. Safe for use by many threads.
 */
public final class Table<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Table.class);

  private record InForce<T>(T value, List<String> sources, Instant at) {}

  private final TableKind<T> kind;
  private final TableFolders folders;
  private final Clock clock;
  private Map<String, Content> used;
  private Map<String, Content> judged;
  private Map<String, Content> lastSeen;
  private volatile InForce<T> inForce;
  private volatile TableStatus.@Nullable Refusal refusal;

  /**
   * @throws WrongTableException when what stands in the files cannot be used
   */
  Table(TableKind<T> kind, TableFolders folders, Clock clock) {
    this.kind = kind;
    this.folders = folders;
    this.clock = clock;
    this.used = folders.look(kind);
    this.judged = used;
    this.lastSeen = used;
    this.inForce = read(judged);
  }

  /** A table that never changes, such as one in a test. */
  public static <T> Table<T> of(T value) {
    return new Table<>(
        TableKind.file("given", pages -> value), new TableFolders(List.of()), Clock.systemUTC());
  }

  TableKind<T> kind() {
    return kind;
  }

  /** The value in force. */
  public T get() {
    return inForce.value();
  }

  /** What is in force, and since when. */
  public TableStatus status() {
    InForce<T> now = inForce;
    return new TableStatus(kind.name(), now.sources(), now.at(), refusal);
  }

  /**
   * Looks at the files. What changed counts when it has stood still from one look to the next, so
   * that a file is not read while it is written. A wrong table leaves the one in force as it is; so
   * does a file in force that is there no more, and in no other folder either.
   */
  synchronized void look() {
    Map<String, Content> seen = folders.look(kind);
    used.forEach((name, content) -> seen.putIfAbsent(name, content.gone()));
    boolean still = seen.equals(lastSeen);
    lastSeen = seen;
    if (!still || seen.equals(judged)) {
      return;
    }
    judged = seen;
    try {
      InForce<T> read = read(seen);
      inForce = read;
      used = seen;
      refusal = null;
      LOG.info("Table {} is in force as it now stands in {}", kind.name(), read.sources());
    } catch (WrongTableException wrong) {
      List<String> reasons = wrong.faults().stream().map(TableFault::toString).toList();
      refusal = new TableStatus.Refusal(clock.instant(), reasons);
      LOG.warn(
          "Table {} is refused and stays as it was: {}", kind.name(), String.join(" | ", reasons));
    }
  }

  private InForce<T> read(Map<String, Content> files) {
    TableReading<T> reading = new TableReading<>(kind, files);
    T value = reading.value();
    return new InForce<>(value, List.copyOf(reading.sources()), clock.instant());
  }
}
