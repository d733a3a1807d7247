package dev.handoff.setup.doctor;

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
    return doctor.run().fields();
  }
}
