package dev.handoff.setup.doctor;

import dev.handoff.zoho.ZohoDirectory.Department;
import dev.handoff.zoho.ZohoFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the departments that handoffs go to are there and take work. */
final class DepartmentCheck implements Check {

  static final String DESK = "Desk departments";
  static final String SALESIQ = "SalesIQ department";

  private final String name;
  private final List<String> needs;
  private final String scope;
  private final Supplier<Map<String, String>> wanted;
  private final Supplier<List<Department>> known;

  /**
   * @param wanted each id with where it is set; read at each look
   */
  DepartmentCheck(
      String name,
      List<String> needs,
      String scope,
      Supplier<Map<String, String>> wanted,
      Supplier<List<Department>> known) {
    this.name = name;
    this.needs = needs;
    this.scope = scope;
    this.wanted = wanted;
    this.known = known;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> needs() {
    return needs;
  }

  @Override
  public List<Finding> look() {
    List<Department> all;
    try {
      all = known.get();
    } catch (ZohoFailure failure) {
      return List.of(Refusals.unread(name, scope, failure));
    }
    List<Finding> findings = new ArrayList<>();
    new LinkedHashMap<>(wanted.get()).forEach((id, where) -> findings.add(judge(id, where, all)));
    return findings;
  }

  private Finding judge(String id, String where, List<Department> all) {
    Optional<Department> found =
        all.stream().filter(department -> department.id().equals(id)).findFirst();
    if (found.isEmpty()) {
      return Finding.failed(
          name,
          where
              + " "
              + id
              + " is no department there; there are: "
              + Choices.of(all, Department::id, Department::name),
          "Correct " + where + " to one of them.");
    }
    String called = found.get().name() + " (" + id + ")";
    return found.get().enabled()
        ? Finding.ok(name, called + ", from " + where)
        : Finding.failed(
            name,
            called + ", from " + where + ", is disabled",
            "Enable it at Zoho, or set " + where + " to another.");
  }
}
