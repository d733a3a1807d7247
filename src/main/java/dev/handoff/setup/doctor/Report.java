package dev.handoff.setup.doctor;

import java.time.Instant;
import java.util.List;

/** What the doctor found, in the order of its checks. */
public record Report(Instant checkedAt, List<Finding> findings) {

  public Report {
    findings = List.copyOf(findings);
  }

  /** Whether nothing failed; warnings are allowed. */
  public boolean isOk() {
    return findings.stream().noneMatch(Finding::isFailed);
  }

  /** How many findings are of that level. */
  public long count(Finding.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
