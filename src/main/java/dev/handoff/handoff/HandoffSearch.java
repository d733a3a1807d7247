package dev.handoff.handoff;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of handoffs, and all that is kept of one. */
public interface HandoffSearch {

  /**
   * At most {@code limit} handoffs, newest first.
   *
   * @param after the last one of the page before; null for the first page
   */
  List<Handoff> newest(String tenant, HandoffFilter filter, @Nullable Position after, int limit);

  /** The same, oldest first. */
  List<Handoff> oldest(String tenant, HandoffFilter filter, @Nullable Position after, int limit);

  long count(String tenant, HandoffFilter filter);

  /** The steps of each of these handoffs of one tenant, in one query. */
  Map<HandoffId, List<JournalStep>> journals(List<Handoff> handoffs);

  /** The lines that belong to its story, oldest first. */
  List<TranscriptEntry> transcript(Handoff handoff);
}
