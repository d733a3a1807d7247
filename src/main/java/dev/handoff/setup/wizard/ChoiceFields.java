package dev.handoff.setup.wizard;

import dev.handoff.setup.wizard.Field.Option;
import dev.handoff.zoho.ZohoDirectory;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoSetting;
import dev.handoff.zoho.ZohoTokenMissing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What is to be chosen, with the lists that Zoho gives now. A list that cannot be read says why,
 * and its value can still be typed.
 */
@Component
public final class ChoiceFields {

  private final ZohoDirectory directory;
  private final ZohoPlaces places;

  ChoiceFields(ZohoDirectory directory, ZohoPlaces places) {
    this.directory = directory;
    this.places = places;
  }

  private record Listed(List<Option> options, @Nullable String problem) {}

  /**
   * Reads the lists. What cannot be an organisation or a portal at all is passed over.
   *
   * @param orgId the organisation to look at instead of the one in force
   * @param screenName the portal to look at, likewise
   */
  public List<Field> read(@Nullable String orgId, @Nullable String screenName) {
    ZohoPlace place = places.now();
    List<Field> fields = new ArrayList<>();
    Field organisation =
        field(
            ZohoSetting.ZOHO_ORG_ID,
            "Desk organisation",
            first(possible(ZohoSetting.ZOHO_ORG_ID, orgId), place.orgId()),
            "Desk, Setup, Developer space, API shows its id.",
            list("Desk.basic.READ", () -> organisations(place)));
    fields.add(organisation);
    ZohoPlace there = place.withOrgId(emptyToNull(organisation.value()));
    fields.add(
        field(
            ZohoSetting.ZOHO_DEPARTMENT_ID,
            "Desk department for tickets and callbacks",
            first(place.departmentId()),
            "Its id ends the address of the department in Desk, Setup, Departments.",
            list("Desk.basic.READ", () -> departments(directory.departments(there)))));
    Field portal =
        field(
            ZohoSetting.ZOHO_SALESIQ_SCREEN_NAME,
            "SalesIQ portal (screen name)",
            first(possible(ZohoSetting.ZOHO_SALESIQ_SCREEN_NAME, screenName), place.screenName()),
            "It follows the host in the address of your SalesIQ.",
            list("SalesIQ.portals.READ", () -> portals(place)));
    fields.add(portal);
    ZohoPlace inside = place.withScreenName(emptyToNull(portal.value()));
    fields.add(
        field(
            ZohoSetting.ZOHO_SALESIQ_APP_ID,
            "SalesIQ brand",
            first(place.appId()),
            "Its id ends the address of the brand in SalesIQ, Settings, Brands.",
            inPortal(inside, "SalesIQ.Apps.READ", () -> apps(inside))));
    fields.add(
        field(
            ZohoSetting.ZOHO_SALESIQ_DEPARTMENT_ID,
            "SalesIQ department for chats",
            first(place.salesiqDepartmentId()),
            "Its id ends the address of the department in SalesIQ, Settings, Departments.",
            inPortal(
                inside,
                "SalesIQ.departments.READ",
                () -> departments(directory.salesIqDepartments(inside)))));
    return List.copyOf(fields);
  }

  /** Where nothing is in force yet, the only one there is, or Zoho's default, is suggested. */
  private static Field field(
      ZohoSetting name, String label, String value, String where, Listed listed) {
    boolean suggest =
        value.isEmpty()
            && (listed.options().size() == 1
                || (name == ZohoSetting.ZOHO_ORG_ID && !listed.options().isEmpty()));
    return new Field(
        name,
        label,
        suggest ? listed.options().get(0).id() : value,
        where,
        listed.options(),
        listed.problem(),
        null);
  }

  /** The default organisation comes first. */
  private List<Option> organisations(ZohoPlace place) {
    return directory.organisations(place).stream()
        .sorted((one, other) -> Boolean.compare(other.isDefault(), one.isDefault()))
        .map(
            one ->
                new Option(
                    one.id(),
                    one.name() + (one.edition().isEmpty() ? "" : " (" + one.edition() + ")")))
        .toList();
  }

  private static List<Option> departments(List<ZohoDirectory.Department> all) {
    return all.stream()
        .map(one -> new Option(one.id(), one.name() + (one.enabled() ? "" : " (disabled)")))
        .toList();
  }

  private List<Option> portals(ZohoPlace place) {
    return directory.portals(place).stream()
        .map(one -> new Option(one.screenName(), one.screenName()))
        .toList();
  }

  private List<Option> apps(ZohoPlace place) {
    return directory.apps(place).stream().map(one -> new Option(one.id(), one.name())).toList();
  }

  private static Listed inPortal(ZohoPlace place, String scope, Supplier<List<Option>> read) {
    return place.screenName() == null
        ? new Listed(List.of(), "Choose the SalesIQ portal first, then read the lists again.")
        : list(scope, read);
  }

  private static Listed list(String scope, Supplier<List<Option>> read) {
    try {
      List<Option> options =
          read.get().stream().filter(option -> !option.id().isEmpty()).distinct().toList();
      return new Listed(options, options.isEmpty() ? "Zoho's list is empty." : null);
    } catch (ZohoFailure failure) {
      return new Listed(List.of(), why(failure, scope));
    } catch (IllegalStateException unknown) {
      String why = String.valueOf(unknown.getMessage());
      String begin = why.startsWith("Zoho could not be asked") ? "" : "Zoho could not be asked: ";
      return new Listed(List.of(), begin + why + ".");
    }
  }

  private static String why(ZohoFailure failure, String scope) {
    if (failure instanceof ZohoTokenMissing) {
      return failure.getMessage() + ". Authorise first.";
    }
    return switch (failure.code()) {
      case "SCOPE_MISMATCH", "1009" ->
          "The scope " + scope + " is missing: authorise the ordinary credential again.";
      case "OAUTH_ORG_MISMATCH" ->
          "The token belongs to another organisation: choose that one, or authorise again.";
      case "1005" -> "SalesIQ does not know this portal: correct the screen name.";
      default ->
          "Zoho does not give the list (%s). %s"
              .formatted(
                  failure.code(),
                  failure.remedy() == null ? "Try again in a moment." : failure.remedy());
    };
  }

  private static @Nullable String possible(ZohoSetting name, @Nullable String value) {
    return value != null && name.accepts(value.strip()) ? value : null;
  }

  private static String first(@Nullable String... values) {
    for (String value : values) {
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return "";
  }

  private static @Nullable String emptyToNull(String value) {
    return value.isEmpty() ? null : value;
  }
}
