package dev.handoff.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The lists from which a person picks where handoffs go (desk.md 9, salesiq.md 4.6 to 4.8). Read
 * from Zoho each time, with the ordinary credential. Every method throws a {@link ZohoFailure} that
 * says why when Zoho does not give the list.
 */
@Component
public final class ZohoDirectory {

  private static final int DESK_PAGE = 200;
  private static final int SALESIQ_PAGE = 20;
  private static final int MOST_PAGES = 50;

  private final ZohoReader zoho;

  ZohoDirectory(ZohoReader zoho) {
    this.zoho = zoho;
  }

  /**
   * A Desk organisation.
   *
   * @param portal the name in the address of its help centre; may be empty
   * @param edition such as ENTERPRISE; may be empty
   */
  public record Organisation(
      String id, String name, String portal, String edition, boolean isDefault) {}

  /** A department of Desk or of SalesIQ. */
  public record Department(String id, String name, boolean enabled) {}

  /** A SalesIQ portal. */
  public record Portal(String screenName) {}

  /** A SalesIQ brand. */
  public record App(String id, String name) {}

  /** The Desk organisations of the user who authorised the gateway; needs no organisation id. */
  public List<Organisation> organisations(ZohoPlace place) {
    List<Organisation> all = new ArrayList<>();
    for (JsonNode row :
        zoho.read(place.withOrgId(null), ZohoSide.DESK, "/organizations").path("data")) {
      all.add(
          new Organisation(
              text(row, "id"),
              first(text(row, "companyName"), text(row, "portalName"), text(row, "id")),
              text(row, "portalName"),
              text(row, "edition"),
              row.path("isDefault").asBoolean(false)));
    }
    return List.copyOf(all);
  }

  /** All Desk departments of the place's organisation. */
  public List<Department> departments(ZohoPlace place) {
    Map<String, Department> all = new LinkedHashMap<>();
    for (int page = 0; page < MOST_PAGES; page++) {
      int before = all.size();
      String from = page == 0 ? "" : "&from=" + before;
      JsonNode rows =
          zoho.read(place, ZohoSide.DESK, "/departments?limit=" + DESK_PAGE + from).path("data");
      rows.forEach(row -> keep(all, row, "isEnabled"));
      if (rows.size() < DESK_PAGE || all.size() == before) {
        break;
      }
    }
    return List.copyOf(all.values());
  }

  /** The SalesIQ portals of the user who authorised the gateway; needs no screen name. */
  public List<Portal> portals(ZohoPlace place) {
    List<Portal> all = new ArrayList<>();
    for (JsonNode row : zoho.read(place, ZohoSide.SALESIQ, "/portals").path("data")) {
      String name = first(text(row, "screenname"), text(row, "screen_name"), "");
      if (!name.isEmpty()) {
        all.add(new Portal(name));
      }
    }
    return List.copyOf(all);
  }

  /** The brands of the place's SalesIQ portal. */
  public List<App> apps(ZohoPlace place) {
    List<App> all = new ArrayList<>();
    for (JsonNode row : zoho.read(place, ZohoSide.SALESIQ, "/apps").path("data")) {
      String id = text(row, "id");
      all.add(new App(id, first(text(row, "name"), text(row, "display_name"), id)));
    }
    return List.copyOf(all);
  }

  /**
   * All departments of the place's SalesIQ portal. The papers leave open whether {@code index}
   * counts entries or pages of twenty, so both are tried until nothing new comes.
   */
  public List<Department> salesIqDepartments(ZohoPlace place) {
    Map<String, Department> all = new LinkedHashMap<>();
    int rows = salesIqPage(place, "/departments", all);
    int page = 1;
    for (int asked = 0; rows >= SALESIQ_PAGE && asked < MOST_PAGES; asked++) {
      int before = all.size();
      rows = salesIqPage(place, "/departments?index=" + (before + 1), all);
      if (all.size() == before) {
        page++;
        rows = salesIqPage(place, "/departments?index=" + page, all);
        if (all.size() == before) {
          break;
        }
      }
    }
    return List.copyOf(all.values());
  }

  private int salesIqPage(ZohoPlace place, String path, Map<String, Department> all) {
    JsonNode rows = zoho.read(place, ZohoSide.SALESIQ, path).path("data");
    rows.forEach(row -> keep(all, row, "is_enabled"));
    return rows.size();
  }

  private static void keep(Map<String, Department> all, JsonNode row, String enabled) {
    String id = text(row, "id");
    String name = first(text(row, "name"), text(row, "display_name"), id);
    if (!id.isEmpty()) {
      all.putIfAbsent(id, new Department(id, name, row.path(enabled).asBoolean(true)));
    }
  }

  private static String text(JsonNode row, String field) {
    return row.path(field).asText("").strip();
  }

  private static String first(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null && !text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
