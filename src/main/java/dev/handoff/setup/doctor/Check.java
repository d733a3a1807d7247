package dev.handoff.setup.doctor;

import java.time.Duration;
import java.util.List;

/** One thing that the doctor looks at. Changes nothing, neither here nor at Zoho. */
public interface Check {

  /** What is looked at, a few words; each check has its own. */
  String name();

  /**
   * Names of the checks without which this one could only repeat their failure. When one of them
   * fails, or could not look, this one is not run.
   */
  default List<String> needs() {
    return List.of();
  }

  /** How long a look may take; afterwards it counts as hanging. */
  default Duration limit() {
    return Duration.ofSeconds(9);
  }

  /**
   * Looks.
   *
   * @return one finding or more
   * @throws Exception on anything unforeseen; the {@link Doctor} words it
   */
  List<Finding> look() throws Exception;
}
