package dev.handoff.setup.doctor;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** The report as its JSON object. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ok", isOk());
    fields.put("checkedAt", checkedAt.toString());
    Map<String, Long> counts = new LinkedHashMap<>();
    List.of(Finding.Level.values()).forEach(level -> counts.put(level.wireName(), count(level)));
    fields.put("counts", counts);
    fields.put("findings", findings.stream().map(Report::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("check", finding.check());
    fields.put("level", finding.level().wireName());
    fields.put("what", finding.what());
    if (finding.remedy() != null) {
      fields.put("remedy", finding.remedy());
    }
    return fields;
  }
}
