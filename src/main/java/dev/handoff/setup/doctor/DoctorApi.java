package dev.handoff.setup.doctor;

import dev.handoff.setup.doctor.Finding.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The doctor's report for operators' programs; behind the operators' login. */
@RestController
final class DoctorApi {

  private final Doctor doctor;

  DoctorApi(Doctor doctor) {
    this.doctor = doctor;
  }

  @GetMapping("/ops/api/doctor")
  Map<String, Object> report() {
    return fields(doctor.run());
  }

  /** The report as its JSON object. */
  static Map<String, Object> fields(Report report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ok", report.isOk());
    fields.put("checkedAt", report.checkedAt().toString());
    fields.put("counts", counts(report));
    fields.put("findings", report.findings().stream().map(DoctorApi::fields).toList());
    return fields;
  }

  private static Map<String, Long> counts(Report report) {
    Map<String, Long> counts = new LinkedHashMap<>();
    List.of(Level.values()).forEach(level -> counts.put(level.wireName(), report.count(level)));
    return counts;
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
