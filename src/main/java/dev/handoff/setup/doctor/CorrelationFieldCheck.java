package dev.handoff.setup.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoReader;
import dev.handoff.zoho.ZohoSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Whether tickets have the custom field that takes the correlation token. Desk's papers name no
 * call that lists the fields of a layout, so they are read off the latest ticket, whose {@code cf}
 * names them.
 */
@Component
@Order(80)
final class CorrelationFieldCheck implements Check {

  static final String NAME = "correlation field";

  private static final String SETTING = "ZOHO_DESK_CORRELATION_FIELD";

  private final ZohoProperties settings;
  private final ZohoReader zoho;
  private final ZohoPlaces places;

  CorrelationFieldCheck(ZohoProperties settings, ZohoReader zoho, ZohoPlaces places) {
    this.settings = settings;
    this.zoho = zoho;
    this.places = places;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(OrganisationCheck.NAME);
  }

  @Override
  public List<Finding> look() {
    String field = settings.correlationField();
    if (field == null) {
      return List.of(
          Finding.ok(NAME, "none is set: the token stands in the tickets' descriptions only"));
    }
    try {
      return List.of(
          latest()
              .map(ticket -> judge(field, ticket.path("cf")))
              .orElseGet(() -> unread("no ticket")));
    } catch (ZohoFailure failure) {
      return List.of(Refusals.unread(NAME, "Desk.tickets.READ", failure));
    }
  }

  private Optional<JsonNode> latest() {
    JsonNode rows =
        zoho.read(
                places.now(),
                ZohoSide.DESK,
                "/tickets?limit=1&sortBy=-createdTime&departmentId=" + places.now().departmentId())
            .path("data");
    String id = rows.path(0).path("id").asText("");
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(zoho.read(places.now(), ZohoSide.DESK, "/tickets/" + id));
  }

  private static Finding judge(String field, JsonNode fields) {
    if (fields.has(field)) {
      return Finding.ok(NAME, "tickets have " + field);
    }
    if (fields.isEmpty()) {
      return unread("no ticket with custom fields");
    }
    List<String> names = new ArrayList<>();
    fields.fieldNames().forEachRemaining(names::add);
    return Finding.failed(
        NAME,
        SETTING + " " + field + " is no field of tickets; there are: " + String.join(", ", names),
        "Add a text field of that API name at Desk (Setup, Layouts and Fields), correct "
            + SETTING
            + ", or leave it out.");
  }

  private static Finding unread(String what) {
    return new Finding(
        NAME,
        Finding.Level.WARNING,
        "not checked because the department has " + what + " to read it off",
        "Make a ticket there by hand, then look again.");
  }
}
