package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.zoho.ZohoRefused;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** The departments of the SalesIQ portal, so that a chat is not sent to one that is gone. */
@Component
public final class SalesIqDepartments {

  private static final int PAGE = 20;

  /**
   * Ids of the enabled departments; SalesIQ writes booleans as text. A full page may not be the
   * whole list, so it counts as unknown.
   */
  public Set<String> enabled(@Body JsonNode answer) {
    Set<String> ids = new LinkedHashSet<>();
    if (answer.path("data").size() >= PAGE) {
      return unknown();
    }
    for (JsonNode department : answer.path("data")) {
      if (department.path("is_enabled").asBoolean(true)) {
        ids.add(department.path("id").asText());
      }
    }
    return ids;
  }

  /** What stands for a list that SalesIQ does not give; nothing is checked against it. */
  public Set<String> unknown() {
    return Set.of();
  }

  /**
   * @throws ZohoRefused when the department is not among the enabled ones
   */
  public void require(String department, Set<?> enabled) {
    if (!enabled.isEmpty() && !enabled.contains(department)) {
      throw new ZohoRefused(
          "1025",
          "SalesIQ department " + department + " does not exist or is disabled",
          List.of("department_id"),
          "Check ZOHO_SALESIQ_DEPARTMENT_ID; enabled are " + enabled + ".");
    }
  }
}
