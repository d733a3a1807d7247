package dev.handoff.keeping;

import dev.handoff.handoff.FaultText;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes what was kept long enough. Every removal is a short transaction; what is not settled
 * stays.
 */
@Component
public final class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final List<Sweep> sweeps;
  private final RetentionProperties settings;
  private final Clock clock;
  private final RetentionMeters meters;

  Retention(List<Sweep> sweeps, RetentionProperties settings, Clock clock, RetentionMeters meters) {
    this.sweeps = sweeps;
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * One go: of each kind at most as many as {@code handoff.retention.batch} says.
   *
   * @return whether there may be more to do
   */
  public boolean go() {
    Map<String, Long> removed = new TreeMap<>();
    boolean more = false;
    for (Sweep sweep : sweeps) {
      if (!sweep.keep().isZero()) {
        more |= isMoreOf(sweep, removed);
      }
    }
    removed.values().removeIf(rows -> rows == 0);
    removed.forEach(meters::removed);
    if (!removed.isEmpty()) {
      log.info("removed what was kept long enough: {}", removed);
    }
    return more;
  }

  /** A kind that fails is looked at again the next time; the others go on. */
  private boolean isMoreOf(Sweep sweep, Map<String, Long> removed) {
    try {
      Sweep.Swept swept = sweep.sweep(clock.instant().minus(sweep.keep()), settings.batch());
      swept.removed().forEach((what, rows) -> removed.merge(what, rows, Long::sum));
      meters.failed(sweep, swept.failed());
      return swept.more();
    } catch (RuntimeException e) {
      meters.failed(sweep, 1);
      log.warn("{} are removed later: {}", sweep.what().get(0), FaultText.of(e));
      return false;
    }
  }
}
