package dev.handoff.zoho.desk;

import com.fasterxml.jackson.databind.JsonNode;

/** A ticket as Desk shows it, in events and by its id alike (desk.md 7.1, 10). */
public final class TicketShown {

  private TicketShown() {}

  /** Portals have statuses of their own; their type tells, where it is there (desk.md 7.1). */
  public static boolean isClosed(JsonNode ticket) {
    String type = ticket.path("statusType").asText("").strip();
    return (type.isEmpty() ? ticket.path("status").asText("").strip() : type)
        .equalsIgnoreCase("Closed");
  }

  /** The number by which the visitor knows it, or the id where none can be read. */
  public static String number(JsonNode ticket, String id) {
    String number = ticket.path("ticketNumber").asText("").strip();
    return number.matches("[0-9]{1,20}") ? number : id;
  }
}
